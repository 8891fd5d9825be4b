import type { Migration } from 'kysely/migration';

/** Creates the campaigns of the desk: their versions, of which one may be published, and their images. */
export const addCampaigns: Migration = {
  async up(db) {
    await db.schema
      .createTable('campaigns')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('draft', 'integer', (column) => column.notNull())
      .addColumn('published', 'integer')
      .addColumn('published_at', 'text')
      .execute();
    await db.schema
      .createTable('campaign_versions')
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('author', 'text', (column) => column.notNull())
      .addColumn('saved_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('campaign_versions_key', ['campaign', 'number'])
      .execute();
    await db.schema
      .createTable('campaign_images')
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('alt', 'text', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('width', 'integer', (column) => column.notNull())
      .addColumn('height', 'integer', (column) => column.notNull())
      .addColumn('size', 'integer', (column) => column.notNull())
      .addColumn('added_at', 'text', (column) => column.notNull())
      // SQLite accepts any name of a type, and stores bytes as they are.
      .addColumn('bytes', 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('campaign_images_key', ['campaign', 'name'])
      .execute();
  },
};
