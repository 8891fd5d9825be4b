import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds batches of cards that are printed and delivered together. */
export const addPrintBatches: Migration = {
  async up(db) {
    await db.schema
      .createTable('print_batches')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('people', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('day', 'text')
      .addColumn('place', 'text')
      .execute();
    await db.schema.createIndex('print_batches_created').on('print_batches').columns(['created_at', 'id']).execute();
    await db.schema.alterTable('cards').addColumn('print_batch', 'text').execute();
    await db.schema.createIndex('cards_print_batch').on('cards').columns(['print_batch']).where(sql.ref('print_batch'), 'is not', null).execute();
  },
};
