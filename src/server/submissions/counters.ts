/** What is counted, under which keys it is kept, and the shape in which it is shown. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { CardRow } from '../db/schema.ts';
import type { Counters } from '../db/store.ts';

/** As many partners are counted apart where the campaign does not list them; the names of further ones are only kept. */
export const maxPartners = 1000;

const stages = ['received', 'approved', 'printed', 'delivered', 'paper'] as const;
const stage = (name: (typeof stages)[number]) => `postcards.${name}`;
const person = (id: string) => `person:${id}`;
const partner = (slug: string) => `partner:${slug}`;
/** How many partners are counted apart. */
const partners = 'partners';

/** The keys that a receipt for this submission needs. */
export function counterKeys(campaign: Campaign, { tracking }: Submission): string[] {
  return [
    'people',
    'letters',
    partners,
    ...stages.map(stage),
    ...(campaign.postcard?.to ?? []).map(person),
    ...(campaign.partners ?? []).map(partner),
    ...(tracking?.partner === undefined ? [] : [partner(tracking.partner)]),
  ];
}

/** The stages on a card's way, each of which the next one includes. */
const stageOrder = ['received', 'approved', 'printed', 'delivered'] as const;

/** The keys of the numbers that a card is one of, as it stands. */
export function cardCounterKeys({ person: id, paper, stage: at }: Pick<CardRow, 'person' | 'paper' | 'stage'>): string[] {
  if (at === 'withdrawn') return [];
  const reached = at === 'declined' ? 'received' : at;
  return [person(id), ...(paper ? [stage('paper')] : []), ...stageOrder.slice(0, stageOrder.indexOf(reached) + 1).map(stage)];
}

/** Adds a submission to the numbers. A test adds nothing. */
export function incrementCounters(numbers: Counters, campaign: Campaign, { kind, postcard, tracking, testing }: Submission): void {
  if (testing) return;
  const more = (key: string) => numbers.set(key, (numbers.get(key) ?? 0) + 1);
  more('people');
  if (kind === 'letter') more('letters');
  else
    for (const id of postcard?.to ?? []) cardCounterKeys({ person: id, paper: 0, stage: 'received' }).forEach(more);
  const slug = tracking?.partner;
  if (slug === undefined) return;
  if (!numbers.has(partner(slug)) && !campaign.partners) {
    if ((numbers.get(partners) ?? 0) >= maxPartners) return;
    more(partners);
  }
  more(partner(slug));
}

/**
 * @param numbers of the campaign, all or some; what is missing is 0
 * @param asOf ISO 8601
 */
export function toCounts(campaign: Campaign, numbers: Counters, asOf: string): Counts {
  const number = (key: string) => numbers.get(key) ?? 0;
  const prefix = partner('');
  const counted = [...numbers.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return {
    people: number('people'),
    letters: number('letters'),
    postcards: Object.fromEntries(stages.map((name) => [name, number(stage(name))])) as Counts['postcards'],
    perPerson: Object.fromEntries((campaign.postcard?.to ?? []).map((id) => [id, number(person(id))])),
    perPartner: Object.fromEntries((campaign.partners ?? counted).map((slug) => [slug, number(partner(slug))])),
    asOf,
  };
}
