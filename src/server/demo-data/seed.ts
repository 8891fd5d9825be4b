/** Fills the demonstration with cards, each by the road that a real one goes, with the clock of its day. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { registerPaperCards, applyStep } from '../cards/card-workflow.ts';
import { idDigest } from '../submissions/digest.ts';
import type { Store } from '../db/store.ts';
import { planOf, type PlannedCard, type Sample } from './plan.ts';

/** The campaign that is filled. */
export const demoCampaignId = 'free-the-5kh';
const people = 5;

export interface Seeding {
  campaign: Campaign;
  store: Store;
  samples: readonly Sample[];
  /** Sends a submission to the endpoint. @param at what time it is there, in milliseconds since the epoch */
  send: (body: Submission, at: number) => Promise<Response>;
}

/**
 * Makes the cards of the demonstration, unless they are there, or others are. What broke off goes on where it stood: all
 * that is done twice is done once.
 * @throws where the campaign does not take them
 */
export async function seed({ campaign, store, samples, send }: Seeding): Promise<void> {
  if ((campaign.postcard?.to.length ?? 0) < people) return;
  const { submissions, events, last } = planOf(campaign, samples);
  if ((await store.cards.find({ ids: [last] })).length) return;
  const isSeeded = await store.find(campaign.id, idDigest(campaign.id, submissions[0]!.body.id));
  if (!isSeeded && (await store.cards.tally({ campaign: campaign.id })).length) return;

  // One after the other: each at a time of its own.
  for (const { at, body } of submissions) {
    const { status } = await send(body, at);
    if (status !== 201 && status !== 200) throw new Error(`a sample was answered with ${status}`);
  }

  const stored = await store.cards.find({ campaign: campaign.id });
  const ids = new Map(stored.map(({ id, submission, person }) => [`${submission} ${person}`, id]));
  const idOf = (card: PlannedCard) =>
    'paper' in card ? card.paper : ids.get(`${idDigest(campaign.id, card.submission)} ${card.person}`)!;
  for (const event of events) {
    if ('paper' in event) await registerPaperCards(store, { campaign: campaign.id, ids: event.paper, ...event });
    else
      for await (const { outcome } of applyStep(store, event.cards.map(idOf), event.step, event))
        if (outcome !== 'done' && outcome !== 'already') throw new Error(`a sample is not ${event.step}: ${outcome}`);
  }
}
