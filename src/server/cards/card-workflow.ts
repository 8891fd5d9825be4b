/**
 * The stages of a card: received, then approved or declined, printed, delivered. Someone reads every card before it is
 * printed or published, including paper cards. Delivered includes printed, so that the counts of the stages are cumulative.
 * Every step can be undone, and both the step and its undoing are recorded.
 */
import { chunk } from '../db/chunks.ts';
import type { NewPaperCard, Transition, TransitionFn } from '../db/card-transitions.ts';
import { isApprovedStage, type CardRow, type PublishedText, type Stage } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { getCardCounterKeys } from '../submissions/counters.ts';
import type { DeclineDetails } from './decline-reasons.ts';
import {
  checkStep,
  checkUndo,
  findConflictingEvent,
  getActiveSteps,
  type ConflictingEvent,
  type Step,
  type TransitionResult,
  type UndoableStep,
} from './transitions.ts';

export type { Step, UndoableStep };

type CardStore = Pick<Store, 'cards'>;

/** When a step was taken; for a delivery, also on which day and where; for a card that is declined, also why. */
export interface StepDetails {
  /** Milliseconds since the epoch. */
  at: number;
  /** `YYYY-MM-DD`. */
  day?: string | undefined;
  place?: string | undefined;
  decline?: DeclineDetails | undefined;
}

/** What happened to one card. */
export interface StepResult {
  id: string;
  /** `unknown`: there is no such card; `too-early`: it was received or printed after the day of delivery. */
  outcome: TransitionResult | 'unknown' | 'too-early';
  /** Its stage now; absent if the card is unknown. */
  stage?: Stage;
  /** For `too-early`: what happened after the day of delivery. */
  conflict?: ConflictingEvent;
}

/** Cards in one transaction: few enough that a supporter who submits does not wait long. */
const batchSize = 100;

/**
 * Takes a step with each card. Each result is durable when it is yielded; after an interruption, the same call does the rest.
 * @throws the error of the database
 */
export function applyStep(store: CardStore, ids: readonly string[], step: Step, details: StepDetails): AsyncGenerator<StepResult> {
  return updateAll(store, ids, (card, steps) => decideStep(card, steps, step, details));
}

function decideStep(...[card, steps, step, { at, day, place, decline }]: [...Parameters<DecideFn>, Step, StepDetails]): Decision {
  const outcome = checkStep(card, step);
  if (outcome !== 'done') return { outcome };
  const conflict = day === undefined ? undefined : findConflictingEvent(day, card, getActiveSteps(card, steps));
  if (conflict) return { outcome: 'too-early', conflict };
  const row = { step, recorded_at: new Date(at).toISOString(), undone_step: null, day: day ?? null, place: place ?? null };
  // A note about a text that has been deleted would stay.
  const note = card.paper || card.hasText ? decline?.note : undefined;
  return { outcome, transition: createTransition(card, step, { step: { ...row, reason: decline?.reason ?? null, note: note ?? null } }) };
}

/**
 * Undoes a step of each card. A repeated call undoes nothing more.
 * @param at milliseconds since the epoch
 * @param step to undo; the latest one by default
 * @throws the error of the database
 */
export function undoStep(store: CardStore, ids: readonly string[], at: number, step?: UndoableStep): AsyncGenerator<StepResult> {
  return updateAll(store, ids, (card, steps) => decideUndo(card, steps, at, step));
}

function decideUndo(...[card, steps, at, step]: [...Parameters<DecideFn>, number, UndoableStep?]): Decision {
  const activeSteps = getActiveSteps(card, steps);
  if (activeSteps[0]?.step === 'withdrawn') return { outcome: 'taken-back' };
  const outcome = checkUndo(activeSteps, steps, step);
  if (outcome !== 'done') return { outcome };
  const { step_no, previous_stage, previous_step } = activeSteps[0]!;
  const row = { step: 'undo', recorded_at: new Date(at).toISOString(), undone_step: step_no, day: null, place: null } as const;
  return { outcome, transition: createTransition(card, previous_stage, { currentStep: previous_step, step: row }) };
}

/** What a moderator decides about a card that they have read. */
export interface CardVerdict {
  id: string;
  /** The `step_count` that they saw. */
  version: number;
  step: 'approved' | 'declined' | 'undo';
  /** Milliseconds since the epoch. */
  at: number;
  /** Why it is declined. */
  decline?: DeclineDetails | undefined;
}

