import { sql, type Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * Makes writers to the same campaign take turns. Every transaction that changes or deletes something in a campaign first locks
 * the row of its `people` counter, so servers and command lines that share a database wait for each other. A submission only
 * adds rows, and locks that row last, when it is counted.
 * @param campaigns at least one
 */
export async function lockCampaigns(transaction: Transaction<Tables>, campaigns: readonly string[]): Promise<void> {
  // Always in the same order: two writers to several campaigns would otherwise deadlock.
  const rows = [...new Set(campaigns)].sort().map((campaign) => ({ campaign, key: 'people', value: 0 }));
  await transaction
    .insertInto('counters')
    .values(rows)
    .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ value: sql`counters.value` }))
    .execute();
}
