/** The images of campaigns that the desk edits. */
import type { Kysely } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import type { CampaignImageRow } from './campaign-rows.ts';
import type { Tables } from './schema.ts';

/** What a list of images shows. */
export type ImageSummary = Omit<CampaignImageRow, 'bytes' | 'campaign'>;

/** `used`: the draft or the published version contains its name. */
export type ImageRemoval = 'done' | 'used' | 'unknown';

export interface CampaignImagesRepository {
  /** Adds an image; one with the same name, and so with the same bytes, only gets the new text alternative. */
  add: (image: CampaignImageRow) => Promise<void>;
  /** @returns newest first */
  getAll: (campaign: string) => Promise<ImageSummary[]>;
  find: (campaign: string, name: string) => Promise<Pick<CampaignImageRow, 'type' | 'bytes'> | undefined>;
  remove: (campaign: string, name: string) => Promise<ImageRemoval>;
}

export function createCampaignImagesRepository(db: Kysely<Tables>, recordAudit: RecordAudit): CampaignImagesRepository {
  return {
    add: (image) =>
      db.transaction().execute(async (transaction) => {
        const rows = transaction.insertInto('campaign_images').values(image);
        await rows.onConflict((conflict) => conflict.columns(['campaign', 'name']).doUpdateSet({ alt: image.alt })).execute();
        await recordAudit(transaction, [{ campaign: image.campaign, ids: [image.name] }]);
      }),
    getAll: (campaign) =>
      db
        .selectFrom('campaign_images')
        .select(['name', 'alt', 'type', 'width', 'height', 'size', 'added_at'])
        .where('campaign', '=', campaign)
        .orderBy('added_at', 'desc')
        .orderBy('name')
        .execute(),
    find: (campaign, name) => db.selectFrom('campaign_images').select(['type', 'bytes']).where('campaign', '=', campaign).where('name', '=', name).executeTakeFirst(),
    remove: (campaign, name) =>
      db.transaction().execute(async (transaction) => {
        const versions = await transaction
          .selectFrom('campaign_versions')
          .innerJoin('campaigns', 'campaigns.id', 'campaign_versions.campaign')
          .select('text')
          .where('campaign', '=', campaign)
          .where((row) => row.or([row('number', '=', row.ref('campaigns.draft')), row('number', '=', row.ref('campaigns.published'))]))
          .execute();
        if (versions.some(({ text }) => text.includes(name))) return 'used';
        const { numDeletedRows } = await transaction.deleteFrom('campaign_images').where('campaign', '=', campaign).where('name', '=', name).executeTakeFirst();
        if (!numDeletedRows) return 'unknown';
        await recordAudit(transaction, [{ campaign, ids: [name] }]);
        return 'done';
      }),
  };
}
