/** Batches of cards that are printed together. */
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import { lockCampaigns } from './campaign-lock.ts';
import { joinSubmission } from './card-transitions.ts';
import type { PrintBatchRow, PrintBatchState, Tables } from './schema.ts';

/** How many cards of a person can be put into a batch. */
export interface ReadyCount {
  campaign: string;
  person: string;
  count: number;
}

export interface PrintBatchesRepository {
  countReady: () => Promise<ReadyCount[]>;
  /**
   * Stores a batch with the oldest cards that are ready, unless there are none: of two callers, each gets other cards.
   * @returns the ids of its cards
   */
  create: (batch: PrintBatchRow, limit: number) => Promise<string[]>;
  find: (id: string) => Promise<PrintBatchRow | undefined>;
  /** @returns newest first, each with the number of its cards */
  findNewest: (campaign: string | undefined, limit: number) => Promise<(PrintBatchRow & { count: number })[]>;
  getCardIds: (id: string) => Promise<string[]>;
  /** Changes the state of a batch that has the state `from`. @returns whether it had */
  setState: (id: string, from: PrintBatchState, changes: Pick<PrintBatchRow, 'state'> & Partial<PrintBatchRow>) => Promise<boolean>;
  /** Gives the cards of a batch back that is not printed. @returns whether it was not */
  cancel: (id: string) => Promise<boolean>;
}

/** Approved, with a text that is stored, and in no batch that still has to be printed. */
const isReady = (row: ExpressionBuilder<Tables, 'cards' | 'submissions'>) =>
  row.and([
    row('cards.stage', '=', 'approved'),
    row('cards.paper', '=', 0),
    row('submissions.payload', 'is not', null),
    row.or([
      row('cards.print_batch', 'is', null),
      row('cards.print_batch', 'not in', row.selectFrom('print_batches').select('print_batches.id').where('print_batches.state', '=', 'open')),
    ]),
  ]);

export function createPrintBatchesRepository(db: Kysely<Tables>, recordAudit: RecordAudit): PrintBatchesRepository {
  const change = (id: string, run: (transaction: Transaction<Tables>, batch: PrintBatchRow) => Promise<boolean>) =>
    db.transaction().execute(async (transaction) => {
      const batch = await transaction.selectFrom('print_batches').selectAll().where('id', '=', id).executeTakeFirst();
      if (!batch) return false;
      await lockCampaigns(transaction, [batch.campaign]);
      const isChanged = await run(transaction, batch);
      if (isChanged) await recordAudit(transaction, [{ campaign: batch.campaign, ids: [id] }]);
      return isChanged;
    });
  const update = async (transaction: Transaction<Tables>, id: string, from: PrintBatchState, changes: Partial<PrintBatchRow>) =>
    (await transaction.updateTable('print_batches').set(changes).where('id', '=', id).where('state', '=', from).executeTakeFirstOrThrow()).numUpdatedRows > 0n;

  return {
    async countReady() {
      const rows = await db
        .selectFrom('cards')
        .innerJoin('submissions', joinSubmission)
        .where(isReady)
        .select(['cards.campaign', 'cards.person', ({ fn }) => fn.countAll().as('count')])
        .groupBy(['cards.campaign', 'cards.person'])
        .orderBy('cards.campaign')
        .orderBy('cards.person')
        .execute();
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    create: (batch, limit) =>
      db.transaction().execute(async (transaction) => {
        await lockCampaigns(transaction, [batch.campaign]);
        const ready = transaction
          .selectFrom('cards')
          .innerJoin('submissions', joinSubmission)
          .where('cards.campaign', '=', batch.campaign)
          .where('cards.person', 'in', JSON.parse(batch.people) as string[])
          .where(isReady);
        const rows = await ready.select('cards.id').orderBy('cards.day').orderBy('cards.submission').orderBy('cards.id').limit(limit).execute();
        const ids = rows.map(({ id }) => id);
        if (!ids.length) return [];
        await transaction.insertInto('print_batches').values(batch).execute();
        await transaction.updateTable('cards').set({ print_batch: batch.id }).where('id', 'in', ids).execute();
        await recordAudit(transaction, [{ campaign: batch.campaign, ids }]);
        return ids;
      }),
    find: (id) => db.selectFrom('print_batches').selectAll().where('id', '=', id).executeTakeFirst(),
    async findNewest(campaign, limit) {
      let query = db.selectFrom('print_batches').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit);
      if (campaign !== undefined) query = query.where('campaign', '=', campaign);
      const batches = await query.execute();
      const ids = batches.map(({ id }) => id);
      const counts = ids.length
        ? await db.selectFrom('cards').where('print_batch', 'in', ids).select(['print_batch', ({ fn }) => fn.countAll().as('count')]).groupBy('print_batch').execute()
        : [];
      return batches.map((batch) => ({ ...batch, count: Number(counts.find(({ print_batch }) => print_batch === batch.id)?.count ?? 0) }));
    },
    async getCardIds(id) {
      return (await db.selectFrom('cards').select('id').where('print_batch', '=', id).orderBy('id').execute()).map((row) => row.id);
    },
    setState: (id, from, changes) => change(id, (transaction) => update(transaction, id, from, changes)),
    cancel: (id) =>
      change(id, async (transaction) => {
        if (!(await update(transaction, id, 'open', { state: 'cancelled' }))) return false;
        await transaction.updateTable('cards').set({ print_batch: null }).where('print_batch', '=', id).execute();
        return true;
      }),
  };
}
