import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Stores the promised day of deletion with each submission. */
export const addExpiryDate: Migration = {
  async up(db) {
    await db.schema.alterTable('submissions').addColumn('forget_on', 'text').execute();
    // The payloads of all campaigns that are still stored, including campaigns whose document is gone.
    await db.schema
      .createIndex('submissions_due')
      .on('submissions')
      .columns(['forget_on'])
      .where(sql.ref('payload'), 'is not', null)
      .execute();
  },
};
