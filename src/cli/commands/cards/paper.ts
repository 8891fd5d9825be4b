/** Counts in cards that were written by hand. */
import { registerPaperCards, type StepResult } from '../../../server/cards/card-workflow.ts';
import { shortIdFrom } from '../../../server/cards/short-id.ts';
import { dayOf } from './step.ts';
import { reportResults } from './report.ts';
import type { CardOptions } from './cards.ts';
import { notFound, type CliContext } from '../../context.ts';
import { UsageError } from '../../help.ts';

/** More at once is a slip of the finger. */
const maxPaper = 1000;

/**
 * Counts in a batch of paper cards, and prints their ids. These follow from its name, so the same again counts nothing.
 * @throws UsageError where it is not said well for whom, which batch, or how many; NotThere where there is no such person;
 * an error where another batch has that name
 */
export async function paper(desk: CliContext, { campaign: id, person, batch, count = '1', day }: CardOptions): Promise<void> {
  if (id === undefined || person === undefined) throw new UsageError('say --campaign and --person');
  if (!batch?.trim()) throw new UsageError('say --batch, a name for these cards, such as "office, 8 October": what is called again under it is not counted again');
  const taking = desk.campaigns.filter(({ postcard }) => postcard);
  const campaign = taking.find((one) => one.id === id);
  if (!campaign) throw notFound('campaign with postcards', id, taking.map((one) => one.id));
  const { to } = campaign.postcard!;
  if (!to.includes(person)) throw notFound('person', person, to);
  if (!/^[1-9]\d*$/.test(count) || Number(count) > maxPaper) throw new UsageError(`--count is a number from 1 to ${maxPaper}`);
  const received = dayOf(day);

  const all = idsOf(id, person, batch);
  const ids = all.slice(0, Number(count));
  const there = await registerPaperCards(desk.store, { campaign: id, person, ids, batch: all, day: received, at: Date.now() });
  // It is there whole or not at all, so any other number is another batch.
  const [first] = there;
  if (first && (there.length !== Number(count) || first.day !== (day ?? first.day)))
    throw new Error(
      `there is a batch “${batch}” for ${person} already, of --count ${there.length} and --day ${first.day}; call the same again, or give another batch another name`,
    );
  const stageOf = new Map(there.map((card) => [card.id, card.stage]));
  const told = ids.map((one): StepResult => {
    const stage = stageOf.get(one);
    return stage ? { id: one, outcome: stage === 'withdrawn' ? stage : 'already', stage } : { id: one, outcome: 'done' };
  });
  await reportResults(told, { standing: (stage) => `${stage}, on paper` });
}

/** All that a batch can have. However its name is written the second time, capitals and blanks make no other of it. */
function idsOf(campaign: string, person: string, batch: string): string[] {
  const name = batch.normalize().trim().replace(/\s+/g, ' ').toLowerCase();
  return Array.from({ length: maxPaper }, (_, i) => shortIdFrom(JSON.stringify(['paper', campaign, person, name, i])));
}
