/** Which steps a card allows, given its stage and its recorded steps. */
import { msPerHour } from '../../utils/durations.ts';
import type { LockedCard } from '../db/card-transitions.ts';
import type { CardRow, Stage, StepRow } from '../db/schema.ts';

export type Step = 'approved' | 'declined' | 'printed' | 'delivered';

/** Any step, or the registration of a paper card. */
export type UndoableStep = Step | 'paper';

/**
 * `done`: the step is possible. `already`: it was taken before, and is not counted twice. Otherwise the reason why not:
 * `not-approved`: it must be approved first; `declined`, `approved`, `printed`, `delivered`, `withdrawn`: this must be undone
 * first; `taken-back`: its submission was taken back, and can only be restored with the others; `paper`: a paper card is not printed; `text-deleted`: there is no text left to print; `nothing`: there is nothing to undo.
 */
export type TransitionResult = 'done' | 'already' | 'not-approved' | Exclude<Stage, 'received'> | 'taken-back' | 'paper' | 'text-deleted' | 'nothing';

/** In order; each stage includes those before it. */
const stageOrder: readonly Stage[] = ['received', 'approved', 'printed', 'delivered'];

export function checkStep({ stage, paper, hasText }: LockedCard, step: Step): TransitionResult {
  if (stage === step) return 'already';
  if (stage === 'withdrawn' && !paper) return 'taken-back';
  if (stage === 'withdrawn' || stage === 'declined') return stage;
  if (step === 'declined') return stage === 'received' ? 'done' : 'approved';
  if (stageOrder.indexOf(stage) > stageOrder.indexOf(step)) return 'already';
  if (step !== 'approved' && stage === 'received') return 'not-approved';
  if (step !== 'printed') return 'done';
  if (paper) return 'paper';
  return hasText ? 'done' : 'text-deleted';
}

/**
 * Undo is idempotent. A named step can be undone only while it is the latest active step; an unnamed undo does nothing if
 * the last event was already an undo.
 * @param activeSteps latest first
 * @param steps all that are recorded, oldest first
 * @param step to undo; the latest one by default
 */
export function checkUndo([latest, ...earlier]: readonly StepRow[], steps: readonly StepRow[], step?: UndoableStep): TransitionResult {
  const isStep = (row: StepRow) => row.step === step;
  if (step === undefined) return steps.at(-1)?.step === 'undo' ? 'already' : latest ? 'done' : 'nothing';
  if (latest && isStep(latest)) return 'done';
  if (earlier.some(isStep)) return latest!.step as Step;
  return steps.some(isStep) ? 'already' : 'nothing';
}

/** @param steps all that are recorded of the card @returns those that are not undone, latest first */
export function getActiveSteps({ current_step }: CardRow, steps: readonly StepRow[]): StepRow[] {
  const activeSteps: StepRow[] = [];
  const findStep = (step_no: number) => steps.find((step) => step.step_no === step_no);
  for (let step = findStep(current_step); step; step = findStep(step.previous_step)) activeSteps.push(step);
  return activeSteps;
}

/** An event that a delivery cannot precede. */
export interface ConflictingEvent {
  event: 'received' | 'printed';
  /** `YYYY-MM-DD`, UTC. */
  day: string;
}

/** The largest offset of a place on earth behind UTC, in milliseconds. */
const maxOffsetBehindUtc = 12 * msPerHour;
const toEarliestDay = (time: number) => new Date(time - maxOffsetBehindUtc).toISOString().slice(0, 10);

/**
 * Finds out whether a card was received or printed only after a day of delivery. Where the card is delivered, it may still
 * have been that day when it was the next one in UTC, so the earliest day anywhere counts.
 */
export function findConflictingEvent(day: string, card: CardRow, [latest]: readonly StepRow[]): ConflictingEvent | undefined {
  if (latest?.step === 'printed' && toEarliestDay(Date.parse(latest.recorded_at)) > day)
    return { event: 'printed', day: latest.recorded_at.slice(0, 10) };
  // The organiser has entered the day of a paper card; the day of any other card is in UTC.
  const receivedOn = card.paper ? card.day : toEarliestDay(Date.parse(card.day));
  return receivedOn > day ? { event: 'received', day: card.day } : undefined;
}
