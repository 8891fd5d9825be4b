/** What may be done to a card, judged by where it stands and what is recorded of it. */
import type { LockedCard } from '../db/cards-repository.ts';
import type { CardRow, Stage, StepRow } from '../db/schema.ts';

/** What can be done to a card. */
export type Step = 'approved' | 'declined' | 'printed' | 'delivered';

/** What can be taken back: any step, and that a card of paper was counted in. */
export type Undoable = Step | 'paper';

/**
 * `done`: it may be. `already`: it is so, and nothing is counted twice. Else why not: `unread`: it has to be approved first;
 * `declined`, `approved`, `printed`, `delivered`, `withdrawn`: that would have to be undone first; `paper`: there is nothing to
 * print; `forgotten`: there are no words to print any more; `nothing`: there is nothing to undo.
 */
export type TransitionResult = 'done' | 'already' | 'unread' | Exclude<Stage, 'received'> | 'paper' | 'forgotten' | 'nothing';

/** The steps in their order; each includes those before it. */
const way: readonly Stage[] = ['received', 'approved', 'printed', 'delivered'];

export function checkStep({ stage, paper, hasWords }: LockedCard, step: Step): TransitionResult {
  if (stage === step) return 'already';
  if (stage === 'withdrawn' || stage === 'declined') return stage;
  if (step === 'declined') return stage === 'received' ? 'done' : 'approved';
  if (way.indexOf(stage) > way.indexOf(step)) return 'already';
  if (step !== 'approved' && stage === 'received') return 'unread';
  if (step !== 'printed') return 'done';
  if (paper) return 'paper';
  return hasWords ? 'done' : 'forgotten';
}

/**
 * The same again takes back nothing more: a step that is named only while it is the last one that holds, and one that is
 * not named only until an undo is the last thing that is recorded.
 * @param what the step; without it, the last one
 */
export function checkUndo([top, ...below]: readonly StepRow[], steps: readonly StepRow[], what?: Undoable): TransitionResult {
  const isWhat = ({ step }: StepRow) => step === what;
  if (what === undefined) return steps.at(-1)?.step === 'undo' ? 'already' : top ? 'done' : 'nothing';
  if (top && isWhat(top)) return 'done';
  if (below.some(isWhat)) return top!.step as Step;
  return steps.some(isWhat) ? 'already' : 'nothing';
}

/** The steps that hold, the last one first. @param steps all that are recorded of the card */
export function activeSteps({ top }: CardRow, steps: readonly StepRow[]): StepRow[] {
  const pile: StepRow[] = [];
  const at = (n: number) => steps.find((step) => step.n === n);
  for (let step = at(top); step; step = at(step.below)) pile.push(step);
  return pile;
}

/** Before which day a card can not have been delivered. */
export interface ConflictingEvent {
  what: 'received' | 'printed';
  /** `YYYY-MM-DD`, UTC. */
  day: string;
}

/** The furthest that a place on earth is behind UTC, in milliseconds. */
const behind = 12 * 3_600_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * What was done to a card only after a day was over. Where the card goes it may still have been that day when UTC had the
 * next one, and that is enough.
 */
export function findConflictingEvent(day: string, card: CardRow, [top]: readonly StepRow[]): ConflictingEvent | undefined {
  if (top?.step === 'printed' && dayOf(Date.parse(top.at) - behind) > day) return { what: 'printed', day: top.at.slice(0, 10) };
  // The day of a card of paper was said by whoever took it in; of any other the day is that of UTC.
  const first = card.paper ? card.day : dayOf(Date.parse(card.day) - behind);
  return first > day ? { what: 'received', day: card.day } : undefined;
}
