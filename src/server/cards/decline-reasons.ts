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

export interface DeclineDetails {
  reason: DeclineReason;
  /** With `other`, and only then. */
  note?: string;
}

/** The reason is missing or unknown, or the note is missing, too long, or without the reason `other`. */
export type DeclineProblem = 'reason' | 'note-missing' | 'note-too-long' | 'note-unexpected';

export function parseDecline(reason: string | null | undefined, text: string | null | undefined): { decline: DeclineDetails } | { problem: DeclineProblem } {
  const knownReason = declineReasons.find((one) => one === reason);
  const note = (text ?? '').normalize().trim().replace(/\s+/g, ' ');
  if (!knownReason) return { problem: 'reason' };
  if (knownReason !== 'other') return note ? { problem: 'note-unexpected' } : { decline: { reason: knownReason } };
  if (!note) return { problem: 'note-missing' };
  return [...note].length > maxNoteLength ? { problem: 'note-too-long' } : { decline: { reason: knownReason, note } };
}

/** @returns undefined for a card that was not declined, or without a reason */
export const formatDeclineReason = (reason: DeclineReason | null, note: string | null): string | undefined =>
  reason === null ? undefined : reason === 'other' && note !== null ? note : declineReasonTexts[reason];
