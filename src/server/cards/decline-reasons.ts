/** Why a card is declined. */
import { declineReasons, type DeclineReason } from '../db/schema.ts';

export { declineReasons };

/** As organisers read them. */
export const declineReasonTexts: Readonly<Record<DeclineReason, string>> = {
  harm: 'could harm the person',
  insult: 'insulting',
  recipient: 'not for this person',
  spam: 'spam',
  other: 'another reason',
};

/** In code points. */
export const maxNoteLength = 200;

export interface Declination {
  reason: DeclineReason;
  /** With `other`, and only then. */
  note?: string;
}

/** What is wrong with a reason: it is missing or unknown, or its note is missing, too long, or belongs to no reason. */
export type DeclinationFault = 'reason' | 'note-missing' | 'note-too-long' | 'note-unexpected';

export function parseDeclination(reason: string | null | undefined, text: string | null | undefined): Declination | DeclinationFault {
  const knownReason = declineReasons.find((one) => one === reason);
  const note = (text ?? '').normalize().trim().replace(/\s+/g, ' ');
  if (!knownReason) return 'reason';
  if (knownReason !== 'other') return note ? 'note-unexpected' : { reason: knownReason };
  if (!note) return 'note-missing';
  return [...note].length > maxNoteLength ? 'note-too-long' : { reason: knownReason, note };
}

/** @returns undefined for a card that was not declined, or without a reason */
export const formatDeclination = (reason: DeclineReason | null, note: string | null): string | undefined =>
  reason === null ? undefined : reason === 'other' && note !== null ? note : declineReasonTexts[reason];
