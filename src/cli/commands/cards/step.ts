/** `cards approve`, `printed` and `delivered`, and what `decline` has in common with them. */
import { applyStep, type Step } from '../../../server/cards/card-workflow.ts';
import type { DeclineDetails } from '../../../server/cards/decline-reasons.ts';
import type { CardDetails } from '../../../server/db/cards-repository.ts';
import { assertKnown, findCards, findPerson, warnMissingCampaigns, type CliContext } from '../../context.ts';
import { UsageError } from '../../errors.ts';
import { parseDay, type CardOptions } from './options.ts';
import { reportResults } from './report.ts';

/** @param ids of the cards; without any, the options select them @param decline why they are declined @throws UsageError; NotFoundError */
export async function applyStepToCards(context: CliContext, step: Step, ids: readonly string[], options: CardOptions, decline?: DeclineDetails): Promise<void> {
  const { from, campaign, person, place } = options;
  const day = step === 'delivered' ? parseDay(options.day) : undefined;
  const hasFilter = campaign !== undefined || person !== undefined;
  const hasIds = ids.length > 0 || from !== undefined;
  if (hasFilter === hasIds) throw new UsageError('name the cards either by id or --from, or by --campaign or --person');
  if (hasFilter) await assertKnown(context, { campaign, person });
  const cards = hasFilter
    ? await context.store.cards.find({ campaign, person, stages: ['approved', 'printed'] })
    : await findCards(context, ids);
  const selectedIds = hasFilter ? cards.filter((card) => isReady(card, step)).map(({ id }) => id) : ids;
  if (!selectedIds.length) console.log(`no cards are ready to be ${step}`);

  if (step === 'delivered') warnMissingCampaigns(context, cards);
  const getPlace = step === 'delivered' ? createPlaceLookup(context, cards, place) : () => undefined;
  for (const [place, some] of Map.groupBy(selectedIds, getPlace))
    await reportResults(applyStep(context.store, some, step, { at: Date.now(), day, place, decline }), { day });
}

const isReady = ({ stage, paper, payload }: CardDetails, step: Step): boolean => {
  if (paper) return step === 'delivered' && stage === 'approved';
  return step === 'delivered' ? stage === 'printed' : stage === 'approved' && payload !== null;
};

/** @param place by default where the campaign says that the person is held */
function createPlaceLookup(context: CliContext, cards: readonly CardDetails[], place: string | undefined) {
  const cardById = new Map(cards.map((card) => [card.id, card]));
  return (id: string): string | undefined => {
    const card = cardById.get(id);
    return place ?? (card && findPerson(context, card)?.place);
  };
}
