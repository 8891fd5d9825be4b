/** What became of cards, in words. */
import type { StepResult } from '../../../server/cards/card-workflow.ts';
import type { Stage } from '../../../server/db/schema.ts';
import { sanitize } from '../../terminal.ts';

interface ReportOptions {
  /** How a card stands that is as it was wanted. */
  standing?: (stage: Stage) => string;
  /** The day on which the cards are said to have been delivered. */
  day?: string | undefined;
}

/** Says of each card, as soon as it is durable, what became of it. One that could not be done makes the exit code 1. */
export async function reportResults(all: AsyncIterable<StepResult> | Iterable<StepResult>, { standing = (stage) => stage, day }: ReportOptions): Promise<void> {
  for await (const { id, outcome, stage = 'received', since } of all) {
    const name = sanitize(id);
    if (outcome === 'done') console.log(`${name}: ${standing(stage)}`);
    else if (outcome === 'already') console.log(`${name}: already ${standing(stage)}`);
    // It lies there to be taken along, as was wanted.
    else if (outcome === 'paper') console.log(`${name}: it is a paper card, there is nothing to print`);
    else {
      console.error(`${name}: ${outcome === 'early' ? tooEarly(since!, day!) : failureReasons[outcome]}`);
      process.exitCode = 1;
    }
  }
}

const tooEarly = ({ what, day }: NonNullable<StepResult['since']>, delivered: string) =>
  `it was ${what} on ${day}, so it can not have been delivered on ${delivered}` +
  (what === 'printed' ? '; if it was printed before that, undo printed, and deliver it as it is' : '');

const failureReasons: Record<Exclude<StepResult['outcome'], 'done' | 'already' | 'paper' | 'early'>, string> = {
  unknown: 'there is no such card',
  unread: 'it has not been approved yet',
  declined: 'it is declined; undo that first',
  approved: 'it is approved; undo that first',
  printed: 'it is printed; undo that first',
  delivered: 'it is delivered; undo that first',
  withdrawn: 'it was counted by mistake, and that was undone',
  forgotten: 'its words are forgotten, so it can not be printed; if it is on paper, it can be delivered',
  nothing: 'there is nothing to undo',
};
