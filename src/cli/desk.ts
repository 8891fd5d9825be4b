/** The endpoint's database and campaigns, opened beside it. */
import type { Campaign } from '../campaign/campaign.ts';
import { openCampaigns } from '../endpoint/campaigns.ts';
import { campaignsFolder, database, type Environment } from '../endpoint/environment.ts';
import type { CardFilter } from '../endpoint/store/cards.ts';
import { openStore, type Store } from '../endpoint/store/store.ts';
import { NotThere } from './usage.ts';

export interface Desk {
  store: Store;
  campaigns: readonly Campaign[];
}

/** @throws NotThere, which says why the database or the folder can not be opened */
export async function openDesk(env: Environment): Promise<Desk> {
  try {
    const campaigns = openCampaigns(campaignsFolder(env), { now: Date.now, report: () => {} }).all();
    return { store: await openStore(await database(env, false)), campaigns: campaigns.map(({ campaign }) => campaign) };
  } catch (cause) {
    const { message, code } = cause as { message: string; code?: string };
    throw new NotThere(message || code, { cause });
  }
}

/** What somebody is called, and where they are held. */
export const personOf = ({ campaigns }: Desk, { campaign, person }: { campaign: string; person: string }) =>
  campaigns.find(({ id }) => id === campaign)?.people?.find(({ id }) => id === person);

/**
 * Somebody or something that is named is known: from a document, or because it has cards, since a document may be gone.
 * @throws NotThere, which says what is not, and what there is
 */
export async function checkNames({ store, campaigns }: Desk, { campaign, person }: CardFilter): Promise<void> {
  const tally = await store.cards.tally({});
  const ids = new Set([...campaigns.filter(({ postcard }) => postcard).map(({ id }) => id), ...tally.map((one) => one.campaign)]);
  if (campaign !== undefined && !ids.has(campaign)) throw unknown('campaign with postcards', campaign, ids);
  const inIt = (id: string) => campaign === undefined || campaign === id;
  const people = new Set([
    ...campaigns.filter(({ id }) => inIt(id)).flatMap(({ postcard }) => postcard?.to ?? []),
    ...tally.filter((one) => inIt(one.campaign)).map((one) => one.person),
  ]);
  if (person !== undefined && !people.has(person)) throw unknown('person', person, people);
}

/** @param known what there is */
export const unknown = (what: string, name: string, known: Iterable<string>) =>
  new NotThere(`there is no ${what} “${name}”; there is ${[...known].sort().join(', ') || 'none'}`);
