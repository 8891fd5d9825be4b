/** Sends messages to webhooks, from a queue in the database that several processes share. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WebhookRow } from '../db/webhook-rows.ts';
import type { Store } from '../db/store.ts';
import type { ClaimedDelivery } from '../db/webhook-deliveries-repository.ts';
import { startHourlyJob } from '../hourly-job.ts';
import { formatFailure } from '../format-failure.ts';
import { createMessage } from './create-message.ts';
import { post } from './post.ts';
import { createWebhookHeaders } from './sign.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { msPerDay, msPerHour, msPerMinute } from '../../utils/durations.ts';

export interface WebhookDeliveryOptions {
  store: Pick<Store, 'webhooks' | 'webhookDeliveries'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Takes one line about a failure. */
  report: (line: string) => void;
  /** How often the queue is checked: the interval, in milliseconds. */
  interval?: number;
  /** How long a stop waits for the requests in progress, in milliseconds. Those that it ends are sent again, under the same id. */
  stopTime?: number;
}

const second = 1000;
/** How long a process may take before another one sends the same message again: longer than a request can take. */
const leaseTime = msPerMinute;
/** Before the second try, the third, and so on, as Standard Webhooks recommends; after the last one, the message has failed. */
const retryDelays = [5 * second, 5 * msPerMinute, ...[0.5, 2, 5, 10, 14, 20, 24].map((hours) => hours * msPerHour)];
/** Messages to one webhook at the same time; one alone to a webhook that has just failed. */
const maxConcurrency = 10;
/** The longest pause of a webhook that fails, so that its queue does not use up its tries. */
const maxPause = msPerMinute;
/** How long messages are kept, at most. */
const maxAge = 30 * msPerDay;

/** A webhook, as this process has met it. */
interface Health {
  failures: number;
  pausedUntil: number;
  run?: Promise<void> | undefined;
}

/** @returns a function that stops the delivery; it resolves when no message is under way any more */
export function startWebhookDelivery({ store, now, report, interval = 2 * second, stopTime = 5 * second }: WebhookDeliveryOptions): () => Promise<void> {
  const stopping = new AbortController();
  const requests = new AbortController();
  const health = new Map<string, Health>();

  async function deliverDue(): Promise<void> {
    for (const webhook of await store.webhooks.getAll()) {
      if (webhook.disabled !== null) continue;
      const state = health.get(webhook.id) ?? { failures: 0, pausedUntil: 0 };
      health.set(webhook.id, state);
      if (state.pausedUntil <= now()) state.run ??= deliverAll(webhook, state).catch(reportFailure).finally(() => (state.run = undefined));
    }
  }

  /** A slow webhook does not hold up the others: each has its own run. */
  async function deliverAll(webhook: WebhookRow, state: Health): Promise<void> {
    while (!stopping.signal.aborted) {
      const claimed = await store.webhookDeliveries.claim(webhook.id, toInstant(now()), toInstant(now() + leaseTime), state.failures ? 1 : maxConcurrency);
      if (!claimed.length) return;
      const results = await Promise.all(claimed.map((delivery) => deliver(webhook, delivery)));
      const sent = claimed.filter((_, i) => results[i] === 'sent');
      await store.webhookDeliveries.markSent(sent.map(({ id }) => id), toInstant(now()));
      if (results.includes('gone')) return;
      state.failures = sent.length || !results.includes('failed') ? 0 : state.failures + 1;
      if (!state.failures) continue;
      state.pausedUntil = now() + Math.min(2 ** (state.failures - 1) * second, maxPause);
      return;
    }
  }

  async function deliver(webhook: WebhookRow, delivery: ClaimedDelivery): Promise<'sent' | 'failed' | 'cancelled' | 'gone'> {
    const { id, tries } = delivery;
    const message = createMessage(delivery);
    if (!message) {
      await store.webhookDeliveries.release(id, { state: 'cancelled', problem: null });
      return 'cancelled';
    }
    const problem = await send(webhook, id, JSON.stringify(message));
    if (problem === undefined) return 'sent';
    if (problem === 'aborted') {
      await store.webhookDeliveries.release(id, { tries: tries - 1 });
      return 'failed';
    }
    if (problem === '410') {
      await store.webhooks.change(webhook.id, { disabled: 'gone' });
      report(`webhook ${webhook.id}: it answered 410, and is disabled`);
    }
    const wait = retryDelays[tries - 1];
    await store.webhookDeliveries.release(id, wait === undefined ? { state: 'failed', problem } : { due_at: toInstant(now() + wait), problem });
    return problem === '410' ? 'gone' : 'failed';
  }

  /** @returns why it was not accepted */
  async function send({ url, secret, previous_secret, previous_until, internal }: WebhookRow, id: string, body: string): Promise<string | undefined> {
    const previous = previous_secret !== null && previous_until !== null && previous_until > toInstant(now()) ? [previous_secret] : [];
    const headers = createWebhookHeaders([secret, ...previous], { id, timestamp: Math.floor(now() / second), body });
    try {
      const status = await post({ url, headers, body, allowsInternal: internal === 1, signal: requests.signal });
      return status >= 200 && status < 300 ? undefined : String(status);
    } catch (error) {
      const { name, code } = error as { name: string; code?: string };
      if (name === 'AbortError') return requests.signal.aborted ? 'aborted' : 'timeout';
      return code ?? name;
    }
  }

  const reportFailure = (error: unknown) => report(formatFailure('webhooks', error));
  async function deleteOld() {
    for (const { id } of await store.webhooks.getAll()) await store.webhookDeliveries.deleteOld(id, toInstant(now() - maxAge));
  }

  let currentRun: Promise<void> | undefined;
  const start = () => (currentRun ??= deliverDue().catch(reportFailure).finally(() => (currentRun = undefined)));
  void start();
  const timer = setInterval(() => void start(), interval).unref();
  const stopDeletion = startHourlyJob('webhooks', deleteOld, report);
  return async () => {
    stopping.abort();
    clearInterval(timer);
    const ended = new AbortController();
    void delay(stopTime, undefined, { ref: false, signal: ended.signal }).then(() => requests.abort(), () => {});
    await currentRun;
    await Promise.all([...health.values()].flatMap(({ run }) => run ?? []));
    ended.abort();
    await stopDeletion();
  };
}
