/** Shows cards, and how many stand where. */
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../campaign/schema/submission.schema.ts';
import { getTextExpiry, formatExpiryWarning, countExpiringCards } from '../../../server/retention/retention-job.ts';
import type { FoundCard, CardCount } from '../../../server/db/cards-repository.ts';
import type { Stage } from '../../../server/db/schema.ts';
import { assertKnown, warnMissingCampaigns, personOf, notFound, type CliContext } from '../../context.ts';
import { groupBy } from '../../group.ts';
import { toSafeJson, sanitize, quoteBlock } from '../../terminal.ts';
import type { CardOptions } from './cards.ts';

const shown: readonly Stage[] = ['received', 'approved', 'declined', 'printed', 'delivered'];
export const stages: readonly Stage[] = [...shown, 'withdrawn'];

/** @throws NotThere where somebody or something is named that is not there */
export async function list(desk: CliContext, { campaign, person, stage, json: isJson }: CardOptions): Promise<void> {
  await assertKnown(desk, { campaign, person });
  if (stage !== undefined && !stages.includes(stage as Stage)) throw notFound('stage', stage, stages);
  const found = await desk.store.cards.find({ campaign, person, stages: stage === undefined ? shown : [stage as Stage] });
  const cards = found.map((card) => describe(desk, card));
  if (isJson) console.log(toSafeJson(cards));
  else console.log([...cards.map(block), cards.length === 1 ? '1 card' : `${cards.length} cards`].join('\n\n'));
  // Beside the list and not in it: it may be kept in a file, to name the cards.
  warnMissingCampaigns(desk, found);
  for (const one of await countExpiringCards(desk.campaigns, desk.store, Date.now()))
    if (campaign === undefined || campaign === one.campaign) console.error(formatExpiryWarning(one));
}

type Described = ReturnType<typeof describe>;

/** A card as JSON has it. Of who wrote it there is no more than stands on the card. */
function describe(desk: CliContext, card: FoundCard) {
  const { id, campaign, person, stage, day, paper, payload, delivered, place } = card;
  const until = isWaiting(card) ? getTextExpiry(card, desk.campaigns.find((one) => one.id === campaign)) : undefined;
  const { language, postcard, sealed } = JSON.parse(payload ?? '{}') as Partial<Submission>;
  return {
    id,
    campaign,
    person,
    name: personOf(desk, { campaign, person })?.name ?? person,
    stage,
    day,
    paper: paper === 1,
    ...(delivered !== null && { delivered: { day: delivered, ...(place !== null && { place }) } }),
    ...(!paper && payload === null && { forgotten: true }),
    ...(until !== undefined && { wordsUntil: until.slice(0, 10) }),
    ...(sealed !== undefined && { sealed: true }),
    ...(postcard && {
      from: postcard.from ?? '',
      text: postcard.message ?? '',
      language,
      ...(postcard.design !== undefined && { design: postcard.design }),
      // Where the campaign shows none, the sender’s word alone does not make it public.
      mayBeShown: postcard.publish === true && publishes(desk, campaign),
    }),
  };
}

/** Whether somebody still has to see its words. */
const isWaiting = ({ stage, payload }: FoundCard) => payload !== null && (stage === 'received' || stage === 'approved');

const publishes = ({ campaigns }: CliContext, id: string) =>
  campaigns.find((campaign: Campaign) => campaign.id === id)?.postcard?.publish === 'ask';

function block({ id, campaign, person, name, stage, day, paper, delivered, forgotten, wordsUntil, sealed, from, text, language, mayBeShown }: Described): string {
  const there = delivered ? ` on ${delivered.day}${delivered.place ? ` at ${sanitize(delivered.place)}` : ''}` : '';
  const head = `${id}  ${stage}${there}\n  to ${sanitize(name)} (${campaign}, ${person}), received on ${day}${wordsUntil ? `, words kept until ${wordsUntil}` : ''}`;
  if (paper) return `${head}, on paper`;
  if (forgotten) return `${head}, its words are forgotten`;
  if (sealed) return `${head}, sealed`;
  return `${head}\n  from ${sanitize(from ?? '')}, in ${language}, ${mayBeShown ? 'may be shown' : 'not to be shown'}\n${quoteBlock(text ?? '')}`;
}

const columns = ['received', 'unread', 'declined', 'approved', 'printed', 'delivered', 'paper'] as const;
type Sums = Record<(typeof columns)[number], number>;

/** What a card adds to the columns; like the public counts, each stage includes the next. */
function sum(rows: readonly CardCount[]): Sums {
  const at = (...wanted: Stage[]) => rows.filter(({ stage }) => wanted.includes(stage)).reduce((all, { n }) => all + n, 0);
  return {
    received: at(...shown),
    unread: at('received'),
    declined: at('declined'),
    approved: at('approved', 'printed', 'delivered'),
    printed: at('printed', 'delivered'),
    delivered: at('delivered'),
    paper: sumOf(rows.filter(({ paper, stage }) => paper && stage !== 'withdrawn')),
  };
}

const sumOf = (rows: readonly CardCount[]) => rows.reduce((all, { n }) => all + n, 0);

/** @throws NotThere where a campaign is named that is not there */
export async function counts(desk: CliContext, { campaign, json: isJson }: CardOptions): Promise<void> {
  await assertKnown(desk, { campaign });
  const tally = await desk.store.cards.tally({ campaign });
  const campaigns = [...groupBy(tally, (row) => row.campaign)].map(([id, rows]) => ({
    campaign: id,
    ...sum(rows),
    perPerson: Object.fromEntries([...groupBy(rows, ({ person }) => person)].sort().map(([person, some]) => [person, sum(some)])),
  }));
  const lines = campaigns.flatMap(({ campaign: id, perPerson, ...all }) => [
    row(id, columns),
    ...Object.entries(perPerson).map(([person, sums]) => row(`  ${person}`, columns.map((name) => sums[name]))),
    row('  all', columns.map((name) => all[name])),
  ]);
  console.log(isJson ? toSafeJson(campaigns) : lines.join('\n') || 'there are no cards');
}

const row = (name: string, cells: readonly (string | number)[]) =>
  name.padEnd(24) + cells.map((cell) => String(cell).padStart(11)).join('');
