/** Submissions on their way in: stored and counted, with their cards, in one transaction. */
import { type Kysely, sql } from 'kysely';
import { insertAll } from './insert.ts';
import type { CardRow, MessageRow, SubmissionRow, Tables } from './schema.ts';
import { lockCampaigns } from './campaign-lock.ts';

/** The public numbers of one campaign, by key. */
export type Counters = Map<string, number>;

/** A submission on its way in. */
export interface NewSubmission extends Omit<SubmissionRow, 'counts'> {
  /** Its cards, one for each person. */
  cards: readonly CardRow[];
  /** What may be shown of it, once somebody has read it. */
  message: MessageRow | undefined;
  /** The keys of the numbers that `count` reads or changes. */
  keys: readonly string[];
  /**
   * Runs inside the transaction, once for every try: adds to the campaign's numbers what this entry adds.
   * @returns the counts of its receipt, as JSON
   */
  count: (numbers: Counters) => string;
}

/** What a receipt is made from, and what tells a replay from a conflict. */
export type StoredSubmission = Pick<SubmissionRow, 'content_digest' | 'received_at' | 'counts'>;

/** What stands under an entry's key, and whether this very entry put it there. */
export type InsertResult = StoredSubmission & { fresh: boolean };

/** Stores and counts the entries in one transaction. @returns for each, in order, what now stands under its key */
export function commit(db: Kysely<Tables>, entries: readonly NewSubmission[]): Promise<InsertResult[]> {
  return db.transaction().execute(async (transaction) => {
    const campaigns = [...new Set(entries.map(({ campaign }) => campaign))];
    await lockCampaigns(transaction, campaigns);

    const rows = await transaction
      .selectFrom('submissions')
      .select(['id_digest', 'content_digest', 'received_at', 'counts'])
      .where('campaign', 'in', campaigns)
      .where('id_digest', 'in', entries.map((entry) => entry.id_digest))
      .execute();
    const known = new Map<string, StoredSubmission>(rows.map((row) => [row.id_digest, row]));

    const before = await transaction
      .selectFrom('counts')
      .selectAll()
      .where('campaign', 'in', campaigns)
      .where('key', 'in', [...new Set(entries.flatMap(({ keys }) => keys))])
      .execute();
    const numbers = new Map<string, Counters>(campaigns.map((campaign) => [campaign, new Map()]));
    for (const { campaign, key, n } of before) numbers.get(campaign)!.set(key, n);

    const fresh: SubmissionRow[] = [];
    const made: CardRow[] = [];
    const messages: MessageRow[] = [];
    const settled = entries.map(({ keys: _, count, cards, message, ...entry }) => {
      const standing = known.get(entry.id_digest);
      if (standing) return { ...standing, fresh: false };
      const row = { ...entry, counts: count(numbers.get(entry.campaign)!) };
      known.set(row.id_digest, row);
      fresh.push(row);
      made.push(...cards);
      if (message) messages.push(message);
      return { ...row, fresh: true };
    });
    if (fresh.length === 0) return settled;

    await transaction.insertInto('submissions').values(fresh).execute();
    await insertAll(transaction, 'cards', made);
    await insertAll(transaction, 'messages', messages);
    for (const { campaign, key, n } of before) if (numbers.get(campaign)!.get(key) === n) numbers.get(campaign)!.delete(key);
    const changed = [...numbers].flatMap(([campaign, counts]) => [...counts].map(([key, n]) => ({ campaign, key, n })));
    if (changed.length)
      await transaction
        .insertInto('counts')
        .values(changed)
        .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ n: sql`excluded.n` }))
        .execute();
    return settled;
  });
}
