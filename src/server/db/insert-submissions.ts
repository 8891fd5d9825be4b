/** Stores and counts new submissions, with their cards, in one transaction. */
import type { Kysely, Transaction } from 'kysely';
import { lockCampaigns } from './campaign-lock.ts';
import { insertAll } from './chunks.ts';
import { selectCounters, setCounters, type Counters } from './counters-repository.ts';
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
export type StoredSubmission = Pick<SubmissionRow, 'content_digest' | 'received_at' | 'counts' | 'held'>;

/** The row with the submission's id, and whether this very call has inserted it. */
export type InsertResult = StoredSubmission & { isNew: boolean };

/** @returns for each submission, in order, the row that is now stored under its id */
export function insertSubmissions(db: Kysely<Tables>, submissions: readonly NewSubmission[]): Promise<InsertResult[]> {
  return db.transaction().execute(async (transaction) => {
    const campaigns = [...new Set(submissions.map(({ campaign }) => campaign))];
    await lockCampaigns(transaction, campaigns);
    const storedByDigest = await findStored(transaction, campaigns, submissions);
    const newByDigest = new Map<string, NewSubmission>();
    for (const submission of submissions)
      if (!storedByDigest.has(submission.id_digest) && !newByDigest.has(submission.id_digest)) newByDigest.set(submission.id_digest, submission);

    const countsByDigest = await insertCounted(transaction, [...newByDigest.values()].filter(({ held }) => !held));
    const newRows = [...newByDigest.values()].map(({ counterKeys: _, count: __, cards: ___, message: ____, ...row }): SubmissionRow => {
      return { ...row, counts: countsByDigest.get(row.id_digest) ?? '{}' };
    });
    await insertAll(transaction, 'submissions', newRows);
    for (const row of newRows) storedByDigest.set(row.id_digest, row);
    return submissions.map((submission) => {
      const stored = storedByDigest.get(submission.id_digest)!;
      return { ...stored, isNew: newByDigest.get(submission.id_digest) === submission };
    });
  });
}

/** What a submission adds to its campaign, once it is counted. */
export type CountedSubmission = Pick<NewSubmission, 'campaign' | 'id_digest' | 'cards' | 'message' | 'counterKeys' | 'count'>;

/**
 * Counts submissions of campaigns that are locked, and inserts their cards and messages.
 * @returns the counts of each receipt, as JSON, by `id_digest`
 */
export async function insertCounted(transaction: Transaction<Tables>, submissions: readonly CountedSubmission[]): Promise<Map<string, string>> {
  const campaigns = [...new Set(submissions.map(({ campaign }) => campaign))];
  if (!campaigns.length) return new Map();
  const countersBefore = await selectCounters(transaction, campaigns, submissions.flatMap(({ counterKeys }) => counterKeys));
  const counters = groupByCampaign(campaigns, countersBefore);
  const counts = new Map(submissions.map(({ campaign, id_digest, count }) => [id_digest, count(counters.get(campaign)!)]));
  await insertAll(transaction, 'cards', submissions.flatMap(({ cards }) => cards));
  await insertAll(transaction, 'messages', submissions.flatMap(({ message }) => message ?? []));
  await setCounters(transaction, getChanges(countersBefore, counters));
  return counts;
}

async function findStored(
  transaction: Transaction<Tables>,
  campaigns: readonly string[],
  submissions: readonly NewSubmission[],
): Promise<Map<string, StoredSubmission>> {
  const rows = await transaction
    .selectFrom('submissions')
    .select(['id_digest', 'content_digest', 'received_at', 'counts', 'held'])
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

function getChanges(rowsBefore: readonly CounterRow[], counters: ReadonlyMap<string, Counters>): CounterRow[] {
  const before = groupByCampaign([...counters.keys()], rowsBefore);
  return [...counters].flatMap(([campaign, values]) =>
    [...values].flatMap(([key, value]) => (before.get(campaign)!.get(key) === value ? [] : [{ campaign, key, value }])),
  );
}
