/** The server's database and campaigns, opened by a command. */
import { userInfo } from 'node:os';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import { openCampaignFolder } from '../server/campaigns/campaign-folder.ts';
import { combineCampaigns, emptyFolder } from '../server/campaigns/campaign-sources.ts';
import { readConfig, type Environment } from '../server/config.ts';
import { chunk } from '../server/db/chunks.ts';
import type { CardDetails, CardFilter } from '../server/db/cards-repository.ts';
import { openDatabase } from '../server/db/open-database.ts';
import type { Store } from '../server/db/store.ts';
import { NotFoundError } from './errors.ts';

export interface CliContext {
  store: Store;
  campaigns: readonly Campaign[];
  /** The folder of the campaigns, as the server has it: without `CAMPAIGNS_DIR`, there is none. */
  folder: string | undefined;
  /** Whether the server sends letters by email. */
  sendsLetters: boolean;
}

/** A command can wait longer for its turn than a supporter: in milliseconds. */
const maxWait = 120_000;

/** The longest name of an actor. */
const maxActorLength = 100;

/** The user of the operating system, unless the environment names someone else: several organisers may share one user. */
function getActor({ AUDIT_ACTOR: actor }: Environment): string {
  if (actor) return [...actor].slice(0, maxActorLength).join('');
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user without a name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/**
 * @param command as it is recorded with what it changes
 * @throws NotFoundError if the configuration is invalid, or the folder or the database cannot be opened
 */
export async function openContext(env: Environment, command: string): Promise<CliContext> {
  try {
    // Never the demo's documents: what they say about a campaign would be applied to what a real one with the same id has received.
    const config = readConfig(env);
    const folder = config.campaignsDir;
    const files = folder === undefined ? emptyFolder : openCampaignFolder(folder, { report: () => {} });
    const store = await openDatabase(config, { mayCreate: false, maxWait, auditContext: { actor: getActor(env), command } });
    const campaigns = combineCampaigns(files, store, { report: () => {} });
    await campaigns.refresh();
    return { store, campaigns: campaigns.all().map(({ campaign }) => campaign), folder, sendsLetters: config.mail !== undefined };
  } catch (cause) {
    throw new NotFoundError((cause as Error).message, { cause });
  }
}

/** @param ids any number of them */
export async function findCards({ store }: CliContext, ids: readonly string[]): Promise<CardDetails[]> {
  const cards: CardDetails[] = [];
  for (const batch of chunk(ids)) cards.push(...(await store.cards.find({ ids: batch })));
  return cards;
}

/** Says that a campaign has no valid document. @param consequence begins with a conjunction */
export const describeMissingDocument = ({ folder }: CliContext, campaign: string, consequence: string) =>
  `${campaign}: no valid document${folder === undefined ? '' : ` in ${folder}`}, ${consequence}; set CAMPAIGNS_DIR to its folder`;

/** Warns about campaigns without a valid document: the database does not contain what the document says. */
export function warnMissingCampaigns(context: CliContext, cards: readonly CardDetails[]): void {
  for (const id of new Set(cards.map(({ campaign }) => campaign)))
    if (!context.campaigns.some((campaign) => campaign.id === id)) console.error(describeMissingDocument(context, id, 'so names and places are unknown'));
}

export const findPerson = ({ campaigns }: CliContext, { campaign, person }: { campaign: string; person: string }) =>
  campaigns.find(({ id }) => id === campaign)?.people?.find(({ id }) => id === person);

/**
 * Checks that a campaign and a person exist: in a document, or because they have cards, since a document may be gone.
 * @throws NotFoundError with the names that exist
 */
export async function assertKnown({ store, campaigns }: CliContext, { campaign, person }: CardFilter): Promise<void> {
  const counts = await store.cards.countByStage({});
  const campaignIds = new Set([...campaigns.filter(({ postcard }) => postcard).map(({ id }) => id), ...counts.map((row) => row.campaign)]);
  if (campaign !== undefined && !campaignIds.has(campaign)) throw createNotFoundError('campaign with postcards', campaign, campaignIds);
  const isSelected = (id: string) => campaign === undefined || campaign === id;
  const people = new Set([
    ...campaigns.filter(({ id }) => isSelected(id)).flatMap(({ postcard }) => postcard?.to ?? []),
    ...counts.filter((row) => isSelected(row.campaign)).map((row) => row.person),
  ]);
  if (person !== undefined && !people.has(person)) throw createNotFoundError('person', person, people);
}

/** Checks that a campaign has a document or something stored, since a document may be gone. @throws NotFoundError with the names that exist */
export async function assertStored({ store, campaigns }: CliContext, campaign: string): Promise<void> {
  if (campaigns.some(({ id }) => id === campaign) || (await store.exports.hasRows(campaign))) return;
  throw createNotFoundError('campaign', campaign, new Set([...campaigns.map(({ id }) => id), ...(await store.getLastReceipts()).keys()]));
}

/** @param names those that exist */
export const createNotFoundError = (kind: string, name: string, names: Iterable<string>) =>
  new NotFoundError(`unknown ${kind} "${name}"; known: ${[...names].sort().join(', ') || 'none'}`);
