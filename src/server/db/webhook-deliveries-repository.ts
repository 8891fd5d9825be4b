/** The queue of messages to webhooks. Several processes can work on it. */
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { CardRow, SubmissionRow, Tables } from './schema.ts';
import type { WebhookDeliveryRow } from './webhook-rows.ts';

/** A message that this process may send, with what `submission.created` tells. */
export interface ClaimedDelivery extends WebhookDeliveryRow {
  /** Null once it has been deleted, and for other events; like the instants below. */
  payload: string | null;
  received_at: SubmissionRow['received_at'] | null;
  expires_at: string | null;
  cards: Pick<CardRow, 'id' | 'person'>[];
}

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface WebhookDeliveriesRepository {
  /**
   * Takes messages to a webhook that have been due for longest. Until `leaseEnd`, no other process takes them; then they are due
   * again, since this one may have been killed. `submission.created` waits while its submission is taken back, and
   * `submission.erased` while someone is sending the text.
   */
  claim: (webhook: string, now: string, leaseEnd: string, limit: number) => Promise<ClaimedDelivery[]>;
  markSent: (ids: readonly string[], now: string) => Promise<void>;
  /** Records how a message that was claimed has ended, if it was not sent. */
  release: (id: string, change: Partial<Pick<WebhookDeliveryRow, 'state' | 'due_at' | 'problem' | 'tries'>>) => Promise<void>;
  /** For a webhook, deletes what ended before an instant, and gives up what has been waiting since before it. */
  deleteOld: (webhook: string, instant: string) => Promise<void>;
}

/** Rows in one statement: few enough that a supporter who submits does not wait long. */
const batchSize = 500;

type Condition = (row: ExpressionBuilder<Tables, 'webhook_deliveries'>) => ReturnType<ExpressionBuilder<Tables, 'webhook_deliveries'>['and']>;

/** Deletes messages, in batches. */
export async function deleteDeliveries(db: Kysely<Tables>, condition: Condition): Promise<void> {
  for (;;) {
    const some = db.selectFrom('webhook_deliveries').select('id').where(condition).limit(batchSize);
    const { numDeletedRows } = await db.deleteFrom('webhook_deliveries').where('id', 'in', some).executeTakeFirstOrThrow();
    if (numDeletedRows < batchSize) return;
    await new Promise(setImmediate);
  }
}

export function createWebhookDeliveriesRepository(db: Kysely<Tables>): WebhookDeliveriesRepository {
  const findDue = (webhook: string, now: string, limit: number) =>
    db
      .selectFrom('webhook_deliveries as delivery')
      .leftJoin('submissions', (join) =>
        join
          .onRef('submissions.campaign', '=', 'delivery.campaign')
          .onRef('submissions.id_digest', '=', 'delivery.submission')
          .on('delivery.event', '=', 'submission.created'),
      )
      .selectAll('delivery')
      .select(['payload', 'received_at', 'expires_at'])
      .where('webhook', '=', webhook)
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .where((row) => row.or([row('lease_end', 'is', null), row('lease_end', '<=', now)]))
      .where('held', 'is', null)
      .where((row) => {
        const created = row.selectFrom('webhook_deliveries as created').select('created.id').whereRef('created.submission', '=', 'delivery.submission');
        const isBeingSent = created.whereRef('created.webhook', '=', 'delivery.webhook').where('created.event', '=', 'submission.created').where('created.lease_end', '>', now);
        return row.or([row('delivery.event', '<>', 'submission.erased'), row.not(row.exists(isBeingSent))]);
      })
      .orderBy('due_at')
      .orderBy('delivery.id')
      .limit(limit)
      .execute();

  async function findCards(due: readonly WebhookDeliveryRow[]) {
    const digests = due.flatMap(({ event, submission }) => (event === 'submission.created' && submission !== null ? submission : []));
    if (!digests.length) return new Map<string | null, CardRow[]>();
    const cards = await db.selectFrom('cards').selectAll().where('submission', 'in', digests).orderBy('person').execute();
    return Map.groupBy(cards, ({ submission }) => submission);
  }

  return {
    async claim(webhook, now, leaseEnd, limit) {
      const due = await findDue(webhook, now, limit);
      if (!due.length) return [];
      const taken = await db
        .updateTable('webhook_deliveries')
        .set((row) => ({ lease_end: leaseEnd, tries: row('tries', '+', 1) }))
        .where('id', 'in', due.map(({ id }) => id))
        .where('state', '=', 'waiting')
        .where('due_at', '<=', now)
        .where((row) => row.or([row('lease_end', 'is', null), row('lease_end', '<=', now)]))
        .returning('id')
        .execute();
      // Another process may have been faster.
      const ids = new Set(taken.map(({ id }) => id));
      const cards = await findCards(due);
      return due.filter(({ id }) => ids.has(id)).map((row) => ({ ...row, tries: row.tries + 1, lease_end: leaseEnd, cards: cards.get(row.submission) ?? [] }));
    },
    async markSent(ids, now) {
      if (ids.length) await db.updateTable('webhook_deliveries').set({ state: 'sent', sent_at: now, problem: null, lease_end: null }).where('id', 'in', ids).execute();
    },
    // Not one that was cancelled meanwhile.
    release: async (id, change) => void (await db.updateTable('webhook_deliveries').set({ ...change, lease_end: null }).where('id', '=', id).where('state', '=', 'waiting').execute()),
    async deleteOld(webhook, instant) {
      for (const state of ['sent', 'failed', 'cancelled'] as const)
        await deleteDeliveries(db, (row) => row.and([row('webhook', '=', webhook), row('state', '=', state), row('due_at', '<', instant)]));
      const waiting = db.updateTable('webhook_deliveries').where('webhook', '=', webhook).where('state', '=', 'waiting');
      await waiting.where('queued_at', '<', instant).set({ state: 'failed', problem: 'expired', lease_end: null }).execute();
    },
  };
}
