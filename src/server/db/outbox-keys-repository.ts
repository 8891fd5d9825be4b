/** The key pairs that pages encrypt stored submissions with. All processes of a database share them. */
import type { Kysely } from 'kysely';
import type { OutboxKeyRow, Tables } from './schema.ts';

export interface OutboxKeysRepository {
  /** Those that have been kept, the newest last. */
  getAll: () => Promise<OutboxKeyRow[]>;
  find: (id: string) => Promise<OutboxKeyRow | undefined>;
  /** Keeps the keys that exist already: processes that start together create the same ids. */
  add: (keys: readonly OutboxKeyRow[]) => Promise<void>;
  /** @param instant ISO 8601 in UTC */
  deleteExpiredBefore: (instant: string) => Promise<void>;
}

export function createOutboxKeysRepository(db: Kysely<Tables>): OutboxKeysRepository {
  return {
    getAll: () => db.selectFrom('outbox_keys').selectAll().orderBy('expires_at').orderBy('id').execute(),
    find: (id) => db.selectFrom('outbox_keys').selectAll().where('id', '=', id).executeTakeFirst(),
    async add(keys) {
      await db.insertInto('outbox_keys').values(keys).onConflict((row) => row.column('id').doNothing()).execute();
    },
    async deleteExpiredBefore(instant) {
      await db.deleteFrom('outbox_keys').where('expires_at', '<', instant).execute();
    },
  };
}
