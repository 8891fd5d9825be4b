/** The tables as the queries see them. The migrations create them. */
import type { ConfirmationRow } from './confirmation-rows.ts';
import type { DeskAccountRow, DeskKeyRow, PasskeyRow } from './desk-rows.ts';
import type { WebhookDeliveryRow, WebhookRow } from './webhook-rows.ts';
import type { CampaignImageRow, CampaignRow, CampaignVersionRow } from './campaign-rows.ts';

/**
 * Why a submission is stored but not counted. `late`: it arrived from a page's outbox after the campaign had closed or changed;
 * `flood`: its sender, or a form without scripts while the campaign was under load, sent more than the limits allow; `declined`: a
 * moderator declined it; `withdrawn`: it was counted before the organiser took it back; `unconfirmed`: its sender has not confirmed it yet.
 */
export type HeldReason = 'late' | 'flood' | 'declined' | 'withdrawn' | 'unconfirmed';

/** One accepted submission. Once `payload` is deleted, nothing in the row identifies the supporter. */
export interface SubmissionRow {
  campaign: string;
  /** SHA-256 of the campaign id and the submission id, so that an erased row still answers replays. */
  id_digest: string;
  /** SHA-256 of the submitted content. The random id is part of it, so the text cannot be found by guessing. */
  content_digest: string;
  kind: string;
  /** JSON: the ids of the targets, or of the people written to. */
  recipients: string;
  partner: string | null;
  /** 1 for a test. */
  testing: number;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  /** ISO 8601 in UTC with milliseconds, so that it sorts as text. */
  received_at: string;
  /** JSON: the counts of the receipt, so that a replay gets exactly the same receipt; `{}` while it is held. */
  counts: string;
  /** JSON: the submission; null once it has been deleted. */
  payload: string | null;
  /** When the payload must be deleted, as promised on receipt, in the format of `received_at`; null without a promise. */
  expires_at: string | null;
  /** Null once it is counted. */
  held: HeldReason | null;
  /** The id by which organisers refer to a held submission: random, and unrelated to the id that its sender's page chose. */
  held_id: string | null;
  /** The id of the withdrawal that it belongs to; null unless the organiser has taken it back. */
  withdrawal: string | null;
}

/** One public number of a campaign. Its `people` row is also the campaign's lock. */
export interface CounterRow {
  campaign: string;
  key: string;
  value: number;
}

/** How far a card has come. A paper card that was registered by mistake is `withdrawn`, and so is a card whose submission was taken back. */
export type Stage = 'received' | 'approved' | 'declined' | 'printed' | 'delivered' | 'withdrawn';

/** The stages of a card that someone has read and approved. */
export const approvedStages = ['approved', 'printed', 'delivered'] as const satisfies readonly Stage[];

export const isApprovedStage = (stage: Stage): boolean => (approvedStages as readonly Stage[]).includes(stage);

/** One card to one person. Its text is stored only in the submission, and is deleted with it. */
export interface CardRow {
  /** Random, and unrelated to the submission's id. */
  id: string;
  campaign: string;
  /** `id_digest` of its submission; null for a paper card. */
  submission: string | null;
  person: string;
  /** 1 for a handwritten card that was registered by the organiser. */
  paper: number;
  stage: Stage;
  /** When the card was received: `YYYY-MM-DD`, UTC. */
  day: string;
  /** The `step_no` of the step that led to the current stage; 0 without any. */
  current_step: number;
  /** How many steps are recorded. */
  step_count: number;
  /** The id of the batch that it was last put into; null without any. */
  print_batch: string | null;
}

/** `open`: its cards are in no other batch; `cancelled`: it has no cards any more. */
export type PrintBatchState = 'open' | 'printed' | 'delivered' | 'cancelled';

/** Cards that are printed and delivered together. */
export interface PrintBatchRow {
  id: string;
  campaign: string;
  /** JSON: the ids of the people that its cards are for. */
  people: string;
  state: PrintBatchState;
  /** ISO 8601 in UTC with milliseconds. */
  created_at: string;
  /** The day of delivery: `YYYY-MM-DD`. */
  day: string | null;
  /** Where it is delivered: at first, where its people are held. */
  place: string | null;
}

