import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const createSubmissions: Migration = {
  async up(db) {
    await db.schema
      .createTable('submissions')
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('id_digest', 'text', (column) => column.notNull())
      .addColumn('content_digest', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('recipients', 'text', (column) => column.notNull())
      .addColumn('partner', 'text')
      .addColumn('testing', 'integer', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('counts', 'text', (column) => column.notNull())
      .addColumn('payload', 'text')
      .addPrimaryKeyConstraint('submissions_key', ['campaign', 'id_digest'])
      .execute();
    // The payloads of one campaign that are still stored, oldest first.
    await db.schema
      .createIndex('submissions_kept')
      .on('submissions')
      .columns(['campaign', 'received_at'])
      .where(sql.ref('payload'), 'is not', null)
      .execute();
    await db.schema
      .createTable('counts')
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('n', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('counts_key', ['campaign', 'key'])
      .execute();
  },
};
