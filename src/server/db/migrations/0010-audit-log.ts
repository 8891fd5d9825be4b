import type { Migration } from 'kysely/migration';

/** Creates the log of what organisers have done. */
export const addAuditLog: Migration = {
  async up(db) {
    await db.schema
      .createTable('audit_log')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('recorded_at', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('affected', 'integer', (column) => column.notNull())
      .addColumn('ids', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('audit_log_time').on('audit_log').columns(['recorded_at']).execute();
  },
};
