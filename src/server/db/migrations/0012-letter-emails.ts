import type { Migration } from 'kysely/migration';

/** Creates the queue of letters that are sent by email. */
export const addLetterEmails: Migration = {
  async up(db) {
    await db.schema
      .createTable('letter_emails')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('submission', 'text', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('queued_at', 'text', (column) => column.notNull())
      .addColumn('due_at', 'text', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('sent_at', 'text')
      .execute();
    await db.schema.createIndex('letter_emails_due').on('letter_emails').columns(['state', 'due_at']).execute();
    await db.schema.createIndex('letter_emails_campaign').on('letter_emails').columns(['campaign', 'state']).execute();
  },
};
