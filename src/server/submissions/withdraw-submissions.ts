/** Taking back a flood, and taking that back. Supporters can submit meanwhile. */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { createTransition } from '../cards/card-workflow.ts';
import { getActiveSteps } from '../cards/transitions.ts';
import { chunk } from '../db/chunks.ts';
import type { CounterRow, StepRow, WithdrawalRow } from '../db/schema.ts';
import { createShortId } from '../db/short-id.ts';
import type { Store } from '../db/store.ts';
import type { CountChange, CountedRow, SubmissionDetails, WithdrawalQuery } from '../db/withdrawals-repository.ts';
import { getSubmissionCounterKeys } from './counters.ts';

/** Selects the submissions that meet every condition. */
export interface WithdrawalFilter extends WithdrawalQuery {
  /** The origin of the page that they came from, as that page has named it. */
  origin?: string | undefined;
}

/** How many submissions are, or would be, withdrawn. */
export interface WithdrawalResult {
  /** The number that was in the counts. */
  counted: number;
  /** The number that waited for a moderator. */
  held: number;
}

/** Submissions in one transaction: few enough that a supporter who submits does not wait long. */
const batchSize = 200;
/** Submissions in one query. */
const pageSize = 1000;

/** @returns what `withdrawSubmissions` would withdraw, with the number of each partner */
export async function countWithdrawable(store: Store, filter: WithdrawalFilter): Promise<WithdrawalResult & { perPartner: Map<string | null, number> }> {
  const result = { counted: 0, held: 0, perPartner: new Map<string | null, number>() };
  for await (const page of findPages(store, filter))
    for (const { held, partner } of page) {
      result[held === null ? 'counted' : 'held']++;
      result.perPartner.set(partner, (result.perPartner.get(partner) ?? 0) + 1);
    }
  return result;
}

/**
 * Takes submissions out of the counts, their cards out of the piles and their messages off the wall. They stay stored until
 * their day of deletion; a replay is answered as one of a held submission. After an interruption, another call does the rest, as another
 * withdrawal.
 * @param now milliseconds since the epoch
 * @param onStart receives the id with which it can be restored, before anything changes
 */
export async function withdrawSubmissions(
  store: Store,
  filter: WithdrawalFilter,
  { now, onStart }: { now: number; onStart?: (id: string) => void },
): Promise<WithdrawalResult & { id: string }> {
  const withdrawal: WithdrawalRow = { id: createShortId(), campaign: filter.campaign, filter: JSON.stringify(filter), created_at: new Date(now).toISOString() };
  await store.withdrawals.create(withdrawal);
  onStart?.(withdrawal.id);
  const result = { id: withdrawal.id, counted: 0, held: 0 };
  const change = createWithdrawal(now);
  for await (const page of findPages(store, filter))
    for (const rows of chunk(page, batchSize)) {
      const digests = rows.map(({ id_digest }) => id_digest);
      for (const { isCounted } of await store.withdrawals.withdraw(withdrawal, digests, change)) result[isCounted ? 'counted' : 'held']++;
      await letOthersRun();
    }
  return result;
}

/**
 * Restores what a withdrawal has taken back, as it was. After an interruption, the same call does the rest.
 * @param now milliseconds since the epoch
 * @returns how many submissions it restored; undefined if there is no such withdrawal
 */
export async function restoreSubmissions(store: Store, id: string, now: number): Promise<number | undefined> {
  const withdrawal = await store.withdrawals.find(id);
  if (!withdrawal) return undefined;
  const change = createRestoration(now);
  for (let restored = 0; ; ) {
    const count = await store.withdrawals.restore(withdrawal, batchSize, change);
    if (!count) return restored;
    restored += count;
    await letOthersRun();
  }
}

const letOthersRun = () => new Promise(setImmediate);

async function* findPages(store: Store, { origin, ...query }: WithdrawalFilter): AsyncGenerator<SubmissionDetails[]> {
  for (let after = ''; ; ) {
    const page = await store.withdrawals.findSubmissions(query, after, pageSize);
    const selected = origin === undefined ? page : page.filter((row) => getTrackedOrigin(row) === origin);
    if (selected.length) yield selected;
    if (page.length < pageSize) return;
    after = page.at(-1)!.id_digest;
  }
}

const getTrackedOrigin = ({ payload }: SubmissionDetails) => (JSON.parse(payload ?? '{}') as Partial<Submission>).tracking?.origin;

function createWithdrawal(now: number): CountChange {
  const step = { step: 'withdrawn', recorded_at: new Date(now).toISOString(), undone_step: null, day: null, place: null } as const;
  return {
    count: (row) => toCounterRows(row, -1),
    moveCard: (card) => ({ outcome: undefined, ...(card.stage !== 'withdrawn' && { transition: createTransition(card, 'withdrawn', { step }) }) }),
  };
}

function createRestoration(now: number): CountChange {
  const toUndo = ({ step_no }: StepRow) => ({ step: 'undo', recorded_at: new Date(now).toISOString(), undone_step: step_no, day: null, place: null }) as const;
  return {
    count: (row) => toCounterRows(row, 1),
    moveCard(card, steps) {
      const [latest] = getActiveSteps(card, steps);
      if (latest?.step !== 'withdrawn') return { outcome: undefined };
      return { outcome: undefined, transition: createTransition(card, latest.previous_stage, { currentStep: latest.previous_step, step: toUndo(latest) }) };
    },
  };
}

const toCounterRows = (row: CountedRow, value: number): CounterRow[] => getSubmissionCounterKeys(row).map((key) => ({ campaign: row.campaign, key, value }));
