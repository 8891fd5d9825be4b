/** Changes to cards: each is recorded, counted and published in one transaction. */
import type { Expression, ExpressionBuilder, JoinBuilder, SqlBool, Transaction } from 'kysely';
import { lockCampaigns } from './campaign-lock.ts';
import { insertAll } from './chunks.ts';
import { addToCounters } from './counters-repository.ts';
import { queueWebhooks, type Occurrence } from './queue-webhooks.ts';
import type { CardRow, CounterRow, Stage, StepRow, Tables } from './schema.ts';

/** What a step does to a card. */
export interface Transition {
  stage: Stage;
  /** For an undo: the `current_step` to return to. Otherwise the step itself becomes the current one. */
  currentStep?: number;
  step: Pick<StepRow, 'step' | 'recorded_at' | 'undone_step' | 'day' | 'place'> & Partial<Pick<StepRow, 'reason' | 'note'>>;
  /** What it adds to the campaign's counters, by key. */
  counts: Record<string, number>;
  /** What it adds to the approved cards of the submission. */
  approvedCards: number;
}

/** A card whose campaign is locked by this transaction. */
export interface LockedCard extends CardRow {
  /** Whether its text is still stored; never for a paper card. */
  hasText: boolean;
}

/**
 * Decides what to do with a card.
 * @param steps all that are recorded, oldest first
 * @returns the outcome to report, and the transition if there is one to make
 */
export type TransitionFn<T> = (card: LockedCard, steps: readonly StepRow[]) => { outcome: T; transition?: Transition };

/** A paper card, with its first step and what it adds to the counters. */
export interface NewPaperCard {
  card: CardRow;
  step: StepRow;
  counts: Record<string, number>;
}

/** @returns the outcome for each card that exists */
export async function updateCards<T>(
  transaction: Transaction<Tables>,
  ids: readonly string[],
  decide: TransitionFn<T>,
): Promise<Map<string, T>> {
  const outcomes = new Map<string, T>();
  const cards = await lockCards(transaction, ids);
  if (!cards.length) return outcomes;
  const stepsByCard = Map.groupBy(await selectSteps(transaction, cards), ({ card }) => card);

  const changes: Change[] = [];
  for (const { has_text, ...card } of cards) {
    const { outcome, transition } = decide({ ...card, hasText: has_text === 1 }, stepsByCard.get(card.id) ?? []);
    outcomes.set(card.id, outcome);
    if (transition) changes.push({ card, transition });
  }
  await writeChanges(transaction, changes);
  return outcomes;
}

/** @returns the cards of the batch that existed before; if there are any, nothing was added */
export async function insertPaperCards(
  transaction: Transaction<Tables>,
  campaign: string,
  cards: readonly NewPaperCard[],
  batchIds: readonly string[],
): Promise<CardRow[]> {
  if (!cards.length) return [];
  await lockCampaigns(transaction, [campaign]);
  const existing = await transaction.selectFrom('cards').selectAll().where('id', 'in', batchIds).execute();
  if (existing.length) return existing;
  await insertAll(transaction, 'cards', cards.map(({ card }) => card));
  await insertAll(transaction, 'card_steps', cards.map(({ step }) => step));
  await addToCounters(transaction, cards.flatMap(({ counts }) => toCounterRows(campaign, counts)));
  await queueWebhooks(transaction, cards.map(({ card }) => toOccurrence(card, card.stage)));
  return [];
}

/** Joins a card's submission; a paper card has none. */
export const joinSubmission = (on: JoinBuilder<Tables, 'cards' | 'submissions'>) =>
  on.onRef('submissions.campaign', '=', 'cards.campaign').onRef('submissions.id_digest', '=', 'cards.submission');

async function lockCards(transaction: Transaction<Tables>, ids: readonly string[]) {
  if (!ids.length) return [];
  const selected = transaction.selectFrom('cards').where('id', 'in', [...new Set(ids)]);
  // A card never changes its campaign, so this can be read before the lock is taken.
  const campaigns = await selected.select('campaign').distinct().execute();
  if (!campaigns.length) return [];
  await lockCampaigns(transaction, campaigns.map(({ campaign }) => campaign));
  return selected
    .leftJoin('submissions', joinSubmission)
    .selectAll('cards')
    .select((row) => row.case().when('submissions.payload', 'is', null).then(0).else(1).end().as('has_text'))
    .execute();
}

