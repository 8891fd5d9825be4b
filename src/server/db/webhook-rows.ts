/** The tables of webhooks, as the queries see them. */

/**
 * What a webhook can be about. `submission.created`: a submission is counted; `submission.erased`: what was personal in it has been
 * deleted; `card.changed`: a card has another stage.
 */
export const webhookEvents = ['submission.created', 'submission.erased', 'card.changed'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** An address to which messages are sent. */
export interface WebhookRow {
  id: string;
  url: string;
  /** `whsec_` and base64. Not a hash: messages are signed with it. */
  secret: string;
  /** The secret before, which signs as well until `previous_until`. */
  previous_secret: string | null;
  /** Like all instants here, ISO 8601 in UTC with milliseconds. */
  previous_until: string | null;
  /** Null for all campaigns. */
  campaign: string | null;
  /** JSON: a list of `WebhookEvent`. */
  events: string;
  /** 1 if its host may have an address that is not public. */
  internal: number;
  created_at: string;
  /** Why nothing is sent: `by-hand`, or it answered 410 (`gone`). Null while it is in use. */
  disabled: 'by-hand' | 'gone' | null;
}

/**
 * `waiting`: it is due at some time; `sent`: the receiver has accepted it; `failed`: it was tried for days; `cancelled`: the text was
 * deleted before.
 */
export const webhookStates = ['waiting', 'sent', 'failed', 'cancelled'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** One message to one webhook. What is personal in it is read from the submission when it is sent, and stored nowhere else. */
export interface WebhookDeliveryRow {
  /** The `webhook-id`, the same for every try. */
  id: string;
  webhook: string;
  event: WebhookEvent | 'test';
  /** Empty for a test. */
  campaign: string;
  /** `id_digest` of its submission; null for a paper card and for a test. */
  submission: string | null;
  /** JSON: what a message about a card says; null for the other events. */
  data: string | null;
  occurred_at: string;
  state: WebhookState;
  /** Since when it has been waiting. */
  queued_at: string;
  /** Nobody tries to send it before. */
  due_at: string;
  /** Until then, one process is sending it; null while nobody is. */
  lease_end: string | null;
  /** How often it was tried since `queued_at`. */
  tries: number;
  /** Why the last try failed, such as `503`: nothing that the receiver has said. */
  problem: string | null;
  sent_at: string | null;
}
