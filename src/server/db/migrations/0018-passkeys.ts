import type { Migration } from 'kysely/migration';

/** Adds the passkeys of the accounts of the desk, and the challenges that they answer. */
export const addPasskeys: Migration = {
  async up(db) {
    await db.schema
      .createTable('desk_passkeys')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('counter', 'bigint', (column) => column.notNull())
      .addColumn('transports', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('last_used_at', 'text')
      .execute();
    await db.schema.createIndex('desk_passkeys_account').on('desk_passkeys').columns(['account']).execute();
    await db.schema
      .createTable('desk_challenges')
      .addColumn('digest', 'text', (column) => column.notNull().primaryKey())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('desk_challenges_expiry').on('desk_challenges').columns(['expires_at']).execute();
  },
};
