/** The endpoint's database and campaigns, opened beside it. */
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import { openCampaigns } from '../server/campaigns/repository.ts';
import { createDialect, readConfig, type Environment } from '../server/config.ts';
import type { CardFilter, FoundCard } from '../server/db/cards-repository.ts';
import { openStore, type Store } from '../server/db/store.ts';
import { NotFoundError } from './help.ts';

export interface CliContext {
  store: Store;
  campaigns: readonly Campaign[];
  /** Where these are. */
  folder: string;
}

/** @throws NotThere, which says why the database or the folder can not be opened */
export async function openContext(env: Environment): Promise<CliContext> {
  const config = readConfig(env, { demo: true });
  const folder = config.campaignsDir!;
  const campaigns = await opened(`the folder of campaigns ${folder}`, () => openCampaigns(folder, { report: () => {} }).all());
  const store = await opened('the database', async () => openStore(await createDialect(config, false)));
  return { store, campaigns: campaigns.map(({ campaign }) => campaign), folder };
}

async function opened<T>(what: string, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    const { message, code } = cause as { message: string; code?: string };
    throw new NotFoundError(`${what} can not be opened: ${message || code}`, { cause });
  }
}

/** As many cards as are asked for in one statement. */
const batchSize = 1000;

/** However many cards. */
export async function cardsNamed({ store }: CliContext, ids: readonly string[]): Promise<FoundCard[]> {
  const found: FoundCard[] = [];
  for (let i = 0; i < ids.length; i += batchSize) found.push(...(await store.cards.find({ ids: ids.slice(i, i + batchSize) })));
  return found;
}

/** Says of which campaigns there is no document, or only a broken one: the database does not know what is in it. */
export function warnMissingCampaigns({ campaigns, folder }: CliContext, cards: readonly FoundCard[]): void {
  for (const id of new Set(cards.map(({ campaign }) => campaign)))
    if (!campaigns.some((one) => one.id === id))
      console.error(`${id}: ${folder} has no good document of it, so names and places are not known; CAMPAIGNS_DIR says where to look`);
}

/** What somebody is called, and where they are held. */
export const personOf = ({ campaigns }: CliContext, { campaign, person }: { campaign: string; person: string }) =>
  campaigns.find(({ id }) => id === campaign)?.people?.find(({ id }) => id === person);

/**
 * Somebody or something that is named is known: from a document, or because it has cards, since a document may be gone.
 * @throws NotThere, which says what is not, and what there is
 */
export async function assertKnown({ store, campaigns }: CliContext, { campaign, person }: CardFilter): Promise<void> {
  const tally = await store.cards.tally({});
  const ids = new Set([...campaigns.filter(({ postcard }) => postcard).map(({ id }) => id), ...tally.map((one) => one.campaign)]);
  if (campaign !== undefined && !ids.has(campaign)) throw notFound('campaign with postcards', campaign, ids);
  const inIt = (id: string) => campaign === undefined || campaign === id;
  const people = new Set([
    ...campaigns.filter(({ id }) => inIt(id)).flatMap(({ postcard }) => postcard?.to ?? []),
    ...tally.filter((one) => inIt(one.campaign)).map((one) => one.person),
  ]);
  if (person !== undefined && !people.has(person)) throw notFound('person', person, people);
}

/** @param known what there is */
export const notFound = (what: string, name: string, known: Iterable<string>) =>
  new NotFoundError(`there is no ${what} “${name}”; there is ${[...known].sort().join(', ') || 'none'}`);
