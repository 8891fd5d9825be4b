import type { Migration } from 'kysely/migration';

/** Adds the links that open what someone sent, for a short time. */
export const addAccessLinks: Migration = {
  async up(db) {
    await db.schema
      .createTable('access_links')
      .addColumn('digest', 'text', (column) => column.notNull().primaryKey())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('submissions', 'text', (column) => column.notNull())
      .addColumn('address', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('access_links_address').on('access_links').columns(['address']).where('address', 'is not', null).execute();
    await db.schema.createIndex('access_links_created').on('access_links').columns(['created_at']).execute();
  },
};
