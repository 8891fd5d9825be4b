import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const columns: [table: string, from: string, to: string][] = [
  ['submissions', 'forget_on', 'expires_at'],
  ['counters', 'n', 'value'],
  ['cards', 'top', 'current_step'],
  ['cards', 'steps', 'step_count'],
  ['card_steps', 'n', 'step_no'],
  ['card_steps', 'at', 'recorded_at'],
  ['card_steps', 'was', 'previous_stage'],
  ['card_steps', 'below', 'previous_step'],
  ['card_steps', 'undoes', 'undone_step'],
  ['messages', 'shown', 'approved_cards'],
];

/** Renames tables, columns and indexes to standard terms, and adds the index that ranks unlisted partners. */
export const useStandardNames: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('counts').renameTo('counters').execute();
    for (const [table, from, to] of columns) await db.schema.alterTable(table).renameColumn(from, to).execute();

    // Neither SQLite nor Kysely can rename an index.
    for (const index of ['submissions_kept', 'submissions_due', 'messages_shown']) await db.schema.dropIndex(index).execute();
    await db.schema
      .createIndex('submissions_stored')
      .on('submissions')
      .columns(['campaign', 'received_at'])
      .where(sql.ref('payload'), 'is not', null)
      .execute();
    await db.schema
      .createIndex('submissions_expiry')
      .on('submissions')
      .columns(['expires_at'])
      .where(sql.ref('payload'), 'is not', null)
      .execute();
    await db.schema
      .createIndex('messages_approved')
      .on('messages')
      .columns(['campaign', 'received_at', 'id'])
      .where(sql.ref('approved_cards'), '>', sql.lit(0))
      .execute();

    // Partners have no limit of their own any more: the largest are selected instead.
    await sql`delete from counters where key = 'partners'`.execute(db);
    await sql`create index counters_partners on counters (campaign, value desc, key) where key like 'partner:%'`.execute(db);
  },
};
