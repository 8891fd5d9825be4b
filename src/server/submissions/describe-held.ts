/** A held submission as a moderator needs it. */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { HeldSubmission } from '../db/held-repository.ts';

export type HeldDescription = ReturnType<typeof describeHeld>;

/** @returns its text, and not who the supporter is */
export function describeHeld({ held_id, campaign, held, kind, received_at, partner, payload }: HeldSubmission) {
  const { language, letter, postcard, sealed } = JSON.parse(payload ?? '{}') as Partial<Submission>;
  return {
    id: held_id,
    campaign,
    kind,
    reason: held,
    day: received_at.slice(0, 10),
    ...(partner !== null && { partner }),
    ...(payload === null && { textDeleted: true }),
    ...(letter && { to: letter.targets, ...(sealed === undefined && { subject: letter.subject ?? '', text: letter.body ?? '' }), language }),
    ...(postcard && { to: postcard.to, ...(sealed === undefined && { from: postcard.from ?? '', text: postcard.message ?? '' }), language }),
    ...(sealed !== undefined && { sealed: true }),
  };
}
