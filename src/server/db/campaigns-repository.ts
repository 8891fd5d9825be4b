/** The campaigns of the desk: every save is a version, and one version may be published. */
import type { Kysely, Transaction } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import type { CampaignRow, CampaignVersionRow } from './campaign-rows.ts';
import type { Tables } from './schema.ts';

/** A version with its document. */
export type Version = Omit<CampaignVersionRow, 'campaign'>;

/** What a list of versions shows. */
export type VersionSummary = Omit<Version, 'text'>;

/** A campaign with its newest version. */
export type StoredCampaign = CampaignRow & { version: Version };

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface CampaignsRepository {
  /** @returns all, by id, with their newest versions */
  getAll: () => Promise<StoredCampaign[]>;
  find: (id: string) => Promise<StoredCampaign | undefined>;
  /** Adds a campaign with its first version. @param published whether that is published, too @returns whether the id was free */
  create: (id: string, version: Omit<Version, 'number'>, published: boolean) => Promise<boolean>;
  /** Adds a version unless the newest one has another number than `revision`. @returns its number */
  addVersion: (id: string, revision: number, version: Omit<Version, 'number'>) => Promise<number | undefined>;
  /** Publishes the newest version unless it has another number than `revision`. @returns whether it did */
  publish: (id: string, revision: number, publishedAt: string) => Promise<boolean>;
  /** @returns whether it was published */
  unpublish: (id: string) => Promise<boolean>;
  /** Deletes a campaign that was never published, with its versions and images, unless its newest version has another number than `revision`. @returns whether it did */
  remove: (id: string, revision: number) => Promise<boolean>;
  findVersion: (id: string, number: number) => Promise<Version | undefined>;
  /** @param before a number, to continue below it @returns newest first */
  getVersions: (id: string, before: number | undefined, limit: number) => Promise<VersionSummary[]>;
  /** @returns which version of each campaign is published, if any: small enough to be read every second */
  getPublished: () => Promise<Pick<CampaignRow, 'id' | 'published'>[]>;
}

export function createCampaignsRepository(db: Kysely<Tables>, recordAudit: RecordAudit): CampaignsRepository {
  const record = (transaction: Transaction<Tables>, campaign: string, number: number) => recordAudit(transaction, [{ campaign, ids: [`version ${number}`] }]);
  const selectStored = db
    .selectFrom('campaigns')
    .innerJoin('campaign_versions', (join) => join.onRef('campaign_versions.campaign', '=', 'campaigns.id').onRef('campaign_versions.number', '=', 'campaigns.draft'))
    .select(['id', 'draft', 'published', 'published_at', 'number', 'text', 'author', 'saved_at']);
  const toStored = ({ number, text, author, saved_at, ...campaign }: CampaignRow & Version): StoredCampaign => ({ ...campaign, version: { number, text, author, saved_at } });

  return {
    getAll: async () => (await selectStored.orderBy('id').execute()).map(toStored),
    async find(id) {
      const row = await selectStored.where('id', '=', id).executeTakeFirst();
      return row && toStored(row);
    },
    create: (id, version, published) =>
      db.transaction().execute(async (transaction) => {
        const row = { id, draft: 1, published: published ? 1 : null, published_at: published ? version.saved_at : null };
        const added = await transaction.insertInto('campaigns').values(row).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
        if (!added.numInsertedOrUpdatedRows) return false;
        await transaction.insertInto('campaign_versions').values({ ...version, campaign: id, number: 1 }).execute();
        await record(transaction, id, 1);
        return true;
      }),
    addVersion: (id, revision, version) =>
      db.transaction().execute(async (transaction) => {
        const number = revision + 1;
        const { numUpdatedRows } = await transaction.updateTable('campaigns').set({ draft: number }).where('id', '=', id).where('draft', '=', revision).executeTakeFirst();
        if (!numUpdatedRows) return undefined;
        await transaction.insertInto('campaign_versions').values({ ...version, campaign: id, number }).execute();
        await record(transaction, id, number);
        return number;
      }),
    publish: (id, revision, publishedAt) =>
      db.transaction().execute(async (transaction) => {
        const change = { published: revision, published_at: publishedAt };
        const { numUpdatedRows } = await transaction.updateTable('campaigns').set(change).where('id', '=', id).where('draft', '=', revision).executeTakeFirst();
        if (!numUpdatedRows) return false;
        await record(transaction, id, revision);
        return true;
      }),
    unpublish: (id) =>
      db.transaction().execute(async (transaction) => {
        const campaign = transaction.updateTable('campaigns').where('id', '=', id).where('published', 'is not', null);
        // Changes nothing, but locks the row: another process may publish another version at this moment.
        const row = await campaign.set((columns) => ({ draft: columns.ref('draft') })).returning('published').executeTakeFirst();
        if (!row) return false;
        await campaign.set({ published: null }).execute();
        await record(transaction, id, row.published!);
        return true;
      }),
    remove: (id, revision) =>
      db.transaction().execute(async (transaction) => {
        const campaign = transaction.deleteFrom('campaigns').where('id', '=', id).where('draft', '=', revision);
        const { numDeletedRows } = await campaign.where('published', 'is', null).where('published_at', 'is', null).executeTakeFirst();
        if (!numDeletedRows) return false;
        await transaction.deleteFrom('campaign_versions').where('campaign', '=', id).execute();
        await transaction.deleteFrom('campaign_images').where('campaign', '=', id).execute();
        await record(transaction, id, revision);
        return true;
      }),
    findVersion: (id, number) =>
      db.selectFrom('campaign_versions').select(['number', 'text', 'author', 'saved_at']).where('campaign', '=', id).where('number', '=', number).executeTakeFirst(),
    getVersions(id, before, limit) {
      const query = db.selectFrom('campaign_versions').select(['number', 'author', 'saved_at']).where('campaign', '=', id).orderBy('number', 'desc').limit(limit);
      return (before === undefined ? query : query.where('number', '<', before)).execute();
    },
    getPublished: () => db.selectFrom('campaigns').select(['id', 'published']).execute(),
  };
}
