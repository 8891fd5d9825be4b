/** The public numbers of each campaign, by key. */
import { type Kysely, sql, type SqlBool, type Transaction } from 'kysely';
import { chunk } from './chunks.ts';
import type { CounterRow, Tables } from './schema.ts';

/** The numbers of one campaign, by key. */
export type Counters = Map<string, number>;

/** The keys of partners begin with it; the index `counters_partners` relies on that. */
export const partnerKeyPrefix = 'partner:';

/** @param keys any number of them @returns those of the keys that have a value */
export async function selectCounters(db: Kysely<Tables>, campaigns: readonly string[], keys: readonly string[]): Promise<CounterRow[]> {
  const rows: CounterRow[] = [];
  for (const some of chunk([...new Set(keys)]))
    rows.push(...(await db.selectFrom('counters').selectAll().where('campaign', 'in', campaigns).where('key', 'in', some).execute()));
  return rows;
}

/** @returns the partners with the largest values, those with equal values by name */
export function selectTopPartners(db: Kysely<Tables>, campaign: string, limit: number): Promise<CounterRow[]> {
  return db
    .selectFrom('counters')
    .selectAll()
    .where('campaign', '=', campaign)
    // Written as a literal: a partial index is only used by a query that repeats its condition.
    .where(sql<SqlBool>`key like 'partner:%'`)
    .orderBy('value', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute();
}

/**
 * Adds to counters. Locks them until the end of the transaction, so it is the last statement of a transaction that many wait for.
 * @param changes may name the same counter more than once
 */
export async function addToCounters(transaction: Transaction<Tables>, changes: readonly CounterRow[]): Promise<void> {
  const sums = new Map<string, CounterRow>();
  for (const { campaign, key, value } of changes) {
    const name = `${campaign}/${key}`;
    sums.set(name, { campaign, key, value: (sums.get(name)?.value ?? 0) + value });
  }
  for (const rows of chunk([...sums.values()].filter(({ value }) => value !== 0).sort(compareCounters)))
    await transaction
      .insertInto('counters')
      .values(rows)
      .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ value: sql`counters.value + excluded.value` }))
      .execute();
}

/**
 * The order in which every transaction locks counters: two transactions would otherwise deadlock. `people`, which is also
 * the lock of a campaign, comes first.
 */
const compareCounters = (a: CounterRow, b: CounterRow) => compare(a.campaign, b.campaign) || compare(toRank(a), toRank(b)) || compare(a.key, b.key);
const toRank = ({ key }: CounterRow) => (key === 'people' ? 0 : 1);
const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : Number(a > b));
