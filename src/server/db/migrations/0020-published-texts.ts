import type { Migration } from 'kysely/migration';

/** Adds the texts of sealed cards that the organiser has opened and published. */
export const addPublishedTexts: Migration = {
  async up(db) {
    await db.schema.alterTable('messages').addColumn('published_text', 'text').execute();
  },
};
