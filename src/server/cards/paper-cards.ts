/** The names of handwritten cards: derived from the name of their pile, so that a repeated registration counts nothing. */
import { deriveShortId } from '../db/short-id.ts';

/** A larger number is probably a typing error. */
export const maxPaperCards = 1000;

/** @returns the ids of the largest possible pile. Capitals and blanks in its name make no difference */
export function derivePaperCardIds(campaign: string, person: string, pile: string): string[] {
  const name = pile.normalize().trim().replace(/\s+/g, ' ').toLowerCase();
  return Array.from({ length: maxPaperCards }, (_, i) => deriveShortId(JSON.stringify(['paper', campaign, person, name, i])));
}
