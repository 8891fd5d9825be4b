/** How writers of one campaign take turns, and add to its numbers. */
import { sql, type Transaction } from 'kysely';
import type { CountRow, Tables } from './schema.ts';

/**
 * Whoever writes to a campaign takes the row of its people first, so endpoints and command lines that share a database
 * take turns. Waits until the others have ended.
 * @param campaigns at least one
 */
export async function lockCampaigns(transaction: Transaction<Tables>, campaigns: readonly string[]): Promise<void> {
  // Each in the same order, or two that write to several would wait for each other for ever.
  const rows = [...new Set(campaigns)].sort().map((campaign) => ({ campaign, key: 'people', n: 0 }));
  await transaction
    .insertInto('counts')
    .values(rows)
    .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ n: sql`counts.n` }))
    .execute();
}

/** Adds to numbers of campaigns whose turn it is. @param added what is added to each; the same one may stand there often */
export async function addToCounts(transaction: Transaction<Tables>, added: readonly CountRow[]): Promise<void> {
  const sums = new Map<string, CountRow>();
  for (const { campaign, key, n } of added) {
    const name = `${campaign}/${key}`;
    sums.set(name, { campaign, key, n: (sums.get(name)?.n ?? 0) + n });
  }
  const rows = [...sums.values()].filter(({ n }) => n !== 0);
  if (rows.length)
    await transaction
      .insertInto('counts')
      .values(rows)
      .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ n: sql`counts.n + excluded.n` }))
      .execute();
}
