/** The public numbers of a campaign: their keys in the database, and how they are published. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { partnerKeyPrefix } from '../db/counters-repository.ts';
import type { CardRow, SubmissionRow } from '../db/schema.ts';
import type { Counters, Store } from '../db/store.ts';

/**
 * How many partners are published where the campaign does not list them: those with the most submissions. All are counted,
 * so an attacker who invents names hides a real partner only by sending more under each of a thousand names. A campaign
 * that lists its partners accepts and publishes no others.
 */
export const maxPublishedPartners = 1000;

/** The stages that a card passes, each of which includes those before it. */
const stageOrder = ['received', 'approved', 'printed', 'delivered'] as const;
const postcardCounts = [...stageOrder, 'paper'] as const;

const postcardKey = (name: (typeof postcardCounts)[number]) => `postcards.${name}`;
const personKey = (id: string) => `person:${id}`;
const partnerKey = (slug: string) => `${partnerKeyPrefix}${slug}`;

/** The keys that a receipt needs. @param partner of its submission */
export function getCounterKeys({ postcard, partners = [] }: Campaign, partner?: string): string[] {
  return [
    'people',
    'letters',
    ...postcardCounts.map(postcardKey),
    ...(postcard?.to ?? []).map(personKey),
    ...new Set([...partners, ...(partner === undefined ? [] : [partner])].map(partnerKey)),
  ];
}

/** The keys of the counters that include a card at its stage. */
export function getCardCounterKeys({ person, paper, stage }: Pick<CardRow, 'person' | 'paper' | 'stage'>): string[] {
  if (stage === 'withdrawn') return [];
  const lastStage = stage === 'declined' ? 'received' : stage;
  const stages = stageOrder.slice(0, stageOrder.indexOf(lastStage) + 1);
  return [personKey(person), ...(paper ? [postcardKey('paper')] : []), ...stages.map(postcardKey)];
}

/** Adds a submission to the counters. A test adds nothing. */
export function incrementCounters(counters: Counters, { kind, postcard, tracking, testing }: Submission): void {
  if (testing) return;
  const increment = (key: string) => counters.set(key, (counters.get(key) ?? 0) + 1);
  getSubmissionCounterKeys({ kind, partner: tracking?.partner ?? null, testing: 0 }).forEach(increment);
  if (kind === 'postcard') for (const person of postcard?.to ?? []) getCardCounterKeys({ person, paper: 0, stage: 'received' }).forEach(increment);
}

/** The keys of the counters that include a submission, without those of its cards. */
export function getSubmissionCounterKeys({ kind, partner, testing }: Pick<SubmissionRow, 'kind' | 'partner' | 'testing'>): string[] {
  if (testing) return [];
  return ['people', ...(kind === 'letter' ? ['letters'] : []), ...(partner === null ? [] : [partnerKey(partner)])];
}

/**
 * @param counters all or some of the campaign's; a missing one is 0
 * @param asOf ISO 8601
 */
export function toCounts(campaign: Campaign, counters: Counters, asOf: string): Counts {
  const getValue = (key: string) => counters.get(key) ?? 0;
  const unlistedPartners = [...counters.keys()].flatMap((key) => (key.startsWith(partnerKeyPrefix) ? key.slice(partnerKeyPrefix.length) : []));
  return {
    people: getValue('people'),
    letters: getValue('letters'),
    postcards: Object.fromEntries(postcardCounts.map((name) => [name, getValue(postcardKey(name))])) as Counts['postcards'],
    perPerson: Object.fromEntries((campaign.postcard?.to ?? []).map((id) => [id, getValue(personKey(id))])),
    perPartner: Object.fromEntries((campaign.partners ?? unlistedPartners).map((slug) => [slug, getValue(partnerKey(slug))])),
    asOf,
  };
}

/** @param asOf ISO 8601 */
export async function getCounts(store: Store, campaign: Campaign, asOf: string): Promise<Counts> {
  const counters = await store.getCounters(campaign.id, getCounterKeys(campaign));
  const topPartners = campaign.partners ? [] : await store.getTopPartners(campaign.id, maxPublishedPartners);
  return toCounts(campaign, new Map([...counters, ...topPartners]), asOf);
}
