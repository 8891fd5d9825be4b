/** Stores and counts new submissions, with their cards, in one transaction. */
import type { Kysely, Transaction } from 'kysely';
import { chunk, insertAll } from './chunks.ts';
import { addToCounters, selectCounters, type Counters } from './counters-repository.ts';
import type { CardRow, CounterRow, MessageRow, SubmissionRow, Tables } from './schema.ts';

/** A submission that is about to be stored. */
export interface NewSubmission extends Omit<SubmissionRow, 'counts'> {
  /** Its cards, one for each person. */
  cards: readonly CardRow[];
  /** Its public message, which is published once a card is approved. */
  message: MessageRow | undefined;
  /** The keys of the counters that `count` reads or changes. */
  counterKeys: readonly string[];
  /**
   * Adds this submission to the campaign's counters. Runs inside the transaction, again for every retry.
   * @returns the counts of its receipt, as JSON
   */
  count: (counters: Counters) => string;
}

/** What a receipt is made from, and what distinguishes a replay from a conflict. */
export type StoredSubmission = Pick<SubmissionRow, 'content_digest' | 'received_at' | 'counts'>;

/** The row with the submission's id, and whether this very call has inserted it. */
export type InsertResult = StoredSubmission & { isNew: boolean };

/** How often a batch is tried: again only after another process has stored one of its ids at the same moment. */
const maxTries = 3;

/** Another process has stored a submission of this batch since the batch was compared with what is stored. */
class ConcurrentInsertError extends Error {
  override readonly name = 'ConcurrentInsertError';
}

/** @returns for each submission, in order, the row that is now stored under its id */
export async function insertSubmissions(db: Kysely<Tables>, submissions: readonly NewSubmission[]): Promise<InsertResult[]> {
  for (let tries = 1; ; tries++)
    try {
      return await db.transaction().execute((transaction) => insertBatch(transaction, submissions));
    } catch (error) {
      if (!(error instanceof ConcurrentInsertError) || tries === maxTries) throw error;
    }
}

/**
 * Takes no lock before its last statement, so that processes which share a database wait for each other's commits only, and not
 * for each other's queries.
 */
async function insertBatch(transaction: Transaction<Tables>, submissions: readonly NewSubmission[]): Promise<InsertResult[]> {
  const campaigns = [...new Set(submissions.map(({ campaign }) => campaign))];
  const storedByDigest = await findStored(transaction, campaigns, submissions);
  const countersBefore = await selectCounters(transaction, campaigns, submissions.flatMap(({ counterKeys }) => counterKeys));
  const counters = groupByCampaign(campaigns, countersBefore);

  const newRows: SubmissionRow[] = [];
  const newSubmissions: NewSubmission[] = [];
  const results = submissions.map((submission) => {
    const stored = storedByDigest.get(submission.id_digest);
    if (stored) return { ...stored, isNew: false };
    const { counterKeys: _, count, cards: __, message: ___, ...rest } = submission;
    const row = { ...rest, counts: count(counters.get(submission.campaign)!) };
    storedByDigest.set(row.id_digest, row);
    newRows.push(row);
    newSubmissions.push(submission);
    return { ...row, isNew: true };
  });
  if (!newRows.length) return results;

  await insertRows(transaction, newRows);
  await insertAll(transaction, 'cards', newSubmissions.flatMap(({ cards }) => cards));
  await insertAll(transaction, 'messages', newSubmissions.flatMap(({ message }) => message ?? []));
  await addToCounters(transaction, getChanges(countersBefore, counters));
  return results;
}

/** @throws ConcurrentInsertError */
async function insertRows(transaction: Transaction<Tables>, rows: readonly SubmissionRow[]): Promise<void> {
  // Always in the same order: two processes that insert the same ids would otherwise deadlock.
  for (const some of chunk(rows.toSorted((a, b) => (a.id_digest < b.id_digest ? -1 : 1)))) {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('submissions')
      .values(some)
      .onConflict((row) => row.columns(['campaign', 'id_digest']).doNothing())
      .executeTakeFirstOrThrow();
    if (Number(numInsertedOrUpdatedRows) < some.length) throw new ConcurrentInsertError('a submission was stored at the same time');
  }
}

async function findStored(
  transaction: Transaction<Tables>,
  campaigns: readonly string[],
  submissions: readonly NewSubmission[],
): Promise<Map<string, StoredSubmission>> {
  const rows = await transaction
    .selectFrom('submissions')
    .select(['id_digest', 'content_digest', 'received_at', 'counts'])
    .where('campaign', 'in', campaigns)
    .where('id_digest', 'in', submissions.map(({ id_digest }) => id_digest))
    .execute();
  return new Map(rows.map((row) => [row.id_digest, row]));
}

function groupByCampaign(campaigns: readonly string[], rows: readonly CounterRow[]): Map<string, Counters> {
  const counters = new Map<string, Counters>(campaigns.map((campaign) => [campaign, new Map()]));
  for (const { campaign, key, value } of rows) counters.get(campaign)!.set(key, value);
  return counters;
}

/** @returns what the batch adds to each counter */
function getChanges(rowsBefore: readonly CounterRow[], counters: ReadonlyMap<string, Counters>): CounterRow[] {
  const before = groupByCampaign([...counters.keys()], rowsBefore);
  return [...counters].flatMap(([campaign, values]) =>
    [...values].map(([key, value]) => ({ campaign, key, value: value - (before.get(campaign)!.get(key) ?? 0) })),
  );
}
