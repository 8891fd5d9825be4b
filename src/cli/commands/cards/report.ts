/** What became of cards, in words. */
import type { Told } from '../../../server/cards/card-workflow.ts';
import type { Stage } from '../../../server/db/schema.ts';
import { plain } from '../../terminal.ts';

interface Telling {
  /** How a card stands that is as it was wanted. */
  standing?: (stage: Stage) => string;
  /** The day on which the cards are said to have been delivered. */
  day?: string | undefined;
}

/** Says of each card, as soon as it is durable, what became of it. One that could not be done makes the exit code 1. */
export async function tell(all: AsyncIterable<Told> | Iterable<Told>, { standing = (stage) => stage, day }: Telling): Promise<void> {
  for await (const { id, told, stage = 'received', since } of all) {
    const name = plain(id);
    if (told === 'done') console.log(`${name}: ${standing(stage)}`);
    else if (told === 'already') console.log(`${name}: already ${standing(stage)}`);
    // It lies there to be taken along, as was wanted.
    else if (told === 'paper') console.log(`${name}: it is a paper card, there is nothing to print`);
    else {
      console.error(`${name}: ${told === 'early' ? tooEarly(since!, day!) : whyNot[told]}`);
      process.exitCode = 1;
    }
  }
}

const tooEarly = ({ what, day }: NonNullable<Told['since']>, delivered: string) =>
  `it was ${what} on ${day}, so it can not have been delivered on ${delivered}` +
  (what === 'printed' ? '; if it was printed before that, undo printed, and deliver it as it is' : '');

const whyNot: Record<Exclude<Told['told'], 'done' | 'already' | 'paper' | 'early'>, string> = {
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
