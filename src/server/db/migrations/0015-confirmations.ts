import type { Migration } from 'kysely/migration';

/** Creates the queue of emails that ask whether a supporter has written a letter. */
export const addConfirmations: Migration = {
  async up(db) {
    await db.schema
      .createTable('confirmations')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('submission', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('queued_at', 'text', (column) => column.notNull())
      .addColumn('due_at', 'text', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('sent_at', 'text')
      .execute();
    await db.schema.createIndex('confirmations_due').on('confirmations').columns(['state', 'due_at']).execute();
    await db.schema.createIndex('confirmations_address').on('confirmations').columns(['address', 'sent_at']).execute();
    await db.schema.createIndex('confirmations_queued').on('confirmations').columns(['queued_at']).execute();
  },
};
