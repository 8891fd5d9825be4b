/** Fills the demo with cards. Each takes the same path as a real one, at the time of its own day. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { applyStep, registerPaperCards } from '../cards/card-workflow.ts';
import type { Store } from '../db/store.ts';
import { getIdDigest } from '../submissions/digest.ts';
import { createPlan } from './plan.ts';
import type { PlannedCard, PlannedEvent } from './plan-events.ts';
import type { Sample } from './plan-submissions.ts';

/** The campaign that is filled. */
export const demoCampaignId = 'free-the-5kh';
/** The plan is made for this many. */
const minPeople = 5;

export interface SeedOptions {
  campaign: Campaign;
  store: Store;
  samples: readonly Sample[];
  /** Submits to the server. @param at the server's time, in milliseconds since the epoch */
  submit: (body: Submission, at: number) => Promise<Response>;
}

/**
 * Creates the demo's cards, unless they or any other cards exist. After an interruption it continues: every operation is
 * idempotent.
 * @throws if the campaign rejects a card
 */
export async function seed({ campaign, store, samples, submit }: SeedOptions): Promise<void> {
  if ((campaign.postcard?.to.length ?? 0) < minPeople) return;
  const { submissions, events, lastPaperCard } = createPlan(campaign, samples);
  if ((await store.cards.find({ ids: [lastPaperCard] })).length) return;
  const isInterrupted = await store.findSubmission(campaign.id, getIdDigest(campaign.id, submissions[0]!.body.id));
  if (!isInterrupted && (await store.cards.countByStage({ campaign: campaign.id })).length) return;

  // One after the other, because each has a time of its own.
  for (const { at, body } of submissions) {
    const { status } = await submit(body, at);
    if (status !== 201 && status !== 200) throw new Error(`a sample was answered with ${status}`);
  }
  const getCardId = await findCardIds(store, campaign.id);
  for (const event of events) await runEvent(store, campaign.id, event, getCardId);
}

async function findCardIds(store: Store, campaign: string): Promise<(card: PlannedCard) => string> {
  const cards = await store.cards.find({ campaign });
  const ids = new Map(cards.map(({ id, submission, person }) => [`${submission} ${person}`, id]));
  return (card) => ('paper' in card ? card.paper : ids.get(`${getIdDigest(campaign, card.submission)} ${card.person}`)!);
}

async function runEvent(store: Store, campaign: string, event: PlannedEvent, getCardId: (card: PlannedCard) => string): Promise<void> {
  if ('paper' in event) {
    await registerPaperCards(store, { campaign, ids: event.paper, ...event });
    return;
  }
  for await (const { outcome } of applyStep(store, event.cards.map(getCardId), event.step, event))
    if (outcome !== 'done' && outcome !== 'already') throw new Error(`a sample could not be ${event.step}: ${outcome}`);
}
