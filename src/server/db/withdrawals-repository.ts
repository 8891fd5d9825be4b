/** Submissions that an organiser has taken back: they stay stored, and are not counted. */
import type { Kysely, Transaction } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import { lockCampaigns } from './campaign-lock.ts';
import { updateCards, type TransitionFn } from './card-transitions.ts';
import { addToCounters } from './counters-repository.ts';
import type { CounterRow, SubmissionRow, Tables, WithdrawalRow } from './schema.ts';

/** Selects submissions of a campaign that have not been withdrawn. Instants are ISO 8601 in UTC with milliseconds. */
export interface WithdrawalQuery {
  campaign: string;
  partner?: string | undefined;
  /** The first instant. */
  from?: string | undefined;
  /** The instant after the last one. */
  to: string;
}

export type SubmissionDetails = Pick<SubmissionRow, 'id_digest' | 'held' | 'partner' | 'payload'>;

/** What changes with a submission that is counted. */
export interface CountChange {
  /** What it adds to or takes from the counters that do not depend on its cards. */
  count: (submission: CountedRow) => CounterRow[];
  /** Moves each of its cards. */
  moveCard: TransitionFn<void>;
}

export type CountedRow = Pick<SubmissionRow, 'campaign' | 'id_digest' | 'kind' | 'partner' | 'testing'>;

export interface WithdrawalsRepository {
  create: (withdrawal: WithdrawalRow) => Promise<void>;
  find: (id: string) => Promise<WithdrawalRow | undefined>;
  /** @returns the newest first */
  getAll: () => Promise<WithdrawalRow[]>;
  /** @param after the `id_digest` to continue after @returns submissions that meet the query, in the order of their `id_digest` */
  findSubmissions: (query: WithdrawalQuery, after: string, limit: number) => Promise<SubmissionDetails[]>;
  /** Withdraws submissions in one transaction. @param digests a few hundred at most @returns those that it withdrew, and whether they were counted */
  withdraw: (withdrawal: WithdrawalRow, digests: readonly string[], change: CountChange) => Promise<{ isCounted: boolean }[]>;
  /** Takes a part of a withdrawal back in one transaction. @returns how many submissions it restored: 0 once there are no more */
  restore: (withdrawal: WithdrawalRow, limit: number, change: CountChange) => Promise<number>;
}

const countedColumns = ['campaign', 'id_digest', 'kind', 'partner', 'testing', 'held'] as const;

export function createWithdrawalsRepository(db: Kysely<Tables>, recordAudit: RecordAudit): WithdrawalsRepository {
  return {
    create: async (withdrawal) => void (await db.insertInto('withdrawals').values(withdrawal).execute()),
    find: (id) => db.selectFrom('withdrawals').selectAll().where('id', '=', id).executeTakeFirst(),
    getAll: () => db.selectFrom('withdrawals').selectAll().orderBy('created_at', 'desc').orderBy('id').execute(),
    findSubmissions({ campaign, partner, from, to }, after, limit) {
      let query = db.selectFrom('submissions').select(['id_digest', 'held', 'partner', 'payload']).where('campaign', '=', campaign);
      query = query.where('id_digest', '>', after).where('withdrawal', 'is', null).where('received_at', '<', to);
      if (from !== undefined) query = query.where('received_at', '>=', from);
      if (partner !== undefined) query = query.where('partner', '=', partner);
      return query.orderBy('id_digest').limit(limit).execute();
    },
    withdraw: ({ id, campaign }, digests, change) =>
      db.transaction().execute(async (transaction) => {
        if (!digests.length) return [];
        await lockCampaigns(transaction, [campaign]);
        const selected = transaction.selectFrom('submissions').where('campaign', '=', campaign).where('id_digest', 'in', digests);
        const rows = await selected.where('withdrawal', 'is', null).select(countedColumns).execute();
        const counted = rows.filter(({ held }) => held === null);
        const update = (some: readonly CountedRow[]) => updateRows(transaction, campaign, some);
        await update(rows)?.set({ withdrawal: id }).execute();
        await update(counted)?.set({ held: 'withdrawn' }).execute();
        await applyChange(transaction, counted, change);
        await recordAudit(transaction, [{ campaign, ids: [id], affected: rows.length }]);
        return rows.map(({ held }) => ({ isCounted: held === null }));
      }),
    restore: ({ id, campaign }, limit, change) =>
      db.transaction().execute(async (transaction) => {
        await lockCampaigns(transaction, [campaign]);
        const selected = transaction.selectFrom('submissions').where('withdrawal', '=', id);
        const rows = await selected.select(countedColumns).orderBy('id_digest').limit(limit).execute();
        const counted = rows.filter(({ held }) => held === 'withdrawn');
        const update = (some: readonly CountedRow[]) => updateRows(transaction, campaign, some);
        await update(rows)?.set({ withdrawal: null }).execute();
        await update(counted)?.set({ held: null }).execute();
        await applyChange(transaction, counted, change);
        await recordAudit(transaction, [{ campaign, ids: [id], affected: rows.length }]);
        return rows.length;
      }),
  };
}

function updateRows(transaction: Transaction<Tables>, campaign: string, rows: readonly CountedRow[]) {
  if (!rows.length) return undefined;
  const digests = rows.map(({ id_digest }) => id_digest);
  return transaction.updateTable('submissions').where('campaign', '=', campaign).where('id_digest', 'in', digests);
}

async function applyChange(transaction: Transaction<Tables>, rows: readonly CountedRow[], { count, moveCard }: CountChange): Promise<void> {
  if (!rows.length) return;
  const digests = rows.map(({ id_digest }) => id_digest);
  const cards = await transaction.selectFrom('cards').select('id').where('submission', 'in', digests).execute();
  await updateCards(transaction, cards.map(({ id }) => id), moveCard);
  await addToCounters(transaction, rows.flatMap(count));
}
