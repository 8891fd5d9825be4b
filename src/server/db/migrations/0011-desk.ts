import type { Migration } from 'kysely/migration';

/** Creates the accounts of the organiser's desk, the links with which they sign in, and their sessions. */
export const addDesk: Migration = {
  async up(db) {
    await db.schema
      .createTable('desk_accounts')
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('signed_in_at', 'text')
      .execute();
    for (const table of ['desk_links', 'desk_sessions']) {
      await db.schema
        .createTable(table)
        .addColumn('digest', 'text', (column) => column.notNull().primaryKey())
        .addColumn('account', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema.createIndex(`${table}_account`).on(table).columns(['account']).execute();
    }
  },
};
