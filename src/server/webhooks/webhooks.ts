/** Webhooks: an organiser adds, rotates, disables and removes them. */
import { randomBytes } from 'node:crypto';
import { isPublicHost } from './addresses.ts';
import { webhookEvents, type WebhookRow, type WebhookEvent } from '../db/webhook-rows.ts';
import { createShortId } from '../db/short-id.ts';
import { msPerDay } from '../../utils/durations.ts';
import type { Store } from '../db/store.ts';

type WebhookStore = Pick<Store, 'webhooks'>;

/** How long the secret before also signs after a rotation, in milliseconds. */
const rotationPeriod = msPerDay;
/** In bytes; the specification allows 24 to 64. */
const secretLength = 32;
const maxUrlLength = 2000;

export { webhookEvents };

export const isWebhookEvent = (text: string): text is WebhookEvent => (webhookEvents as readonly string[]).includes(text);

const createSecret = () => `whsec_${randomBytes(secretLength).toString('base64')}`;

/**
 * @param allowsInternal whether the host may have an address that is not public, and be reached over http: only the operator of the
 * server may say that
 * @returns what is wrong with the URL of a webhook
 */
export function findWebhookUrlProblem(text: string, allowsInternal: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !isHttp || text.length > maxUrlLength) return 'it must be a URL that begins with https://';
  if (url.username || url.password) return 'it must not contain a user name or a password: messages are signed instead';
  if (url.hash) return 'it must not contain a # part, which is never sent';
  if (allowsInternal) return undefined;
  if (url.protocol !== 'https:') return 'it must begin with https://';
  return isPublicHost(url.hostname) ? undefined : 'its host is not on the public internet; the operator of the server can add it with the command line';
}

export interface NewWebhook {
  /** Without a problem. */
  url: string;
  campaign: string | null;
  events: readonly WebhookEvent[];
  allowsInternal: boolean;
  now: number;
}

/** @returns the id, and the secret, which is shown once */
export async function addWebhook({ webhooks }: WebhookStore, { url, campaign, events, allowsInternal, now }: NewWebhook): Promise<{ id: string; secret: string }> {
  const [id, secret] = [createShortId(), createSecret()];
  const webhook: WebhookRow = {
    id,
    url: new URL(url).href,
    secret,
    previous_secret: null,
    previous_until: null,
    campaign,
    events: JSON.stringify(events),
    internal: allowsInternal ? 1 : 0,
    created_at: new Date(now).toISOString(),
    disabled: null,
  };
  await webhooks.add(webhook);
  return { id, secret };
}

/** Makes another secret; the one before signs as well for a day. @returns it; undefined if there is no such webhook */
export async function rotateSecret({ webhooks }: WebhookStore, id: string, now: number): Promise<string | undefined> {
  const webhook = await webhooks.find(id);
  const secret = createSecret();
  const values = webhook && { secret, previous_secret: webhook.secret, previous_until: new Date(now + rotationPeriod).toISOString() };
  return values && (await webhooks.change(id, values)) ? secret : undefined;
}

/** A webhook with what became of the messages to it. */
export interface WebhookStatus {
  webhook: Omit<WebhookRow, 'secret' | 'previous_secret'>;
  events: WebhookEvent[];
  counts: Record<'waiting' | 'sent' | 'failed' | 'cancelled', number>;
  /** What happened to the message that was tried last, among those that have not arrived. */
  lastProblem: { problem: string; tries: number; state: 'waiting' | 'failed'; due: string } | undefined;
}

export async function getWebhookStatuses({ webhooks }: WebhookStore): Promise<WebhookStatus[]> {
  const [rows, counts] = await Promise.all([webhooks.getAll(), webhooks.count()]);
  return Promise.all(
    rows.map(async ({ secret: _, previous_secret: __, ...webhook }) => {
      const messageCounts = counts.filter((count) => count.webhook === webhook.id);
      const last = await webhooks.findLastProblem(webhook.id);
      return {
        webhook,
        events: JSON.parse(webhook.events) as WebhookEvent[],
        counts: { waiting: 0, sent: 0, failed: 0, cancelled: 0, ...Object.fromEntries(messageCounts.map(({ state, count }) => [state, count])) },
        lastProblem: last && { problem: last.problem!, tries: last.tries, state: last.state as 'waiting' | 'failed', due: last.due_at },
      };
    }),
  );
}
