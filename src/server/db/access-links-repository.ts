/** Links that open what someone sent, for a short time. */
import type { Kysely } from 'kysely';
import type { AccessLinkRow, Tables } from './schema.ts';

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface AccessLinksRepository {
  add: (link: AccessLinkRow) => Promise<void>;
  /** @returns the link unless it has expired by `now` */
  find: (digest: string, purpose: AccessLinkRow['purpose'], now: string) => Promise<AccessLinkRow | undefined>;
  /** Deletes a link. @returns it, to one caller only, unless it has expired by `now` */
  take: (digest: string, purpose: AccessLinkRow['purpose'], now: string) => Promise<AccessLinkRow | undefined>;
  /** @param address its hash @returns how many links were sent to it since an instant */
  countSent: (address: string, since: string) => Promise<number>;
  /** Deletes those that were made before an instant. */
  deleteCreatedBefore: (instant: string) => Promise<void>;
}

export function createAccessLinksRepository(db: Kysely<Tables>): AccessLinksRepository {
  return {
    add: async (link) => void (await db.insertInto('access_links').values(link).execute()),
    find: (digest, purpose, now) =>
      db.selectFrom('access_links').selectAll().where('digest', '=', digest).where('purpose', '=', purpose).where('expires_at', '>', now).executeTakeFirst(),
    async take(digest, purpose, now) {
      const link = await db.deleteFrom('access_links').where('digest', '=', digest).where('purpose', '=', purpose).returningAll().executeTakeFirst();
      return link && link.expires_at > now ? link : undefined;
    },
    async countSent(address, since) {
      const sent = db.selectFrom('access_links').where('address', '=', address).where('created_at', '>=', since);
      return Number((await sent.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
    },
    deleteCreatedBefore: async (instant) => void (await db.deleteFrom('access_links').where('created_at', '<', instant).execute()),
  };
}
