/** Many rows in few statements. */
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** As many rows as one insert takes: below what either database allows of values in a statement. */
const perInsert = 1000;

/** Inserts however many, in as few statements as can be. */
export async function insertAll<T extends 'cards' | 'card_steps' | 'messages'>(db: Kysely<Tables>, table: T, rows: readonly Tables[T][]): Promise<void> {
  for (let i = 0; i < rows.length; i += perInsert)
    await db.insertInto(table as 'cards').values(rows.slice(i, i + perInsert) as Tables['cards'][]).execute();
}
