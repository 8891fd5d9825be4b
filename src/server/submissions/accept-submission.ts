/** Takes submissions: checked, stored and counted once, whichever road and however often they come. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getPhase } from '../../campaign/phase.ts';
import type { FieldError } from '../../campaign/schema/problem.schema.ts';
import { maxFieldErrors } from '../../campaign/validation/submission-rules.ts';
import { validateSubmission } from '../../campaign/validation/validate-submission.ts';
import { isUuid, type Receipt, type Submission } from '../../campaign/schema/submission.schema.ts';
import type { ProblemInput } from '../http/problem.ts';
import { createCards } from '../cards/card-workflow.ts';
import { incrementCounters, toCounts, counterKeys } from './counters.ts';
import { contentDigest, idDigest } from './digest.ts';
import { HttpError } from '../http/body.ts';
import { getExpiryDate } from '../retention/retention-job.ts';
import { QueueFullError } from '../db/write-batcher.ts';
import type { NewSubmission, StoredSubmission, Store } from '../db/store.ts';

export interface IncomingSubmission {
  /** Parsed JSON, nested no deeper than `maxDepth`. */
  body: unknown;
  /** Whether the page it comes from may send here. */
  allowed: boolean;
  /** The `Idempotency-Key` header. */
  key?: string | undefined;
  /** What a form's own rules found, beyond those of every submission. */
  faults?: FieldError[] | undefined;
}

export interface SubmissionDeps {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Is told of what keeps a submission from being stored. */
  log: (error: unknown) => void;
}

/** In seconds: whoever was not served waits this long before the next try. */
export const retryAfter = 5;

/**
 * What was stored answers first, also once the action is closed. A submission that would be refused is looked up for
 * that; one that would be accepted meets its elder self in the transaction that stores it.
 * @returns the receipt; rejects with `Refused`
 */
export async function acceptSubmission(campaign: Campaign, sent: IncomingSubmission, { store, now, log }: SubmissionDeps): Promise<Receipt> {
  const time = now();
  const receivedAt = new Date(time).toISOString();
  const id = idOf(sent.body);
  const checked = check(campaign, sent, id, time);
  try {
    if ('refusal' in checked) {
      const standing = checked.final || id === undefined ? undefined : await store.find(campaign.id, idDigest(campaign.id, id));
      if (standing) return receiptOf(standing, sent.body as { id: string }, false);
      throw new HttpError(checked.refusal);
    }
    const settled = await store.append(toRecord(campaign, checked.submission, sent.body as object, receivedAt));
    return receiptOf(settled, sent.body as { id: string }, settled.fresh);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    if (!(error instanceof QueueFullError)) log(error);
    throw new HttpError({ type: 'unavailable', retryAfter });
  }
}

type Checked = { submission: Submission } | { refusal: ProblemInput; /** Also a replay is refused so. */ final?: boolean };

function check(campaign: Campaign, { body, key, allowed, faults = [] }: IncomingSubmission, id: string | undefined, time: number): Checked {
  const checked = validateSubmission(campaign, body);
  const found = [...('errors' in checked ? checked.errors : []), ...faults].slice(0, maxFieldErrors);
  if (key && id !== undefined && normalizeKey(key) !== id.toLowerCase())
    return { refusal: { type: 'invalid', errors: [{ pointer: '/id', code: 'invalid' as const }, ...found].slice(0, maxFieldErrors) }, final: true };
  if (!allowed) return { refusal: { type: 'forbidden-origin' } };
  const phase = getPhase(campaign, time);
  if (phase !== 'open') return { refusal: { type: phase === 'closed' ? 'closed' : 'not-open' } };
  return 'submission' in checked && !found.length ? checked : { refusal: { type: 'invalid', errors: found } };
}

/** The header is written with and without quotes. */
const normalizeKey = (key: string) => key.trim().replace(/^"(.*)"$/, '$1').toLowerCase();

function idOf(body: unknown): string | undefined {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && isUuid(id) ? id : undefined;
}

function toRecord(campaign: Campaign, submission: Submission, sent: object, receivedAt: string): NewSubmission {
  const { proof: _, ...payload } = submission;
  const { id, kind, letter, postcard, tracking, testing } = submission;
  const keys = counterKeys(campaign, submission);
  const digest = idDigest(campaign.id, id);
  return {
    campaign: campaign.id,
    id_digest: digest,
    content_digest: contentDigest(sent),
    kind,
    recipients: JSON.stringify((kind === 'letter' ? letter?.targets : postcard?.to) ?? []),
    partner: tracking?.partner ?? null,
    testing: testing ? 1 : 0,
    day: receivedAt.slice(0, 10),
    received_at: receivedAt,
    payload: JSON.stringify(payload),
    forget_on: getExpiryDate(campaign, Date.parse(receivedAt)),
    ...createCards(submission, { campaign: campaign.id, submission: digest, received_at: receivedAt }),
    keys,
    count(numbers) {
      incrementCounters(numbers, campaign, submission);
      const shown = new Map(keys.map((key) => [key, numbers.get(key) ?? 0]));
      return JSON.stringify(toCounts(campaign, shown, receivedAt));
    },
  };
}

/** @param fresh whether this very request put it there */
function receiptOf(standing: StoredSubmission, sent: { id: string }, fresh: boolean): Receipt {
  if (!fresh && standing.content_digest !== contentDigest(sent)) throw new HttpError({ type: 'conflict' });
  return {
    id: sent.id,
    receivedAt: standing.received_at,
    counts: JSON.parse(standing.counts) as Receipt['counts'],
    ...(!fresh && { replayed: true as const }),
  };
}
