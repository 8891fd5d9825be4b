/** Where submissions and their cards are kept. One set of queries for SQLite and PostgreSQL. */
import { type Dialect, Kysely, sql } from 'kysely';
import { cardStore, type CardStore } from './cards-repository.ts';
import { commit, type NewSubmission, type Counters, type InsertResult, type StoredSubmission } from './insert-submissions.ts';
import { deleteExpired } from './delete-expired.ts';
import { createBatcher } from './write-batcher.ts';
import { messagePage, type ShownMessage } from './messages-repository.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';

export type { NewSubmission, Counters, InsertResult, StoredSubmission };

export interface Store {
  /**
   * Resolves once the entry is durable, together with what arrived with it.
   * @throws Overloaded where too many wait; else what the database threw, and then the entry may be sent again
   */
  append: (entry: NewSubmission) => Promise<InsertResult>;
  find: (campaign: string, idDigest: string) => Promise<StoredSubmission | undefined>;
  numbers: (campaign: string) => Promise<Counters>;
  cards: CardStore;
  /**
   * Approved messages, newest first.
   * @param after a message's id, to go on behind it
   * @returns with what the next page begins after, where there is one; undefined where there never was a message `after`
   */
  messages: (campaign: string, after: string | undefined, limit: number) => Promise<{ messages: ShownMessage[]; next?: string } | undefined>;
  /**
   * Deletes what is personal in the submissions to a campaign received before an instant; without a campaign, in all
   * that were promised to be forgotten by then, whether or not their campaign is still known.
   * @param instant ISO 8601 in UTC
   * @returns how many
   */
  forget: (campaign: string | null, instant: string) => Promise<number>;
  /** @throws what keeps the database from answering */
  ping: () => Promise<void>;
  /** Waits for what is being written. */
  close: () => Promise<void>;
}

/** @throws what keeps the database from being opened */
export async function openStore(dialect: Dialect): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  await migrate(db);
  const ping = async () => void (await sql`select 1`.execute(db));
  const gathered = createBatcher((entries: readonly NewSubmission[]) => commit(db, entries), ping);
  const standing = db.selectFrom('submissions').select(['content_digest', 'received_at', 'counts']);

  return {
    append: gathered.append,
    ping,
    find: (campaign, idDigest) =>
      standing.where('campaign', '=', campaign).where('id_digest', '=', idDigest).executeTakeFirst(),
    async numbers(campaign) {
      const rows = await db.selectFrom('counts').select(['key', 'n']).where('campaign', '=', campaign).execute();
      return new Map(rows.map(({ key, n }) => [key, n]));
    },
    cards: cardStore(db),
    messages: (campaign, after, limit) => messagePage(db, campaign, after, limit),
    forget: (campaign, instant) => deleteExpired(db, campaign, instant),
    async close() {
      await gathered.idle();
      await db.destroy();
    },
  };
}
