/** Moves cards on, and says of each what became of it. */
import { isIsoDate } from '../../../campaign/formats.ts';
import { applyStep, undoStep, type Step, type Undoable } from '../../../server/cards/card-workflow.ts';
import type { FoundCard } from '../../../server/db/cards-repository.ts';
import { reportResults } from './report.ts';
import type { CardOptions } from './cards.ts';
import { cardsNamed, assertKnown, warnMissingCampaigns, personOf, type CliContext } from '../../context.ts';
import { groupBy } from '../../group.ts';
import { UsageError } from '../../help.ts';

/** The furthest that a place on earth is ahead of UTC, in milliseconds. */
const ahead = 14 * 3_600_000;

/** @param ids of cards; where there are none, `said` says which @throws UsageError where it does not */
export async function step(desk: CliContext, step: Step, ids: readonly string[], { from, campaign, person, day, place }: CardOptions): Promise<void> {
  const when = step === 'delivered' ? dayOf(day) : undefined;
  const isAll = campaign !== undefined || person !== undefined;
  const isNamed = ids.length > 0 || from !== undefined;
  if (isAll === isNamed) throw new UsageError(`name the cards that are ${step}, or say --from, or --campaign or --person`);
  if (isAll) await assertKnown(desk, { campaign, person });
  const cards = isAll ? await desk.store.cards.find({ campaign, person, stages: ['approved', 'printed'] }) : await cardsNamed(desk, ids);
  const chosen = isAll ? cards.filter((card) => isReady(card, step)).map(({ id }) => id) : ids;
  if (!chosen.length) console.log(`no card is ready to be ${step}`);

  // Where somebody is held is known from the campaign, unless it is said.
  if (step === 'delivered') warnMissingCampaigns(desk, cards);
  const known = new Map(cards.map((card) => [card.id, card]));
  const placeOf = (id: string) => {
    const card = known.get(id);
    return step === 'delivered' ? (place ?? (card && personOf(desk, card)?.place)) : undefined;
  };
  for (const [where, some] of groupBy(chosen, placeOf))
    await reportResults(applyStep(desk.store, some, step, { at: Date.now(), day: when, place: where }), { day: when });
}

const isReady = ({ stage, paper, payload }: FoundCard, step: Step) => {
  if (paper) return step === 'delivered' && stage === 'approved';
  return step === 'delivered' ? stage === 'printed' : stage === 'approved' && payload !== null;
};

/** By the name of the command that took it as well. */
const undoables: Record<string, Undoable> = {
  approve: 'approved',
  approved: 'approved',
  decline: 'declined',
  declined: 'declined',
  printed: 'printed',
  delivered: 'delivered',
  paper: 'paper',
};

/** @param words ids of cards, behind the name of the step that is to be undone, if it is said @throws UsageError where no card is named */
export async function undo(desk: CliContext, words: readonly string[], { from }: CardOptions): Promise<void> {
  const what = Object.hasOwn(undoables, words[0] ?? '') ? undoables[words[0]!] : undefined;
  const ids = what ? words.slice(1) : words;
  if (!ids.length && from === undefined) throw new UsageError('name the cards');
  await reportResults(undoStep(desk.store, ids, Date.now(), what), { standing: (stage) => `undone, now ${stage}` });
}

/** @returns the day, or today where this machine is @throws UsageError where it is none, or still to come everywhere */
export function dayOf(day: string | undefined): string {
  if (day === undefined) return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  if (!isIsoDate(day)) throw new UsageError('--day is a day that exists, written as 2016-10-08');
  if (day > new Date(Date.now() + ahead).toISOString().slice(0, 10)) throw new UsageError(`${day} is still to come`);
  return day;
}