/** @returns whether the verdict was recorded: not if someone else has changed the card since it was read */
export async function decideCard(store: CardStore, verdict: CardVerdict): Promise<boolean> {
  const results = await store.cards.update([verdict.id], createVerdictFn(verdict));
  return results.get(verdict.id) ?? false;
}

const createVerdictFn = ({ version, step, at, decline }: CardVerdict): TransitionFn<boolean> => (card, steps) => {
  if (card.step_count !== version) return { outcome: false };
  const { transition } = step === 'undo' ? decideUndo(card, steps, at) : decideStep(card, steps, step, { at, decline });
  return { outcome: transition !== undefined, ...(transition && { transition }) };
};

/**
 * Publishes the text of a sealed card, which the organiser has opened, and approves the card if nobody has done so.
 * @returns whether it is published: not if someone else has changed the card since it was read, or its submission has been erased
 */
export function publishCard(store: Pick<Store, 'sealed'>, card: Omit<CardVerdict, 'step' | 'decline'>, text: PublishedText): Promise<boolean> {
  const approve = createVerdictFn({ ...card, step: 'approved' });
  return store.sealed.publish(card.id, text, (row, steps) => {
    if (!row.hasText) return { outcome: false };
    return isApprovedStage(row.stage) ? { outcome: row.step_count === card.version } : approve(row, steps);
  });
}

export interface PaperCardBatch {
  campaign: string;
  person: string;
  /** New ids, or those of an earlier call. */
  ids: readonly string[];
  /** The ids of all cards that the batch could have, if that is more. */
  batchIds?: readonly string[];
  /** When the cards were received: `YYYY-MM-DD`. */
  day: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/**
 * Registers handwritten cards: all of them, or none if a card of their batch exists.
 * @returns the cards of the batch that existed before; if there are any, nothing was counted
 */
export function registerPaperCards(store: CardStore, { campaign, person, ids, batchIds = ids, day, at }: PaperCardBatch): Promise<CardRow[]> {
  const recorded_at = new Date(at).toISOString();
  const toNewCard = (id: string): NewPaperCard => {
    const card: CardRow = { id, campaign, submission: null, person, paper: 1, stage: 'received', day, current_step: 1, step_count: 1, print_batch: null };
    const first = { card: id, step_no: 1, previous_stage: 'withdrawn', previous_step: 0 } as const;
    return {
      card,
      step: { ...first, step: 'paper', recorded_at, undone_step: null, day: null, place: null, reason: null, note: null },
      counts: getCounterChanges({ ...card, stage: 'withdrawn' }, 'received'),
    };
  };
  return store.cards.addPaperCards(campaign, ids.map(toNewCard), batchIds);
}

type Decision = Omit<StepResult, 'id'> & { transition?: Transition };
type DecideFn = (...args: Parameters<TransitionFn<unknown>>) => Decision;

async function* updateAll(
  store: CardStore,
  ids: readonly string[],
  decide: DecideFn,
): AsyncGenerator<StepResult> {
  for (const batch of chunk(ids, batchSize)) {
    const results = await store.cards.update(batch, (card, steps) => {
      const { transition, ...result } = decide(card, steps);
      return { outcome: { ...result, stage: transition?.stage ?? card.stage }, ...(transition && { transition }) };
    });
    for (const id of batch) yield { id, ...(results.get(id) ?? { outcome: 'unknown' }) };
  }
}

/** Moves a card to another stage. */
export const createTransition = (card: CardRow, stage: Stage, step: Pick<Transition, 'step' | 'currentStep'>): Transition => ({
  ...step,
  stage,
  counts: getCounterChanges(card, stage),
  approvedCards: Number(isApprovedStage(stage)) - Number(isApprovedStage(card.stage)),
});

/** How the counters change when a card moves to another stage. */
function getCounterChanges(card: CardRow, stage: Stage): Record<string, number> {
  const changes: Record<string, number> = {};
  for (const key of getCardCounterKeys(card)) changes[key] = -1;
  for (const key of getCardCounterKeys({ ...card, stage })) changes[key] = (changes[key] ?? 0) + 1;
  return changes;
}
