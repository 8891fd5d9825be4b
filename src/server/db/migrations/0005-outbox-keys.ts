import type { Migration } from 'kysely/migration';

/** Creates the table of the keys that pages encrypt stored submissions with. */
export const addOutboxKeys: Migration = {
  async up(db) {
    await db.schema
      .createTable('outbox_keys')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('kem', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('private_key', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
  },
};
