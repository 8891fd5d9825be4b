import type { Migration } from 'kysely/migration';

/** Adds what processes share to slow down a flood: secrets, rates and used proofs; and what an organiser needs to take a flood back. */
export const addAbuseProtection: Migration = {
  async up(db) {
    await db.schema
      .createTable('secrets')
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text')
      .execute();
    await db.schema
      .createTable('rates')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('minute', 'text', (column) => column.notNull())
      .addColumn('value', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('rates_key', ['name', 'minute'])
      .execute();
    await db.schema
      .createTable('used_proofs')
      .addColumn('nonce', 'text', (column) => column.notNull().primaryKey())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('withdrawals')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('filter', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema.alterTable('submissions').addColumn('withdrawal', 'text').execute();
    await db.schema
      .createIndex('submissions_withdrawal')
      .on('submissions')
      .columns(['withdrawal', 'id_digest'])
      .where('withdrawal', 'is not', null)
      .execute();
  },
};
