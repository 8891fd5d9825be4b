/** Stores and counts new submissions, with their cards, in one transaction. */
import type { Kysely, Transaction } from 'kysely';
import { chunk, insertAll } from './chunks.ts';
import { addToCounters, selectCounters, type Counters } from './counters-repository.ts';
import { queueWebhooks } from './queue-webhooks.ts';
import type { ConfirmationRow } from './confirmation-rows.ts';
import type { CardRow, CounterRow, LetterEmailRow, MessageRow, SubmissionRow, Tables, UsedProofRow } from './schema.ts';

/** What a submission adds to its campaign once it is counted. */
export interface CountedSubmission {
  row: Pick<SubmissionRow, 'campaign' | 'id_digest' | 'testing'>;
  /** Its cards, one for each person. */
  cards: readonly CardRow[];
  /** Its public message, which is published once a card is approved. */
  message: MessageRow | undefined;
  /** The emails that carry a letter, one for each target. */
  emails: readonly LetterEmailRow[];
  /** The keys of the counters that `count` reads or changes. */
  counterKeys: readonly string[];
  /**
   * Adds this submission to the campaign's counters. Runs inside the transaction, again for every retry.
   * @returns the counts of its receipt, as JSON
   */
  count: (counters: Counters) => string;
}

/** A submission that is about to be stored. */
export interface NewSubmission extends CountedSubmission {
  row: Omit<SubmissionRow, 'counts'>;
  /** The proof of work that it came with, if one was needed. */
  proof?: UsedProofRow | undefined;
  /** The email that asks for a confirmation, if one is needed. */
  confirmation?: ConfirmationRow | undefined;
}

/** What a receipt is made from, and what distinguishes a replay from a conflict. */
export type ReceiptRow = Pick<SubmissionRow, 'content_digest' | 'received_at' | 'counts' | 'held'>;

/**
 * The row with the submission's id, and whether this very call has inserted it; or that it was not inserted, because another one
 * has used its proof.
 */
export type InsertResult = (ReceiptRow & { isNew: boolean }) | 'proof-used';

/** Another process has stored a submission of this batch since the batch was compared with what is stored. */
class ConcurrentInsertError extends Error {
  override readonly name = 'ConcurrentInsertError';
}

/**
 * Tries again after another process has stored one of the submissions at the same moment. Each time, at least one more of them is
 * found stored, so this ends.
 * @returns for each submission, in order, the row that is now stored under its id
 */
export async function insertSubmissions(db: Kysely<Tables>, submissions: readonly NewSubmission[]): Promise<InsertResult[]> {
  for (let conflicts = 0; ; conflicts++)
    try {
      return await db.transaction().execute((transaction) => insertBatch(transaction, submissions));
    } catch (error) {
      if (!(error instanceof ConcurrentInsertError) || conflicts > submissions.length) throw error;
    }
}

/**
 * Takes no lock before its last statement, so that processes which share a database wait for each other's commits only, and not
 * for each other's queries.
 */
async function insertBatch(transaction: Transaction<Tables>, submissions: readonly NewSubmission[]): Promise<InsertResult[]> {
  const storedByDigest = await findStored(transaction, submissions);
  const usedProofs = await findUsedProofs(transaction, submissions);
  const newByDigest = new Map<string, NewSubmission>();
  for (const submission of submissions) {
    const { row: { id_digest }, proof } = submission;
    if (storedByDigest.has(id_digest) || newByDigest.has(id_digest) || (proof && usedProofs.has(proof.nonce))) continue;
    newByDigest.set(id_digest, submission);
    if (proof) usedProofs.add(proof.nonce);
  }
  const newSubmissions = [...newByDigest.values()];
  const countedSubmissions = newSubmissions.filter(({ row }) => !row.held);
  const { countsByDigest, changes } = await countSubmissions(transaction, newSubmissions.filter(({ row }) => !row.held || row.held === 'unconfirmed'));
  await insertProofs(transaction, newSubmissions.flatMap(({ proof }) => proof ?? []));
  const newRows = newSubmissions.map(({ row }): SubmissionRow => ({ ...row, counts: countsByDigest.get(row.id_digest) ?? '{}' }));
  await insertRows(transaction, newRows);
  await insertAll(transaction, 'confirmations', newSubmissions.flatMap(({ confirmation }) => confirmation ?? []));
  await insertCounted(transaction, countedSubmissions, changes);
  for (const row of newRows) storedByDigest.set(row.id_digest, row);
  return submissions.map((submission) => {
    const stored = storedByDigest.get(submission.row.id_digest);
    return stored === undefined ? 'proof-used' : { ...stored, isNew: newByDigest.get(submission.row.id_digest) === submission };
  });
}

/** @returns the counts of each receipt, as JSON, and what the submissions add to each counter */
export async function countSubmissions(
  transaction: Transaction<Tables>,
  submissions: readonly CountedSubmission[],
): Promise<{ countsByDigest: Map<string, string>; changes: CounterRow[] }> {
  const campaigns = [...new Set(submissions.map(({ row }) => row.campaign))];
  if (!campaigns.length) return { countsByDigest: new Map(), changes: [] };
  const countersBefore = await selectCounters(transaction, campaigns, submissions.flatMap(({ counterKeys }) => counterKeys));
  const counters = groupByCampaign(campaigns, countersBefore);
  const countsByDigest = new Map(submissions.map(({ row, count }) => [row.id_digest, count(counters.get(row.campaign)!)]));
  return { countsByDigest, changes: getChanges(countersBefore, counters) };
}

/** Adds what `countSubmissions` has counted. @param changes from there */
export async function insertCounted(
  transaction: Transaction<Tables>,
  submissions: readonly CountedSubmission[],
  changes: readonly CounterRow[],
): Promise<void> {
  await insertAll(transaction, 'cards', submissions.flatMap(({ cards }) => cards));
  await insertAll(transaction, 'messages', submissions.flatMap(({ message }) => message ?? []));
  await insertAll(transaction, 'letter_emails', submissions.flatMap(({ emails }) => emails));
  const real = submissions.filter(({ row }) => !row.testing);
  await queueWebhooks(transaction, real.map(({ row: { campaign, id_digest } }) => ({ event: 'submission.created', campaign, submission: id_digest })));
  await addToCounters(transaction, changes);
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

/** @throws ConcurrentInsertError */
async function insertProofs(transaction: Transaction<Tables>, proofs: readonly UsedProofRow[]): Promise<void> {
  if (!proofs.length) return;
  const rows = proofs.toSorted((a, b) => (a.nonce < b.nonce ? -1 : 1));
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('used_proofs')
    .values(rows)
    .onConflict((row) => row.column('nonce').doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) < rows.length) throw new ConcurrentInsertError('a proof was used at the same time');
}

async function findUsedProofs(transaction: Transaction<Tables>, submissions: readonly NewSubmission[]): Promise<Set<string>> {
  const nonces = submissions.flatMap(({ proof }) => proof?.nonce ?? []);
  if (!nonces.length) return new Set();
  const rows = await transaction.selectFrom('used_proofs').select('nonce').where('nonce', 'in', nonces).execute();
  return new Set(rows.map(({ nonce }) => nonce));
}

async function findStored(
  transaction: Transaction<Tables>,
  submissions: readonly NewSubmission[],
): Promise<Map<string, ReceiptRow>> {
  const rows = await transaction
    .selectFrom('submissions')
    .select(['id_digest', 'content_digest', 'received_at', 'counts', 'held'])
    .where('campaign', 'in', [...new Set(submissions.map(({ row }) => row.campaign))])
    .where('id_digest', 'in', submissions.map(({ row }) => row.id_digest))
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
