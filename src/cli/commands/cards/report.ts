/** Prints what happened to each card. */
import type { StepResult } from '../../../server/cards/card-workflow.ts';
import type { Stage } from '../../../server/db/schema.ts';
import { sanitize } from '../../terminal.ts';

interface ReportOptions {
  formatStage?: (stage: Stage) => string;
  /** The day of delivery. */
  day?: string | undefined;
}

/** Prints each result as soon as it is durable. A card that could not be updated sets the exit code to 1. */
export async function reportResults(
  results: AsyncIterable<StepResult> | Iterable<StepResult>,
  { formatStage = (stage) => stage, day }: ReportOptions,
): Promise<void> {
  for await (const { id, outcome, stage = 'received', conflict } of results) {
    const name = sanitize(id);
    if (outcome === 'done') console.log(`${name}: ${formatStage(stage)}`);
    else if (outcome === 'already') console.log(`${name}: already ${formatStage(stage)}`);
    // Not a failure: the card is on paper already.
    else if (outcome === 'paper') console.log(`${name}: a paper card is not printed`);
    else {
      console.error(`${name}: ${outcome === 'too-early' ? formatConflict(conflict!, day!) : failureReasons[outcome]}`);
      process.exitCode = 1;
    }
  }
}

const formatConflict = ({ event, day }: NonNullable<StepResult['conflict']>, deliveryDay: string) =>
  `it was ${event} on ${day}, so it cannot have been delivered on ${deliveryDay}` +
  (event === 'printed' ? '; if it was printed earlier, undo printed and mark it as delivered without printing' : '');

const failureReasons: Record<Exclude<StepResult['outcome'], 'done' | 'already' | 'paper' | 'too-early'>, string> = {
  unknown: 'no such card',
  'not-approved': 'not approved yet',
  declined: 'declined; undo that first',
  approved: 'approved; undo that first',
  printed: 'printed; undo that first',
  delivered: 'delivered; undo that first',
  withdrawn: 'registered by mistake and withdrawn',
  'taken-back': 'its submission has been taken back with others; see submissions --help',
  'text-deleted': 'its text has been deleted, so it cannot be printed; if it is on paper, it can be delivered',
  nothing: 'nothing to undo',
};
