import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { CardRow, MessageRow } from '../db/schema.ts';
import { createShortId } from '../db/short-id.ts';

/** The cards of a submission, one for each person, and its public message. Tests and letters have neither. */
export function createCards(
  { testing, kind, postcard }: Submission,
  { campaign, submission, received_at }: Pick<MessageRow, 'campaign' | 'submission' | 'received_at'>,
): { cards: CardRow[]; message: MessageRow | undefined } {
  if (testing || kind !== 'postcard' || !postcard) return { cards: [], message: undefined };
  const card = { campaign, submission, paper: 0, stage: 'received', day: received_at.slice(0, 10), current_step: 0, step_count: 0, print_batch: null } as const;
  const isPublic = postcard.publish && postcard.message;
  return {
    cards: postcard.to.map((person) => ({ ...card, id: createShortId(), person })),
    message: isPublic ? { id: createShortId(), campaign, submission, received_at, approved_cards: 0, published_text: null } : undefined,
  };
}
