/** The webhooks, and what organisers see and change of the messages to them. */
import type { Kysely, Transaction } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import { createMessageId } from './queue-webhooks.ts';
import type { Tables } from './schema.ts';
import type { WebhookDeliveryRow, WebhookRow, WebhookState } from './webhook-rows.ts';
import { deleteDeliveries } from './webhook-deliveries-repository.ts';

export interface WebhookDeliveryFilter {
  webhook?: string | undefined;
  state?: WebhookState | undefined;
}

export type WebhookDeliveryCount = Pick<WebhookDeliveryRow, 'webhook' | 'state'> & { count: number };

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface WebhooksRepository {
  /** @returns oldest first */
  getAll: () => Promise<WebhookRow[]>;
  find: (id: string) => Promise<WebhookRow | undefined>;
  add: (webhook: WebhookRow) => Promise<void>;
  /** @returns whether there is such a webhook */
  change: (id: string, values: Partial<Pick<WebhookRow, 'disabled' | 'secret' | 'previous_secret' | 'previous_until'>>) => Promise<boolean>;
  /** Also removes the messages to it. @returns whether there was such a webhook */
  remove: (id: string) => Promise<boolean>;
  /** Queues a test. @returns the id of the message */
  addTest: (webhook: string, now: string) => Promise<string>;
  /** Makes messages that have failed, or wait for another try, due at once. @param ids by default all of the webhook @returns how many */
  retry: (webhook: string, now: string, ids?: readonly string[]) => Promise<number>;
  /** @param after the id to continue after @returns in the order of their ids */
  findDeliveries: (filter: WebhookDeliveryFilter, after: string, limit: number) => Promise<WebhookDeliveryRow[]>;
  count: () => Promise<WebhookDeliveryCount[]>;
  /** @returns for a webhook, a message that has failed or waits for another try: the one that was tried last */
  findLastProblem: (webhook: string) => Promise<WebhookDeliveryRow | undefined>;
}

export function createWebhooksRepository(db: Kysely<Tables>, recordAudit: RecordAudit): WebhooksRepository {
  /** Does something with a webhook that exists, and records it. */
  const withWebhook = (id: string, change: (transaction: Transaction<Tables>) => Promise<number | undefined>) =>
    db.transaction().execute(async (transaction) => {
      const webhook = await transaction.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
      if (!webhook) return undefined;
      const affected = (await change(transaction)) ?? 1;
      await recordAudit(transaction, [{ campaign: webhook.campaign ?? '', ids: [id], affected }]);
      return affected;
    });

  return {
    getAll: () => db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute(),
    find: (id) => db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst(),
    add: (webhook) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('webhooks').values(webhook).execute();
        await recordAudit(transaction, [{ campaign: webhook.campaign ?? '', ids: [webhook.id] }]);
      }),
    change: async (id, values) => (await withWebhook(id, async (transaction) => void (await transaction.updateTable('webhooks').set(values).where('id', '=', id).execute()))) !== undefined,
    async remove(id) {
      const removed = await withWebhook(id, async (transaction) => void (await transaction.deleteFrom('webhooks').where('id', '=', id).execute()));
      await deleteDeliveries(db, (row) => row.and([row('webhook', '=', id)]));
      return removed !== undefined;
    },
    async addTest(webhook, now) {
      const id = createMessageId();
      const times = { occurred_at: now, queued_at: now, due_at: now, lease_end: null, sent_at: null };
      const row: WebhookDeliveryRow = { id, webhook, event: 'test', campaign: '', submission: null, data: null, state: 'waiting', tries: 0, problem: null, ...times };
      await withWebhook(webhook, async (transaction) => void (await transaction.insertInto('webhook_deliveries').values(row).execute()));
      return id;
    },
    async retry(webhook, now, ids) {
      const affected = await withWebhook(webhook, async (transaction) => {
        let update = transaction.updateTable('webhook_deliveries').where('webhook', '=', webhook).where('state', 'in', ['failed', 'waiting']).where('lease_end', 'is', null);
        if (ids) update = update.where('id', 'in', ids);
        const { numUpdatedRows } = await update.set({ state: 'waiting', queued_at: now, due_at: now, tries: 0 }).executeTakeFirstOrThrow();
        return Number(numUpdatedRows);
      });
      return affected ?? 0;
    },
    findDeliveries({ webhook, state }, after, limit) {
      let query = db.selectFrom('webhook_deliveries').selectAll();
      if (webhook !== undefined) query = query.where('webhook', '=', webhook);
      if (state !== undefined) query = query.where('state', '=', state);
      return query.where('id', '>', after).orderBy('id').limit(limit).execute();
    },
    async count() {
      const rows = await db
        .selectFrom('webhook_deliveries')
        // A process may have queued one while its webhook was removed.
        .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook')
        .select(['webhook', 'state', ({ fn }) => fn.countAll().as('count')])
        .groupBy(['webhook', 'state'])
        .orderBy('webhook')
        .orderBy('state')
        .execute();
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    findLastProblem: (webhook) =>
      db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook', '=', webhook)
        .where('state', 'in', ['failed', 'waiting'])
        .where('problem', 'is not', null)
        .orderBy('due_at', 'desc')
        .limit(1)
        .executeTakeFirst(),
  };
}
