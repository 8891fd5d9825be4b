import type { Migration } from 'kysely/migration';

/** Adds submissions that are stored but not counted until a moderator has released them. */
export const addHeldSubmissions: Migration = {
  async up(db) {
    await db.schema.alterTable('submissions').addColumn('held', 'text').execute();
    await db.schema.alterTable('submissions').addColumn('held_id', 'text').execute();
    await db.schema.createIndex('submissions_held').on('submissions').columns(['held_id']).where('held_id', 'is not', null).execute();
  },
};
