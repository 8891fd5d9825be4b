import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { LetterEmailRow } from '../db/schema.ts';
import { createShortId } from '../db/short-id.ts';

/** @returns the emails of a submission, one for each target, where the campaign delivers by email. Tests have none */
export function createLetterEmails(campaign: Campaign, { testing, letter, sealed }: Submission, submission: string, receivedAt: string): LetterEmailRow[] {
  if (testing || !letter || sealed !== undefined || campaign.letter?.delivery !== 'email') return [];
  const row = { campaign: campaign.id, submission, state: 'waiting', queued_at: receivedAt, due_at: receivedAt, tries: 0, problem: null, sent_at: null } as const;
  return letter.targets.map((target) => ({ ...row, id: createShortId(), target }));
}
