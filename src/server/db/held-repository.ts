/** Submissions that are stored but not counted until a moderator has decided. */
import type { Kysely, Transaction } from 'kysely';
import { groupByCampaign, type RecordAudit } from './audit-repository.ts';
import { lockCampaigns } from './campaign-lock.ts';
import { countSubmissions, insertCounted, type CountedSubmission } from './insert-submissions.ts';
import type { HeldReason, SubmissionRow, Tables } from './schema.ts';

/** Selects the held submissions that meet every condition. */
export interface HeldFilter {
  /** Their `held_id`s. */
  ids?: readonly string[];
  campaign?: string | undefined;
  /** Whether to leave out those that were declined. */
  undecided?: boolean;
  /** To continue after this one. */
  after?: Pick<HeldSubmission, 'received_at' | 'held_id'> | undefined;
  limit?: number;
}

/** With `held_id`, and `held` unless it has been released. */
export type HeldSubmission = SubmissionRow & { held_id: string };

/** What a held submission adds once it is counted. */
export type Release = Omit<CountedSubmission, 'row'>;

export interface HeldCount {
  held: HeldReason;
  count: number;
}

export interface HeldRepository {
  /** @returns how many wait for a moderator, by reason */
  count: () => Promise<HeldCount[]>;
  /** @returns oldest first; those that were released or taken back only if they are named by id */
  find: (filter: HeldFilter) => Promise<HeldSubmission[]>;
  /**
   * Counts held submissions and adds their cards, in one transaction.
   * @param ids a few hundred at most @param prepare says what a submission adds
   * @returns those that it released; the others had been released before, or do not exist
   */
  release: (ids: readonly string[], prepare: (submission: HeldSubmission) => Release | undefined) => Promise<string[]>;
  /** Marks those that are still held. @returns those that it marked */
  decline: (ids: readonly string[]) => Promise<string[]>;
}

export function createHeldRepository(db: Kysely<Tables>, recordAudit: RecordAudit): HeldRepository {
  return {
    async count() {
      // The index of the held ids keeps this independent of the submissions that are counted.
      const waiting = db.selectFrom('submissions').where('held_id', 'is not', null).where('held', 'in', ['late', 'flood']).where('withdrawal', 'is', null);
      const rows = await waiting.select(({ fn }) => ['held', fn.countAll().as('count')]).groupBy('held').execute();
      return rows.map(({ held, count }) => ({ held: held!, count: Number(count) }));
    },
    async find({ ids, campaign, undecided, after, limit }) {
      let query = db.selectFrom('submissions').selectAll().where('held_id', 'is not', null);
      query = ids ? query.where('held_id', 'in', ids) : query.where('held', 'is not', null).where('withdrawal', 'is', null);
      if (campaign !== undefined) query = query.where('campaign', '=', campaign);
      if (undecided) query = query.where('held', '<>', 'declined');
      if (after) query = query.where((row) => row(row.refTuple('received_at', 'held_id'), '>', row.tuple(after.received_at, after.held_id)));
      if (limit !== undefined) query = query.limit(limit);
      return (await query.orderBy('received_at').orderBy('held_id').execute()) as HeldSubmission[];
    },
    release: (ids, prepare) =>
      db.transaction().execute(async (transaction) => {
        const rows = await lockHeld(transaction, ids);
        const released = rows.flatMap((row) => {
          const release = prepare(row);
          return release ? [{ ...release, row }] : [];
        });
        const { countsByDigest, changes } = await countSubmissions(transaction, released);
        for (const { row: { held_id, id_digest } } of released)
          await transaction
            .updateTable('submissions')
            .set({ held: null, counts: countsByDigest.get(id_digest)! })
            .where('held_id', '=', held_id)
            .execute();
        await insertCounted(transaction, released, changes);
        await recordAudit(transaction, groupByCampaign(released.map(({ row }) => ({ campaign: row.campaign, id: row.held_id }))));
        return released.map(({ row }) => row.held_id);
      }),
    decline: (ids) =>
      db.transaction().execute(async (transaction) => {
        const rows = await lockHeld(transaction, ids);
        const waiting = rows.filter(({ held }) => held !== 'declined');
        const held_ids = waiting.map(({ held_id }) => held_id);
        if (held_ids.length) await transaction.updateTable('submissions').set({ held: 'declined' }).where('held_id', 'in', held_ids).execute();
        await recordAudit(transaction, groupByCampaign(waiting.map(({ campaign, held_id }) => ({ campaign, id: held_id }))));
        return held_ids;
      }),
  };
}

/** @returns those that are still held, in campaigns that this transaction has locked */
async function lockHeld(transaction: Transaction<Tables>, ids: readonly string[]): Promise<HeldSubmission[]> {
  if (!ids.length) return [];
  const waiting = transaction.selectFrom('submissions').where('held_id', 'in', ids).where('held', 'is not', null).where('withdrawal', 'is', null);
  const select = () => waiting.selectAll().execute();
  const campaigns = new Set((await select()).map(({ campaign }) => campaign));
  if (!campaigns.size) return [];
  await lockCampaigns(transaction, [...campaigns]);
  // Another process may have decided meanwhile.
  return (await select()) as HeldSubmission[];
}
