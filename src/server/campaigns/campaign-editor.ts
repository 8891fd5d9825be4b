/** Editing campaigns: drafts, which are saved as versions, and what is published of them. */
import type { Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import type { StoredCampaign, VersionSummary } from '../db/campaigns-repository.ts';
import type { Store } from '../db/store.ts';
import { listImages } from './campaign-images.ts';
import type { CampaignSources } from './campaign-sources.ts';
import { findDraftProblem, lintDraft } from './lint-draft.ts';
import { createStartingDocument, type NewCampaign } from './starting-document.ts';
import { toInstant } from '../../utils/to-instant.ts';

/** The newest version of a campaign. */
export interface Draft {
  id: string;
  /** The document as JSON. It can be read as an object with the id of the campaign, but may have errors. */
  text: string;
  /** The number of the version. */
  revision: number;
  author: string;
  /** ISO 8601 in UTC. */
  savedAt: string;
  /** The number of the version that is served. */
  publishedRevision?: number;
  publishedAt?: string;
}

/** Who saves, and when: in milliseconds since the epoch. */
export interface Save {
  author: string;
  now: number;
}

export type CreateResult = 'done' | 'exists' | 'used' | { invalid: Diagnostic[] };
/** `conflict` comes with the draft that someone else has saved meanwhile. */
export type SaveResult = { saved: Draft } | { conflict: Draft } | { problem: Diagnostic } | 'unknown';
export type PublishResult = 'done' | 'unknown' | { conflict: Draft } | { errors: Diagnostic[] };

type CampaignStore = Pick<Store, 'campaigns'>;

function toDraft({ id, published, published_at, version: { text, number, author, saved_at } }: StoredCampaign): Draft {
  return { id, text, revision: number, author, savedAt: saved_at, ...(published !== null && { publishedRevision: published, publishedAt: published_at! }) };
}

/** @returns undefined for a campaign that the database does not have */
export async function getDraft({ campaigns }: CampaignStore, id: string): Promise<Draft | undefined> {
  const stored = await campaigns.find(id);
  return stored && toDraft(stored);
}

/** @returns what someone else has saved in the meantime; `unknown` if they have deleted the campaign */
async function findConflict(store: CampaignStore, id: string): Promise<{ conflict: Draft } | 'unknown'> {
  const draft = await getDraft(store, id);
  return draft ? { conflict: draft } : 'unknown';
}

/** @returns the newest versions of all campaigns of the database, by id */
export const getDrafts = async ({ campaigns }: CampaignStore): Promise<Draft[]> => (await campaigns.getAll()).map(toDraft);

/**
 * Adds a campaign with a document to begin with.
 * @returns `exists`: the folder or the database has this id; `used`: something was received for it, which would count for the new
 * campaign; `invalid`: what is wrong with its id, title, language or organiser
 */
export async function createCampaign(
  store: Pick<Store, 'campaigns'>,
  { sources, exports }: { sources: CampaignSources; exports: Store['exports'] },
  campaign: NewCampaign,
  { author, now }: Save,
): Promise<CreateResult> {
  const { id } = campaign;
  const savedAt = toInstant(now);
  const text = createStartingDocument(campaign, savedAt.slice(0, 10));
  const { diagnostics, campaign: valid } = lintDraft(id, text);
  if (!valid) return { invalid: diagnostics.filter(({ severity }) => severity === 'error') };
  if (sources.folder.get(id)) return 'exists';
  if (await exports.hasRows(id)) return (await store.campaigns.find(id)) ? 'exists' : 'used';
  const isNew = await store.campaigns.create(id, { text, author, saved_at: savedAt }, false);
  if (isNew) await sources.refresh();
  return isNew ? 'done' : 'exists';
}

/** Saves a text as a new version, unless it is the newest already. @param revision the version that the author has changed */
export async function saveDraft(store: CampaignStore, id: string, { text, revision }: { text: string; revision: number }, { author, now }: Save): Promise<SaveResult> {
  const problem = findDraftProblem(id, text);
  if (problem) return { problem };
  const current = await getDraft(store, id);
  if (!current) return 'unknown';
  if (current.text === text) return { saved: current };
  const savedAt = toInstant(now);
  const saved = current.revision === revision ? await store.campaigns.addVersion(id, revision, { text, author, saved_at: savedAt }) : undefined;
  if (saved === undefined) return findConflict(store, id);
  return { saved: { ...current, text, author, savedAt, revision: saved } };
}

/** Saves an earlier version as the newest one. */
export async function restoreVersion(store: CampaignStore, id: string, { version, revision }: { version: number; revision: number }, save: Save): Promise<SaveResult> {
  const stored = await store.campaigns.findVersion(id, version);
  return stored ? saveDraft(store, id, { text: stored.text, revision }, save) : 'unknown';
}

/** Publishes the draft, if it has no errors. @param revision the version that the owner has looked at */
export async function publish(store: Pick<Store, 'campaigns' | 'campaignImages'>, sources: CampaignSources, id: string, { revision, now }: { revision: number; now: number }): Promise<PublishResult> {
  const draft = await getDraft(store, id);
  if (!draft) return 'unknown';
  if (draft.revision !== revision) return { conflict: draft };
  const images = (await listImages(store, id)).map(({ src }) => src);
  const { diagnostics, hasErrors } = lintDraft(id, draft.text, images);
  if (hasErrors) return { errors: diagnostics.filter(({ severity }) => severity === 'error') };
  const isPublished = await store.campaigns.publish(id, revision, toInstant(now));
  await sources.refresh();
  return isPublished ? 'done' : findConflict(store, id);
}

/** @returns whether it was published */
export async function unpublish({ campaigns }: CampaignStore, sources: CampaignSources, id: string): Promise<boolean> {
  const isDone = await campaigns.unpublish(id);
  await sources.refresh();
  return isDone;
}

/** Why a campaign cannot be deleted. `published`, `was-published`: others may have its address; `received`: something was sent to it. */
export type RemovalProblem = 'unknown' | 'published' | 'was-published' | 'received';

type RemovalStore = Pick<Store, 'campaigns' | 'exports'>;

/** @returns undefined for a draft that can be deleted: nobody outside of the desk has seen it */
export async function findRemovalProblem({ campaigns, exports }: RemovalStore, id: string): Promise<RemovalProblem | undefined> {
  const stored = await campaigns.find(id);
  if (!stored) return 'unknown';
  if (stored.published !== null) return 'published';
  if (stored.published_at !== null) return 'was-published';
  return (await exports.hasRows(id)) ? 'received' : undefined;
}

/** Deletes a draft with its versions and images. @param revision the version that the owner has looked at */
export async function removeDraft(store: RemovalStore, sources: CampaignSources, id: string, revision: number): Promise<'done' | RemovalProblem | { conflict: Draft }> {
  const problem = await findRemovalProblem(store, id);
  if (problem) return problem;
  const isDone = await store.campaigns.remove(id, revision);
  await sources.refresh();
  return isDone ? 'done' : findConflict(store, id);
}

/** Copies a campaign of the folder into the database, which serves it from then on. */
export async function takeOver(store: CampaignStore, sources: CampaignSources, id: string, { author, now }: Save): Promise<'done' | 'unknown' | 'exists'> {
  const text = sources.folder.getText(id);
  if (text === undefined) return 'unknown';
  const isNew = await store.campaigns.create(id, { text, author, saved_at: toInstant(now) }, true);
  await sources.refresh();
  return isNew ? 'done' : 'exists';
}

/** @param before a number, to continue below it @returns newest first */
export const listVersions = ({ campaigns }: CampaignStore, id: string, { before, limit }: { before?: number | undefined; limit: number }): Promise<VersionSummary[]> =>
  campaigns.getVersions(id, before, limit);

export const getVersion = ({ campaigns }: CampaignStore, id: string, number: number) => campaigns.findVersion(id, number);

export type { VersionSummary };
