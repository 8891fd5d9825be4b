/** Signatures of Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks */
import { createHmac } from 'node:crypto';

export interface SignedMessage {
  id: string;
  /** The time of this try, in seconds since the epoch. */
  timestamp: number;
  body: string;
}

const signOnce = (secret: string, { id, timestamp, body }: SignedMessage) =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

/** @param secrets the current one, and another one while it is replaced */
export const createWebhookHeaders = (secrets: readonly string[], message: SignedMessage): Record<string, string> => ({
  'webhook-id': message.id,
  'webhook-timestamp': String(message.timestamp),
  'webhook-signature': secrets.map((secret) => signOnce(secret, message)).join(' '),
});
