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
    const countersBefore = await selectCounters(transaction, campaigns, submissions.flatMap(({ counterKeys }) => counterKeys));
    const counters = groupByCampaign(campaigns, countersBefore);

    const newRows: SubmissionRow[] = [];
    const newSubmissions: NewSubmission[] = [];
    const results = submissions.map((submission) => {
      const stored = storedByDigest.get(submission.id_digest);
      if (stored) return { ...stored, isNew: false };
      const { counterKeys: _, count, cards: __, message: ___, ...rest } = submission;
      const row = { ...rest, counts: submission.held ? '{}' : count(counters.get(submission.campaign)!) };
      storedByDigest.set(row.id_digest, row);
      newRows.push(row);
      newSubmissions.push(submission);
      return { ...row, isNew: true };
    });
    if (!newRows.length) return results;

    await insertAll(transaction, 'submissions', newRows);
    await insertAll(transaction, 'cards', newSubmissions.flatMap(({ cards }) => cards));
    await insertAll(transaction, 'messages', newSubmissions.flatMap(({ message }) => message ?? []));
    await setCounters(transaction, getChanges(countersBefore, counters));
    return results;
  });
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
