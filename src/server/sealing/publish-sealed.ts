/** Publishes what the organiser has opened of a sealed card: the server cannot read it itself. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { submissionSchema, type Submission } from '../../campaign/schema/submission.schema.ts';
import { publishCard } from '../cards/card-workflow.ts';
import type { PublishedText } from '../db/schema.ts';
import type { Store } from '../db/store.ts';

/** The limit of the form, in bytes: URL encoding makes three of each byte of a text, and a sealed text fits into a submission of 64 kB. */
export const maxPublishBytes = 192 * 1024;

export interface Publication extends PublishedText {
  /** The id of the card. */
  id: string;
  /** The version of the card that was read. */
  version: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** `conflict`: someone else has changed the card since it was read; `not-allowed`: it is not sealed, or its sender or its campaign does not allow publication; `invalid`: the text is empty or too long. */
export type PublicationResult = 'done' | 'conflict' | 'not-allowed' | 'invalid';

export async function publishSealed(store: Pick<Store, 'cards' | 'sealed'>, campaigns: readonly Campaign[], { text, from, ...card }: Publication): Promise<PublicationResult> {
  if (!text.trim() || !submissionSchema.shape.postcard.safeParse({ to: [], message: text, from }).success) return 'invalid';
  const [details] = await store.cards.find({ ids: [card.id] });
  if (!details) return 'not-allowed';
  const { sealed, postcard } = JSON.parse(details.payload ?? '{}') as Partial<Submission>;
  const campaign = campaigns.find(({ id }) => id === details.campaign);
  if (sealed === undefined || !postcard?.publish || campaign?.postcard?.publish !== 'ask') return 'not-allowed';
  return (await publishCard(store, card, { text, from })) ? 'done' : 'conflict';
}
