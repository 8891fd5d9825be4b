/**
 * The life of a card: received, then approved or declined, printed, delivered. Somebody reads each one before it is
 * printed or shown, a card of paper as well. Delivered means printed, too, so that the stages add up: a card can not be
 * handed over unless it is on paper. Every step can be taken back, and is recorded, as its taking back is.
 */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { checkStep, checkUndo, findConflictingEvent, activeSteps, type ConflictingEvent, type Step, type Undoable, type TransitionResult } from './transitions.ts';
import { cardCounterKeys } from '../submissions/counters.ts';
import { shortId } from './short-id.ts';
import { shownStages } from '../db/messages-repository.ts';
import type { CardRow, MessageRow, Stage } from '../db/schema.ts';
import type { NewPaperCard, TransitionFn, Transition } from '../db/cards-repository.ts';
import type { Store } from '../db/store.ts';

export type { Step, Undoable };

/** When a step was taken, and of a delivery on which day and where. */
export interface StepDetails {
  /** Milliseconds since the epoch. */
  at: number;
  /** `YYYY-MM-DD`. */
  day?: string | undefined;
  place?: string | undefined;
}

/** What became of a card that somebody wanted something done to. */
export interface StepResult {
  id: string;
  /** As it was judged; or there is no such card, or it is said to have been delivered too early. */
  outcome: TransitionResult | 'unknown' | 'early';
  /** Where it stands now; missing where it is unknown. */
  stage?: Stage;
  /** Where it is told `early`: what was done to it only later. */
  since?: ConflictingEvent;
}

/** As many cards as one transaction moves: those who submit wait for no more. */
const batchSize = 100;

/** The cards of a submission, one for each person, and what may be shown of it. A test has none, nor has a letter. */
export function createCards(
  { testing, kind, postcard }: Submission,
  { campaign, submission, received_at }: Omit<MessageRow, 'id' | 'shown'>,
): { cards: CardRow[]; message: MessageRow | undefined } {
  if (testing || kind !== 'postcard' || !postcard) return { cards: [], message: undefined };
  const day = received_at.slice(0, 10);
  return {
    cards: postcard.to.map((person) => ({ id: shortId(), campaign, submission, person, paper: 0, stage: 'received', day, top: 0, steps: 0 })),
    message: postcard.publish && postcard.message ? { id: shortId(), campaign, submission, received_at, shown: 0 } : undefined,
  };
}

/**
 * Takes a step with each of the cards. What is told has happened and is durable; if it is broken off, the same again
 * does the rest.
 * @throws what the database throws
 */
export function applyStep(store: Store, ids: readonly string[], step: Step, taken: StepDetails): AsyncGenerator<StepResult> {
  const row = { step, at: new Date(taken.at).toISOString(), undoes: null, day: taken.day ?? null, place: taken.place ?? null };
  return moveAll(store, ids, (card, steps) => {
    const told = checkStep(card, step);
    if (told !== 'done') return { outcome: told };
    const since = taken.day === undefined ? undefined : findConflictingEvent(taken.day, card, activeSteps(card, steps));
    return since ? { outcome: 'early', since } : { outcome: told, move: moved(card, step, { step: row }) };
  });
}

/**
 * Takes back a step of each of the cards; the same again takes back nothing more.
 * @param at milliseconds since the epoch
 * @param what the step; without it, the last one
 * @throws what the database throws
 */
export function undoStep(store: Store, ids: readonly string[], at: number, what?: Undoable): AsyncGenerator<StepResult> {
  return moveAll(store, ids, (card, steps) => {
    const pile = activeSteps(card, steps);
    const told = checkUndo(pile, steps, what);
    if (told !== 'done') return { outcome: told };
    const { n, was, below } = pile[0]!;
    const step = { step: 'undo' as const, at: new Date(at).toISOString(), undoes: n, day: null, place: null };
    return { outcome: told, move: moved(card, was, { top: below, step }) };
  });
}

/**
 * Counts in cards that were written by hand: all of them, or none where there is one of their batch already.
 * @param ids fresh ones, or the same again
 * @param batch the ids of all cards that the batch could have, where that is more
 * @param day when they were received: `YYYY-MM-DD`
 * @param at milliseconds since the epoch
 * @returns what was there of the batch; if anything was, nothing is counted
 */
export function registerPaperCards(
  store: Store,
  { campaign, person, ids, batch = ids, day, at }: { campaign: string; person: string; ids: readonly string[]; batch?: readonly string[]; day: string; at: number },
): Promise<CardRow[]> {
  const arrival = (id: string): NewPaperCard => {
    const card: CardRow = { id, campaign, submission: null, person, paper: 1, stage: 'received', day, top: 1, steps: 1 };
    const step = { step: 'paper', at: new Date(at).toISOString(), undoes: null, day: null, place: null } as const;
    return { card, step: { card: id, n: 1, was: 'withdrawn', below: 0, ...step }, counts: counterDelta({ ...card, stage: 'withdrawn' }, 'received') };
  };
  return store.cards.add(campaign, ids.map(arrival), batch);
}

type Decision = Omit<StepResult, 'id'> & { move?: Transition };

async function* moveAll(store: Store, ids: readonly string[], decide: (...args: Parameters<TransitionFn<StepResult>>) => Decision): AsyncGenerator<StepResult> {
  for (let i = 0; i < ids.length; i += batchSize) {
    const some = ids.slice(i, i + batchSize);
    const known = await store.cards.move(some, (card, steps) => {
      const { move, ...outcome } = decide(card, steps);
      return { told: { ...outcome, stage: move?.stage ?? card.stage }, ...(move && { move }) };
    });
    for (const id of some) yield { id, ...(known.get(id) ?? { outcome: 'unknown' }) };
  }
}

const isShown = (stage: Stage) => Number((shownStages as readonly Stage[]).includes(stage));

const moved = (card: CardRow, stage: Stage, move: Pick<Transition, 'step' | 'top'>): Transition => ({
  ...move,
  stage,
  counts: counterDelta(card, stage),
  shown: isShown(stage) - isShown(card.stage),
});

/** What changes in the numbers as a card moves to another stage. */
function counterDelta(card: CardRow, stage: Stage): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of cardCounterKeys(card)) counts[key] = -1;
  for (const key of cardCounterKeys({ ...card, stage })) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
