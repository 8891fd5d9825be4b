/** Validates, stores and counts a submission once, however often and in whatever format it arrives. */
import { getPhase } from '../../campaign/phase.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { FieldError, ProblemType } from '../../campaign/schema/problem.schema.ts';
import { isUuid, type HeldReceipt, type Receipt, type Submission } from '../../campaign/schema/submission.schema.ts';
import { maxFieldErrors } from '../../campaign/validation/submission-rules.ts';
import { parseSubmission, validateSubmissionBody } from '../../campaign/validation/validate-submission.ts';
import type { Admission } from '../abuse/abuse-protection.ts';
import type { HeldReason } from '../db/schema.ts';
import type { Store, ReceiptRow } from '../db/store.ts';
import { QueueFullError } from '../db/write-batcher.ts';
import type { ConfirmationRow } from '../db/confirmation-rows.ts';
import { getContentDigest, getIdDigest } from './digest.ts';
import { toRecord } from './to-record.ts';

export interface IncomingSubmission {
  /** Parsed JSON, nested no deeper than `maxDepth`. */
  body: unknown;
  /** Whether the page it comes from may submit here. */
  allowed: boolean;
  /** The id that the client has sent beside the body; an empty one counts as missing. */
  key?: string | undefined;
  /** What the rules of a form found, beyond the rules for every submission. */
  formErrors?: FieldError[] | undefined;
  /** Whether it waited in a page's outbox: then it was accepted by the page, and is held where it can no longer be counted. */
  isFromOutbox?: boolean;
  /** Decides about a submission that is probably new, where floods are slowed down. */
  admit?: (() => Promise<Admission>) | undefined;
}

export interface SubmissionDeps {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Receives the error if a submission could not be stored. */
  log: (error: unknown) => void;
  /** @returns the email to send, if a submission needs a confirmation; without it, none does */
  confirm?: ((campaign: Campaign, submission: Submission, time: number) => Promise<ConfirmationRow | undefined>) | undefined;
  /** Whether the server sends letters by email; without it, it only collects them. */
  sendsLetters?: boolean | undefined;
}

/** Why a submission was not accepted. */
interface SubmissionProblem {
  type: ProblemType;
  errors?: FieldError[];
  /** Seconds. */
  retryAfter?: number;
}

export type AcceptSubmissionResult = { receipt: Receipt } | { held: HeldReceipt } | { problem: SubmissionProblem };

/** How long a client that could not be served waits before its next try, in seconds. */
export const retryAfter = 5;

/**
 * A stored submission answers first, even after the campaign has closed. A submission that would be rejected is therefore
 * looked up before that; one that would be accepted finds its stored copy in the transaction that inserts it.
 */
export async function acceptSubmission(
  campaign: Campaign,
  incoming: IncomingSubmission,
  { store, now, log, confirm, sendsLetters }: SubmissionDeps,
): Promise<AcceptSubmissionResult> {
  const time = now();
  const body = incoming.body as { id: string };
  const id = getId(incoming.body);
  const check = checkSubmission(campaign, incoming, id, time);
  try {
    if ('submission' in check) return await storeSubmission(check.submission, null);
    const stored = check.isFinal || id === undefined ? undefined : await findStored(id);
    if (stored) return answerReplay(stored, body);
    const late = incoming.isFromOutbox && !check.isFinal ? parseSubmission(body) : undefined;
    return late ? await storeSubmission(late, 'late') : { problem: check.problem };
  } catch (error) {
    if (!(error instanceof QueueFullError)) log(error);
    return { problem: { type: 'unavailable', retryAfter } };
  }

  async function storeSubmission(submission: Submission, reason: HeldReason | null): Promise<AcceptSubmissionResult> {
    const admission = (await incoming.admit?.()) ?? freeAdmission;
    if ('problem' in admission) {
      // A replay costs nothing.
      const stored = await findStored(submission.id);
      return stored ? answerReplay(stored, body) : { problem: admission.problem };
    }
    const held = reason ?? (admission.isHeld ? 'flood' : null);
    const confirmation = held ? undefined : await confirm?.(campaign, submission, time);
    const record = toRecord(campaign, submission, body, time, { held: confirmation ? 'unconfirmed' : held, sendsLetters });
    const result = await store.insertSubmission({ ...record, proof: admission.proof, confirmation });
    if (result !== 'proof-used' && result.isNew) return toAnswer(result, body);
    admission.cancel();
    return result === 'proof-used' ? { problem: { type: 'proof-required' } } : answerReplay(result, body);
  }

  function findStored(submissionId: string): Promise<ReceiptRow | undefined> {
    return store.findSubmission(campaign.id, getIdDigest(campaign.id, submissionId));
  }
}

const freeAdmission: Admission = { isHeld: false, cancel: () => {} };

type Check = { submission: Submission } | { problem: SubmissionProblem; /** Whether a replay is rejected as well. */ isFinal?: boolean };

function checkSubmission(campaign: Campaign, incoming: IncomingSubmission, id: string | undefined, time: number): Check {
  const validation = validateSubmissionBody(campaign, incoming.body);
  const errors = [...('errors' in validation ? validation.errors : []), ...(incoming.formErrors ?? [])].slice(0, maxFieldErrors);
  if (incoming.key && id !== undefined && incoming.key.toLowerCase() !== id.toLowerCase())
    return { problem: { type: 'invalid', errors: [{ pointer: '/id', code: 'invalid' as const }, ...errors].slice(0, maxFieldErrors) }, isFinal: true };
  if (!incoming.allowed) return { problem: { type: 'forbidden-origin' } };
  const phase = getPhase(campaign, time);
  if (phase !== 'open') return { problem: { type: phase === 'closed' ? 'closed' : 'not-open' } };
  return 'submission' in validation && !errors.length ? validation : { problem: { type: 'invalid', errors } };
}

function getId(body: unknown): string | undefined {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && isUuid(id) ? id : undefined;
}

function answerReplay(stored: ReceiptRow, body: { id: string }): AcceptSubmissionResult {
  if (stored.content_digest !== getContentDigest(body)) return { problem: { type: 'conflict' } };
  const answer = toAnswer(stored, body);
  return 'receipt' in answer ? { receipt: { ...answer.receipt, replayed: true } } : answer;
}

function toAnswer({ received_at: receivedAt, counts, held }: ReceiptRow, { id }: { id: string }): { receipt: Receipt } | { held: HeldReceipt } {
  if (held && held !== 'unconfirmed') return { held: { id, receivedAt, held: true } };
  return { receipt: { id, receivedAt, counts: JSON.parse(counts) as Receipt['counts'], ...(held && { confirm: 'email' as const }) } };
}