/** Why a card was declined. */
export const declineReasons = ['harm', 'insult', 'recipient', 'spam', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/**
 * One step of a card. Rows are only ever added. The active steps form a stack that is linked by `previous_step`; an undo
 * takes the latest one off it.
 */
export interface StepRow {
  card: string;
  /** Counts from 1 for each card. */
  step_no: number;
  /** The stage it leads to; `paper` when a paper card is registered; or `undo`. */
  step: Stage | 'paper' | 'undo';
  /** ISO 8601 in UTC with milliseconds. */
  recorded_at: string;
  previous_stage: Stage;
  /** The card's `current_step` before this one. */
  previous_step: number;
  /** For an undo: the `step_no` that it took back. */
  undone_step: number | null;
  /** For a delivery: `YYYY-MM-DD`. */
  day: string | null;
  /** For a delivery. */
  place: string | null;
  /** For a card that was declined with a reason. */
  reason: DeclineReason | null;
  /** The moderator's own words for the reason `other`; deleted with the text of the card. */
  note: string | null;
}

/** The public message of one submission. It is published while at least one of its cards is approved. */
export interface MessageRow {
  /** Public: random, and unrelated to the submission's id. */
  id: string;
  campaign: string;
  /** `id_digest` of its submission; null once that has been deleted. */
  submission: string | null;
  /** The same as the submission's. */
  received_at: string;
  /** How many of its cards are approved; 0 once the submission has been deleted. */
  approved_cards: number;
  /** JSON: what the organiser has published of a sealed card, while it is published; null for other cards, whose submission has it. */
  published_text: string | null;
}

/** What a wall shows of a card. */
export interface PublishedText {
  text: string;
  /** The name that the sender has put on the card. */
  from: string;
}

/** A key pair that pages encrypt stored submissions with. */
export interface OutboxKeyRow {
  id: string;
  kem: 'x25519' | 'p256';
  /** As base64url, like `private_key`. */
  public_key: string;
  private_key: string;
  /** ISO 8601 in UTC with milliseconds: nothing is encrypted with the key after this. */
  expires_at: string;
}

/** A random value that all processes share. */
export interface SecretRow {
  name: string;
  /** As base64url. */
  value: string;
  /** ISO 8601 in UTC with milliseconds; null for one that is kept. */
  expires_at: string | null;
}

/** How many new submissions a campaign or a sender had in one minute. */
export interface RateRow {
  /** `campaign:` and its id, or `sender:` and a hash that nobody can repeat after its day. */
  name: string;
  /** ISO 8601 in UTC, up to the minute. */
  minute: string;
  value: number;
}

/** A proof of work that a stored submission came with, so that no other one can use it. */
export interface UsedProofRow {
  /** The nonce of the challenge. */
  nonce: string;
  /** ISO 8601 in UTC with milliseconds: nobody can use the proof after this. */
  expires_at: string;
}

/** One change that an organiser has made, or one export. */
export interface AuditRow {
  id: string;
  /** ISO 8601 in UTC with milliseconds. */
  recorded_at: string;
  /** The user of the operating system, the name that was given, or the account of the desk. */
  actor: string;
  /** Such as `cards approve`. */
  command: string;
  /** Empty for a change that belongs to no campaign, such as an invitation to the desk. */
  campaign: string;
  /** How many were changed. */
  affected: number;
  /** JSON: the organiser's names for them, which say nothing about supporters. */
  ids: string;
}

/** A flood that an organiser has taken back. */
export interface WithdrawalRow {
  id: string;
  campaign: string;
  /** JSON: which submissions it selected. */
  filter: string;
  /** ISO 8601 in UTC with milliseconds. */
  created_at: string;
}

/** A link that opens submissions for a short time. Its secret is not stored. */
export interface AccessLinkRow {
  /** SHA-256 of the secret. */
  digest: string;
  /** `email`: it was sent to the address of the submissions; `thanks`: the thank-you page of a plain form shows their manage link once. */
  purpose: 'email' | 'thanks';
  campaign: string;
  /** JSON: the `id_digest`s. */
  submissions: string;
  /** For `email`: a hash of the address, which nobody can make without the secret of the database. */
  address: string | null;
  /** ISO 8601 in UTC with milliseconds. */
  created_at: string;
  /** In the same format: it opens nothing after this. */
  expires_at: string;
}

/**
 * `waiting`: it is due at some time; `sent`: a mail server has accepted it; `failed`: it was refused, or could not be sent for days;
 * `bounced`: it was accepted and came back; `cancelled`: the text was deleted before it was sent.
 */
export type LetterEmailState = 'waiting' | 'sent' | 'failed' | 'bounced' | 'cancelled';

/** One letter to one target, sent by email. Its text is stored only in the submission, and is deleted with it. */
export interface LetterEmailRow {
  /** Random, and unrelated to the submission's id: it is part of the `Message-ID`. */
  id: string;
  campaign: string;
  /** `id_digest` of its submission. */
  submission: string;
  /** The id of the target. */
  target: string;
  state: LetterEmailState;
  /** Since when it has been waiting; like all instants here, ISO 8601 in UTC with milliseconds. */
  queued_at: string;
  /** Nobody tries to send it before. */
  due_at: string;
  /** How often it was tried since `queued_at`. */
  tries: number;
  /** Why the last try failed, without personal data, such as `550`. */
  problem: string | null;
  sent_at: string | null;
}

/** What the last write test has written. */
export interface WriteTestRow {
  id: number;
  value: string;
}

export interface Tables {
  submissions: SubmissionRow;
  counters: CounterRow;
  cards: CardRow;
  card_steps: StepRow;
  print_batches: PrintBatchRow;
  messages: MessageRow;
  outbox_keys: OutboxKeyRow;
  secrets: SecretRow;
  rates: RateRow;
  used_proofs: UsedProofRow;
  withdrawals: WithdrawalRow;
  audit_log: AuditRow;
  access_links: AccessLinkRow;
  desk_accounts: DeskAccountRow;
  desk_links: DeskKeyRow;
  desk_sessions: DeskKeyRow;
  desk_passkeys: PasskeyRow;
  desk_challenges: DeskKeyRow;
  letter_emails: LetterEmailRow;
  confirmations: ConfirmationRow;
  webhooks: WebhookRow;
  webhook_deliveries: WebhookDeliveryRow;
  campaigns: CampaignRow;
  campaign_versions: CampaignVersionRow;
  campaign_images: CampaignImageRow;
  write_tests: WriteTestRow;
}
