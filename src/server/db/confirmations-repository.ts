/** Submissions that are counted once their sender has confirmed them, and the emails that ask for it. */
import type { Kysely } from 'kysely';
import { lockCampaigns } from './campaign-lock.ts';
import type { ConfirmationRow } from './confirmation-rows.ts';
import { countSubmissions, insertCounted, type NewSubmission } from './insert-submissions.ts';
import type { SubmissionKey } from './personal-data-repository.ts';
import type { SubmissionRow, Tables } from './schema.ts';

/** An email that this process may send, with its submission as JSON. */
export type ClaimedConfirmation = ConfirmationRow & { payload: string };

export type ConfirmationCount = Pick<ConfirmationRow, 'campaign' | 'state'> & { count: number };

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface ConfirmationsRepository {
  /** @returns the submission of a confirmation */
  findKey: (id: string) => Promise<SubmissionKey | undefined>;
  /** @returns the submission, whatever has become of it */
  find: (key: SubmissionKey) => Promise<SubmissionRow | undefined>;
  /**
   * Counts a submission that waits for its confirmation, in one transaction.
   * @param prepare says what it adds
   * @returns whether this call has counted it
   */
  confirm: (key: SubmissionKey, prepare: (row: SubmissionRow & { payload: string }) => NewSubmission) => Promise<boolean>;
  /** Takes the email that has been due for longest. Until `leaseEnd`, no other process takes it; then it is due again. */
  claim: (now: string, leaseEnd: string) => Promise<ClaimedConfirmation | undefined>;
  /** Records how a try has ended. */
  update: (id: string, change: Partial<Pick<ConfirmationRow, 'state' | 'due_at' | 'problem' | 'sent_at'>>) => Promise<void>;
  /** Marks a sent email that has come back. @returns whether there was one */
  markBounced: (id: string, problem: string) => Promise<boolean>;
  /** @returns how many emails were sent to an address since an instant */
  countSent: (address: string, since: string) => Promise<number>;
  /** @param campaign by default all @returns how many emails of the last days have each state */
  count: (campaign?: string) => Promise<ConfirmationCount[]>;
  /** Deletes what was queued before an instant. */
  deleteQueuedBefore: (instant: string) => Promise<void>;
}

export function createConfirmationsRepository(db: Kysely<Tables>): ConfirmationsRepository {
  return {
    findKey: (id) => db.selectFrom('confirmations').select(['campaign', 'submission as id_digest']).where('id', '=', id).executeTakeFirst(),
    find: ({ campaign, id_digest }) => db.selectFrom('submissions').selectAll().where('campaign', '=', campaign).where('id_digest', '=', id_digest).executeTakeFirst(),
    confirm: ({ campaign, id_digest }, prepare) =>
      db.transaction().execute(async (transaction) => {
        await lockCampaigns(transaction, [campaign]);
        const row = await transaction.selectFrom('submissions').selectAll().where('campaign', '=', campaign).where('id_digest', '=', id_digest).executeTakeFirst();
        if (row?.held !== 'unconfirmed' || row.withdrawal !== null || row.payload === null) return false;
        const record = prepare({ ...row, payload: row.payload });
        const { countsByDigest, changes } = await countSubmissions(transaction, [record]);
        await transaction
          .updateTable('submissions')
          .set({ held: null, counts: countsByDigest.get(id_digest)!, expires_at: record.row.expires_at })
          .where('campaign', '=', campaign)
          .where('id_digest', '=', id_digest)
          .execute();
        await insertCounted(transaction, [record], changes);
        return true;
      }),
    async claim(now, leaseEnd) {
      for (;;) {
        const due = await db
          .selectFrom('confirmations as email')
          .innerJoin('submissions', (join) => join.onRef('submissions.campaign', '=', 'email.campaign').onRef('submissions.id_digest', '=', 'email.submission'))
          .selectAll('email')
          .select(['payload', 'held'])
          .where('email.state', '=', 'waiting')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .orderBy('email.id')
          .limit(1)
          .executeTakeFirst();
        if (!due) return undefined;
        const { payload, held, ...email } = due;
        const isNeeded = payload !== null && held === 'unconfirmed';
        const values = isNeeded ? { due_at: leaseEnd, tries: email.tries + 1 } : ({ state: 'cancelled' } as const);
        const { numUpdatedRows } = await db
          .updateTable('confirmations')
          .set(values)
          .where('id', '=', email.id)
          .where('state', '=', 'waiting')
          .where('due_at', '=', email.due_at)
          .executeTakeFirst();
        // Another process may have been faster.
        if (numUpdatedRows && isNeeded) return { ...email, ...values, payload };
      }
    },
    update: async (id, values) => void (await db.updateTable('confirmations').set(values).where('id', '=', id).execute()),
    async markBounced(id, problem) {
      const { numUpdatedRows } = await db.updateTable('confirmations').set({ state: 'failed', problem }).where('id', '=', id).where('state', '=', 'sent').executeTakeFirstOrThrow();
      return numUpdatedRows > 0;
    },
    async countSent(address, since) {
      const sent = db.selectFrom('confirmations').select(({ fn }) => fn.countAll().as('count')).where('address', '=', address).where('sent_at', '>=', since);
      return Number((await sent.executeTakeFirstOrThrow()).count);
    },
    async count(campaign) {
      let query = db.selectFrom('confirmations').select(['campaign', 'state', ({ fn }) => fn.countAll().as('count')]);
      if (campaign !== undefined) query = query.where('campaign', '=', campaign);
      const rows = await query.groupBy(['campaign', 'state']).orderBy('campaign').orderBy('state').execute();
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    deleteQueuedBefore: async (instant) => void (await db.deleteFrom('confirmations').where('queued_at', '<', instant).execute()),
  };
}
