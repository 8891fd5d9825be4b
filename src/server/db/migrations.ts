/** The tables through time: numbered, never edited once released, the same for both databases. */
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { addCards } from './migrations/0002-cards.ts';
import type { Tables } from './schema.ts';

const migrations: Record<string, Migration> = {
  '0001-submissions': {
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
      // What is still to be forgotten, oldest first.
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
  },
  '0002-forget-on': {
    async up(db) {
      await db.schema.alterTable('submissions').addColumn('forget_on', 'text').execute();
      // What is still to be forgotten, in any campaign, also in one whose document is gone.
      await db.schema
        .createIndex('submissions_due')
        .on('submissions')
        .columns(['forget_on'])
        .where(sql.ref('payload'), 'is not', null)
        .execute();
    },
  },
  '0003-cards': addCards,
};

/** Brings the tables up to date; processes that start together wait for each other. @throws what a migration throws */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error as Error;
}
