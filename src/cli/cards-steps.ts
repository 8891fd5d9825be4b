/** Moves cards on, and says of each what became of it. */
import { isDay } from '../campaign/formats.ts';
import { addPaper, takeStep, undoStep, type Step, type Told } from '../endpoint/cards.ts';
import { shortId } from '../endpoint/short-id.ts';
import type { FoundCard } from '../endpoint/store/cards.ts';
import type { Said } from './cards.ts';
import { checkNames, personOf, unknown, type Desk } from './desk.ts';
import { groupBy } from './group.ts';
import { plain } from './plain.ts';
import { UsageError } from './usage.ts';

/** More at once is a slip of the finger. */
const maxPaper = 1000;
/** The furthest that a place on earth is ahead of UTC, in milliseconds. */
const ahead = 14 * 3_600_000;

/** @param ids of cards; where there are none, `said` says which @throws UsageError where it does not */
export async function step(desk: Desk, step: Step, ids: readonly string[], { campaign, person, day, place }: Said): Promise<void> {
  const when = step === 'delivered' ? dayOf(day) : undefined;
  const isAll = campaign !== undefined || person !== undefined;
  if (isAll === ids.length > 0) throw new UsageError(`name the cards that are ${step}, or say --campaign or --person`);
  if (isAll) await checkNames(desk, { campaign, person });
  const cards = await desk.store.cards.find(isAll ? { campaign, person, stages: ['approved', 'printed'] } : { ids });
  const chosen = isAll ? cards.filter((card) => isReady(card, step)).map(({ id }) => id) : ids;
  if (!chosen.length) console.log(`no card is ready to be ${step}`);

  // Where somebody is held is known from the campaign, unless it is said.
  const placeOf = (id: string) => {
    const card = cards.find((one) => one.id === id);
    return step === 'delivered' ? (place ?? (card && personOf(desk, card)?.place)) : undefined;
  };
  for (const [where, some] of groupBy(chosen, placeOf))
    await tell(takeStep(desk.store, some, step, { at: Date.now(), day: when, place: where }));
}

const isReady = ({ stage, paper }: FoundCard, step: Step) =>
  paper ? step === 'delivered' && stage === 'approved' : stage === (step === 'delivered' ? 'printed' : 'approved');

export const undo = (desk: Desk, ids: readonly string[]): Promise<void> => tell(undoStep(desk.store, ids, Date.now()), 'undone');

/** Counts in paper cards, and prints their ids. @throws UsageError where it is not said well for whom, or how many; NotThere where there is no such person */
export async function paper(desk: Desk, { campaign: id, person, count = '1', day }: Said): Promise<void> {
  if (id === undefined || person === undefined) throw new UsageError('say --campaign and --person');
  const taking = desk.campaigns.filter(({ postcard }) => postcard);
  const campaign = taking.find((one) => one.id === id);
  if (!campaign) throw unknown('campaign with postcards', id, taking.map((one) => one.id));
  const { to } = campaign.postcard!;
  if (!to.includes(person)) throw unknown('person', person, to);
  if (!/^[1-9]\d*$/.test(count) || Number(count) > maxPaper) throw new UsageError(`--count is a number from 1 to ${maxPaper}`);
  const ids = Array.from({ length: Number(count) }, shortId);
  await addPaper(desk.store, { campaign: id, person, ids, day: dayOf(day), at: Date.now() });
  for (const one of ids) console.log(`${one}: received, on paper`);
}

/** @returns the day, or today where this machine is @throws UsageError where it is none, or still to come everywhere */
function dayOf(day: string | undefined): string {
  if (day === undefined) return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  if (!isDay(day)) throw new UsageError('--day is a day that exists, written as 2016-10-08');
  if (day > new Date(Date.now() + ahead).toISOString().slice(0, 10)) throw new UsageError(`${day} is still to come`);
  return day;
}

/** Says of each card, as soon as it is durable, what became of it. One that could not be done makes the exit code 1. */
async function tell(all: AsyncIterable<Told>, done = ''): Promise<void> {
  for await (const { id, told, stage = 'received' } of all) {
    const name = plain(id);
    if (told === 'done') console.log(`${name}: ${done && `${done}, now `}${stage}`);
    else if (told === 'already') console.log(`${name}: already ${stage}`);
    else {
      console.error(`${name}: ${whyNot[told]}`);
      process.exitCode = 1;
    }
  }
}

const whyNot: Record<Exclude<Told['told'], 'done' | 'already'>, string> = {
  unknown: 'there is no such card',
  unread: 'it has not been approved yet',
  declined: 'it is declined; undo that first',
  approved: 'it is approved; undo that first',
  withdrawn: 'it was counted by mistake, and that was undone',
  paper: 'it is a paper card, there is nothing to print',
  nothing: 'there is nothing to undo',
};
