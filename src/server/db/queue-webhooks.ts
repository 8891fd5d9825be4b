/** Queues messages to webhooks, in the transaction that does what they tell. */
import type { Transaction } from 'kysely';
import { insertAll } from './chunks.ts';
import type { SubmissionRow, Tables } from './schema.ts';
import type { WebhookDeliveryRow, WebhookEvent } from './webhook-rows.ts';

/** Something that has happened. */
export interface Occurrence {
  event: WebhookEvent;
  campaign: string;
  /** `id_digest`. */
  submission: string | null;
  /** What a message says that is not in a submission, and says nothing about a supporter. */
  data?: object;
}

/** @returns the `webhook-id` of a new message */
export const createMessageId = (): string => `msg_${crypto.randomUUID().replaceAll('-', '')}`;

/** Where there is no webhook, this is one query of an empty table for a whole batch. */
export async function queueWebhooks(transaction: Transaction<Tables>, occurrences: readonly Occurrence[]): Promise<void> {
  if (!occurrences.length) return;
  const rows = await transaction.selectFrom('webhooks').select(['id', 'campaign', 'events']).where('disabled', 'is', null).execute();
  if (!rows.length) return;
  const now = new Date().toISOString();
  const webhooks = rows.map((row) => ({ ...row, events: JSON.parse(row.events) as WebhookEvent[] }));
  const deliveries = occurrences.flatMap(({ event, campaign, submission, data }) =>
    webhooks
      .filter((webhook) => webhook.events.includes(event) && (webhook.campaign ?? campaign) === campaign)
      .map(({ id }): WebhookDeliveryRow => {
        const times = { occurred_at: now, queued_at: now, due_at: now, lease_end: null, sent_at: null };
        return { id: createMessageId(), webhook: id, event, campaign, submission, data: data ? JSON.stringify(data) : null, state: 'waiting', tries: 0, problem: null, ...times };
      }),
  );
  await insertAll(transaction, 'webhook_deliveries', deliveries);
}

/** Cancels what has not been sent of erased submissions, and queues that they were erased. Receivers never heard of tests, nor of what was never counted. */
export async function queueErasures(transaction: Transaction<Tables>, erased: readonly Pick<SubmissionRow, 'campaign' | 'id_digest' | 'testing' | 'held'>[]): Promise<void> {
  const counted = erased.filter(({ testing, held }) => !testing && (held === null || held === 'withdrawn'));
  if (!counted.length) return;
  const digests = counted.map(({ id_digest }) => id_digest);
  const created = transaction.updateTable('webhook_deliveries').where('submission', 'in', digests).where('event', '=', 'submission.created');
  // Not one that a process is sending: the message about the erasure waits for its end.
  const idle = created.where('state', 'in', ['waiting', 'failed']).where((row) => row.or([row('lease_end', 'is', null), row('lease_end', '<=', new Date().toISOString())]));
  await idle.set({ state: 'cancelled', lease_end: null }).execute();
  await queueWebhooks(transaction, counted.map(({ campaign, id_digest }) => ({ event: 'submission.erased', campaign, submission: id_digest })));
}
