/** Batches: cards of one person, or of all who are held at one place, that are printed and delivered together. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { applyStep, undoStep, type StepResult } from '../cards/card-workflow.ts';
import type { CardDetails } from '../db/cards-repository.ts';
import { chunk } from '../db/chunks.ts';
import type { PrintBatchRow } from '../db/schema.ts';
import { createShortId } from '../db/short-id.ts';
import type { Store } from '../db/store.ts';

/** 50 sheets of paper: more are no longer in order when they have been cut. */
export const maxBatchCards = 200;

export type Batch = PrintBatchRow;
export type BatchCard = CardDetails;
export type ListedBatch = PrintBatchRow & { count: number };

type BatchStore = Pick<Store, 'cards' | 'printBatches'>;

/** To whom a batch can go. */
export interface BatchRecipients {
  campaign: string;
  /** `person:` and an id, or `place:` and its name. */
  key: string;
  /** The name of the person, or of the place. */
  name: string;
  people: string[];
  place: string | undefined;
  /** How many cards are ready. */
  count: number;
}

/** @returns people, and places at which several of them are held, with cards that are ready to be printed */
export async function findRecipients({ printBatches }: Pick<Store, 'printBatches'>, campaigns: readonly Campaign[]): Promise<BatchRecipients[]> {
  const counts = await printBatches.countReady();
  return campaigns.flatMap((campaign) => {
    const people = (campaign.people ?? []).flatMap(({ id, name, place }): BatchRecipients[] => {
      const count = counts.find((row) => row.campaign === campaign.id && row.person === id)?.count ?? 0;
      return count ? [{ campaign: campaign.id, key: `person:${id}`, name, people: [id], place, count }] : [];
    });
    const places = [...Map.groupBy(people, ({ place }) => place)].flatMap(([place, some]): BatchRecipients[] =>
      place === undefined || some.length < 2
        ? []
        : [{ campaign: campaign.id, key: `place:${place}`, name: place, people: some.flatMap((one) => one.people), place, count: some.reduce((sum, { count }) => sum + count, 0) }],
    );
    return [...people, ...places];
  });
}

/** @returns the id of a new batch; undefined if someone else has taken all cards meanwhile */
export async function createBatch(store: Pick<Store, 'printBatches'>, { campaign, people, place }: Pick<BatchRecipients, 'campaign' | 'people' | 'place'>, now: number): Promise<string | undefined> {
  const batch: PrintBatchRow = { id: createShortId(), campaign, people: JSON.stringify(people), state: 'open', created_at: new Date(now).toISOString(), day: null, place: place ?? null };
  return (await store.printBatches.create(batch, maxBatchCards)).length ? batch.id : undefined;
}

/** @returns the cards of a batch, in the order in which they arrived */
export async function findBatchCards({ cards, printBatches }: BatchStore, id: string): Promise<CardDetails[]> {
  const details: CardDetails[] = [];
  for (const ids of chunk(await printBatches.getCardIds(id))) details.push(...(await cards.find({ ids })));
  return details;
}

/** Names the people of a batch, or says which they are. */
export function getBatchNames({ campaign, people }: PrintBatchRow, campaigns: readonly Campaign[]): string[] {
  const document = campaigns.find(({ id }) => id === campaign);
  return (JSON.parse(people) as string[]).map((id) => document?.people?.find((person) => person.id === id)?.name ?? id);
}

export type BatchAction = 'printed' | 'delivered' | 'undo' | 'cancel';

export interface BatchChange {
  id: string;
  action: BatchAction;
  /** For `delivered`: `YYYY-MM-DD`, and where. */
  day?: string | undefined;
  place?: string | undefined;
  /** Milliseconds since the epoch. */
  at: number;
}

/** `conflict`: the batch has another state, in which this cannot be done. */
export type BatchResult = { outcome: 'unknown' | 'conflict' } | { outcome: 'done' | 'too-early'; results: StepResult[] };

/** Changes a batch with its cards. After an interruption, the same call does the rest. */
export async function changeBatch(store: BatchStore, change: BatchChange): Promise<BatchResult> {
  const batch = await store.printBatches.find(change.id);
  if (!batch) return { outcome: 'unknown' };
  if (change.action === 'cancel') return (await store.printBatches.cancel(change.id)) ? { outcome: 'done', results: [] } : { outcome: 'conflict' };
  if (change.action === 'undo') return undo(store, batch, change);
  return change.action === 'printed' ? markPrinted(store, batch, change) : markDelivered(store, batch, change);
}

const findIds = async (store: BatchStore, id: string, isSelected: (card: CardDetails) => boolean) => (await findBatchCards(store, id)).filter(isSelected).map((card) => card.id);

async function markPrinted(store: BatchStore, { id, state }: PrintBatchRow, { at }: BatchChange): Promise<BatchResult> {
  // First the batch: once it is cancelled, others may print its cards.
  if (state !== 'printed' && !(await store.printBatches.setState(id, 'open', { state: 'printed' }))) return { outcome: 'conflict' };
  const ids = await findIds(store, id, ({ stage }) => stage === 'approved');
  return { outcome: 'done', results: await Array.fromAsync(applyStep(store, ids, 'printed', { at })) };
}

async function markDelivered(store: BatchStore, { id, state }: PrintBatchRow, { at, day, place }: BatchChange): Promise<BatchResult> {
  if (state !== 'printed') return { outcome: 'conflict' };
  const ids = await findIds(store, id, ({ stage }) => stage === 'printed');
  const results = await Array.fromAsync(applyStep(store, ids, 'delivered', { at, day, place }));
  // The batch can be delivered again, on the right day.
  if (results.some(({ outcome }) => outcome === 'too-early')) return { outcome: 'too-early', results };
  await store.printBatches.setState(id, 'printed', { state: 'delivered', day: day ?? null, place: place ?? null });
  return { outcome: 'done', results };
}

async function undo(store: BatchStore, { id, state }: PrintBatchRow, { at }: BatchChange): Promise<BatchResult> {
  if (state !== 'printed' && state !== 'delivered') return { outcome: 'conflict' };
  if (!(await store.printBatches.setState(id, state, state === 'delivered' ? { state: 'printed', day: null } : { state: 'open' }))) return { outcome: 'conflict' };
  const ids = await findIds(store, id, ({ stage }) => stage === state);
  return { outcome: 'done', results: await Array.fromAsync(undoStep(store, ids, at, state)) };
}
