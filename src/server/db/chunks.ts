/** Statements with many rows, split so that none exceeds the number of values a database allows in one. */
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** SQLite allows 32,766 values in a statement, PostgreSQL 65,535: enough for this many rows of a table with up to 32 columns. */
const chunkSize = 1000;

export function* chunk<T>(items: readonly T[], size = chunkSize): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

/** Inserts any number of rows in as few statements as possible. */
export async function insertAll<T extends 'submissions' | 'cards' | 'card_steps' | 'messages' | 'letter_emails' | 'confirmations' | 'webhook_deliveries'>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Tables[T][],
): Promise<void> {
  for (const some of chunk(rows)) await db.insertInto(table as 'cards').values(some as Tables['cards'][]).execute();
}
