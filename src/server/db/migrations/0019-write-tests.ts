import type { Migration } from 'kysely/migration';

/** Adds a table for what the health check writes, which was among the secrets before. */
export const addWriteTests: Migration = {
  async up(db) {
    await db.schema
      .createTable('write_tests')
      .addColumn('id', 'integer', (column) => column.notNull().primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    await db.deleteFrom('secrets').where('name', '=', 'write-test').execute();
  },
};