const selectSteps = (transaction: Transaction<Tables>, cards: readonly CardRow[]): Promise<StepRow[]> =>
  transaction
    .selectFrom('card_steps')
    .selectAll()
    .where('card', 'in', cards.map(({ id }) => id))
    .orderBy('step_no')
    .execute();

interface Change {
  card: CardRow;
  transition: Transition;
}

async function writeChanges(transaction: Transaction<Tables>, changes: readonly Change[]): Promise<void> {
  // Cards with the same new values share one statement.
  for (const [values, some] of groupByValue(changes, ({ card, transition: { stage, currentStep } }) => ({
    stage,
    current_step: currentStep ?? card.step_count + 1,
    step_count: card.step_count + 1,
  })))
    await transaction.updateTable('cards').set(values).where('id', 'in', some.map(({ card }) => card.id)).execute();
  await addApprovedCards(transaction, changes);
  await insertAll(transaction, 'card_steps', changes.map(toStepRow));
  await addToCounters(transaction, changes.flatMap(({ card, transition }) => toCounterRows(card.campaign, transition.counts)));
  await queueWebhooks(transaction, changes.map(({ card, transition }) => toOccurrence(card, transition.stage, transition.step)));
}

const toOccurrence = ({ id, campaign, submission, person, paper }: CardRow, stage: Stage, { day, place }: Partial<Transition['step']> = {}): Occurrence => ({
  event: 'card.changed',
  campaign,
  submission,
  data: { card: id, person, paper: paper === 1, stage, ...(day && { day }), ...(place && { place }) },
});

const toStepRow = ({ card, transition }: Change): StepRow => ({
  card: card.id,
  step_no: card.step_count + 1,
  previous_stage: card.stage,
  previous_step: card.current_step,
  reason: null,
  note: null,
  ...transition.step,
});

const toCounterRows = (campaign: string, counts: Record<string, number>): CounterRow[] =>
  Object.entries(counts).map(([key, value]) => ({ campaign, key, value }));

async function addApprovedCards(transaction: Transaction<Tables>, changes: readonly Change[]): Promise<void> {
  const sums = new Map<string, number>();
  for (const { card, transition } of changes)
    if (card.submission !== null) sums.set(card.submission, (sums.get(card.submission) ?? 0) + transition.approvedCards);
  for (const [sum, some] of groupByValue([...sums], ([, sum]) => sum))
    if (sum !== 0)
      await transaction
        .updateTable('messages')
        .set((row) => ({ approved_cards: row('approved_cards', '+', sum) }))
        .where('submission', 'in', some.map(([submission]) => submission))
        .execute();
  const reduced = [...sums].flatMap(([submission, sum]) => (sum < 0 ? [submission] : []));
  if (reduced.length) await deletePublishedTexts(transaction, reduced, (row) => row('approved_cards', '=', 0));
}

/**
 * Takes sealed cards off the wall: the server keeps their texts only as long as they are published. The public id stays, for a reader whose
 * page ended with this message.
 * @returns whether there were any
 */
export async function deletePublishedTexts(
  transaction: Transaction<Tables>,
  submissions: readonly string[],
  condition: (row: ExpressionBuilder<Tables, 'messages'>) => Expression<SqlBool> = (row) => row.and([]),
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('messages')
    .set({ submission: null, approved_cards: 0, published_text: null })
    .where('submission', 'in', submissions)
    .where('published_text', 'is not', null)
    .where(condition)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Groups by values that are equal as JSON. */
function groupByValue<T, Value>(items: readonly T[], getValue: (item: T) => Value): [Value, T[]][] {
  const groups = Map.groupBy(items, (item) => JSON.stringify(getValue(item)));
  return [...groups].map(([json, group]) => [JSON.parse(json) as Value, group]);
}
