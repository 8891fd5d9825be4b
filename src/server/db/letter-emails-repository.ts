/** The queue of letters that are sent by email. Several processes can work on it. */
import type { Kysely } from 'kysely';
import { groupByCampaign, type RecordAudit } from './audit-repository.ts';
import { chunk } from './chunks.ts';
import type { LetterEmailRow, LetterEmailState, Tables } from './schema.ts';

export interface LetterEmailFilter {
  campaign?: string | undefined;
  state?: LetterEmailState | undefined;
}

/** An email that this process may send, with its submission as JSON. */
export type ClaimedEmail = LetterEmailRow & { payload: string };
export type LetterEmailCount = Pick<LetterEmailRow, 'campaign' | 'state'> & { count: number };

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface LetterEmailsRepository {
  /**
   * Takes the email that has been due for longest. Until `leaseEnd`, no other process takes it; then it is due again, since this
   * one may have been killed. Those of a submission that is held, or was taken back, wait.
   */
  claim: (now: string, leaseEnd: string) => Promise<ClaimedEmail | undefined>;
  /** Records how a try has ended. */
  update: (id: string, change: Partial<Pick<LetterEmailRow, 'state' | 'due_at' | 'problem' | 'sent_at'>>) => Promise<void>;
  /** @param after the id to continue after @returns in the order of their ids */
  find: (filter: LetterEmailFilter, after: string, limit: number) => Promise<LetterEmailRow[]>;
  count: (filter: LetterEmailFilter) => Promise<LetterEmailCount[]>;
  /** Queues failed and bounced emails again. @returns those that it queued */
  retry: (ids: readonly string[], now: string) => Promise<string[]>;
  /** Marks sent emails that have come back. @param problem what the report says, such as `5.1.1` @returns those that it marked */
  markBounced: (ids: readonly string[], problem?: string) => Promise<string[]>;
}

export function createLetterEmailsRepository(db: Kysely<Tables>, recordAudit: RecordAudit): LetterEmailsRepository {
  const select = ({ campaign, state }: LetterEmailFilter) => {
    let query = db.selectFrom('letter_emails');
    if (campaign !== undefined) query = query.where('campaign', '=', campaign);
    return state === undefined ? query : query.where('state', '=', state);
  };

  /** Changes those that are in one of the states, and records it. */
  const change = (ids: readonly string[], states: readonly LetterEmailState[], values: Partial<LetterEmailRow>) =>
    db.transaction().execute(async (transaction) => {
      const changed: { id: string; campaign: string }[] = [];
      for (const some of chunk(ids)) {
        const update = transaction.updateTable('letter_emails').set(values).where('id', 'in', some).where('state', 'in', states);
        changed.push(...(await update.returning(['id', 'campaign']).execute()));
      }
      await recordAudit(transaction, groupByCampaign(changed));
      return changed.map(({ id }) => id);
    });

  return {
    async claim(now, leaseEnd) {
      for (;;) {
        const due = await db
          .selectFrom('letter_emails as email')
          .innerJoin('submissions', (join) => join.onRef('submissions.campaign', '=', 'email.campaign').onRef('submissions.id_digest', '=', 'email.submission'))
          .selectAll('email')
          .select('payload')
          .where('email.state', '=', 'waiting')
          .where('due_at', '<=', now)
          .where('held', 'is', null)
          .orderBy('due_at')
          .orderBy('email.id')
          .limit(1)
          .executeTakeFirst();
        if (!due) return undefined;
        const { payload, ...email } = due;
        const taken = db.updateTable('letter_emails').where('id', '=', email.id).where('state', '=', 'waiting').where('due_at', '=', email.due_at);
        const values = payload === null ? ({ state: 'cancelled' } as const) : { due_at: leaseEnd, tries: email.tries + 1 };
        const { numUpdatedRows } = await taken.set(values).executeTakeFirst();
        // Another process may have been faster.
        if (numUpdatedRows && payload !== null) return { ...email, ...values, payload };
      }
    },
    update: async (id, values) => void (await db.updateTable('letter_emails').set(values).where('id', '=', id).execute()),
    find: (filter, after, limit) => select(filter).selectAll().where('id', '>', after).orderBy('id').limit(limit).execute(),
    async count(filter) {
      const rows = await select(filter)
        .select(['campaign', 'state', ({ fn }) => fn.countAll().as('count')])
        .groupBy(['campaign', 'state'])
        .orderBy('campaign')
        .orderBy('state')
        .execute();
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    retry: (ids, now) => change(ids, ['failed', 'bounced'], { state: 'waiting', queued_at: now, due_at: now, tries: 0, problem: null, sent_at: null }),
    markBounced: (ids, problem) => change(ids, ['sent'], { state: 'bounced', ...(problem !== undefined && { problem }) }),
  };
}
