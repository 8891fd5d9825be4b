import type { Migration } from 'kysely/migration';

/** Adds why a card was declined. */
export const addDeclineReasons: Migration = {
  async up(db) {
    await db.schema.alterTable('card_steps').addColumn('reason', 'text').execute();
    await db.schema.alterTable('card_steps').addColumn('note', 'text').execute();
  },
};
