/** Sends a submission, with retries, until a receipt confirms it. */
import { type ActionError, NetworkError } from './errors.ts';
import { HttpError, NotJsonError, TooLargeError, UnknownCampaignError } from './http-errors.ts';
import { SubmissionRejectedError } from './submission-errors.ts';
import { type HttpResponse, parseJson, request } from './http.ts';
import { isRetryableStatus, getRetryDelay } from './backoff.ts';
import { delay as defaultDelay, type DelayFn } from './delay.ts';
import { lazyModule } from './lazy-module.ts';
import { toJson } from '../utils/to-json.ts';
import type { Problem, ProblemType } from '../campaign/schema/problem.schema.ts';
import type { Envelope } from '../campaign/schema/outbox.schema.ts';
import type { AnyReceipt, HeldReceipt, Receipt, Submission } from '../campaign/schema/submission.schema.ts';

const timeout = 20_000;
/** After this many failures the supporter learns that the submission is queued. */
const attemptsBeforeQueued = 2;
/** A proxy's own 403 or 404 may be temporary; after this many it counts as permanent. */
const maxUnknownStatuses = 3;
/** A proof may have expired, or the server may want a new one; after this many it is as if the server could not be reached. */
const proofsPerAttempt = 2;

/** Another attempt may succeed. */
const temporaryProblems = ['proof-required', 'too-many', 'unavailable'];

const loadSolver = lazyModule(() => import('../proof-of-work/create-proof.ts'));

export interface SubmitOptions {
  /** Called when an attempt has failed and another one follows. */
  onFailure?: () => void;
  /** Called once, when the submission is queued. */
  onQueued?: () => void;
  /** Aborting this signal ends the current wait, so that the next attempt starts at once. */
  retryNow: () => AbortSignal;
  /** Called before each further attempt. */
  beforeRetry?: () => Promise<void>;
  /** Aborting this signal gives the submission up. */
  signal?: AbortSignal;
  /** How to wait between attempts, and the random part of how long; tests replace both. */
  delay?: DelayFn;
  random?: () => number;
}

/**
 * Tries until the server answers, as long as the page lives. The `id` stays the same, so it is counted once.
 * @param url absolute
 * @throws {ActionError} that another attempt would not avoid; the signal's reason if aborted
 */
export async function submitWithRetry(
  url: string,
  message: Submission | Envelope,
  { onFailure, onQueued, retryNow, beforeRetry, signal, delay = defaultDelay, random = Math.random }: SubmitOptions,
): Promise<AnyReceipt> {
  let keepalive = true;
  let isQueued = false;
  let unknownStatuses = 0;
  for (let failures = 1; ; failures++) {
    try {
      return parseReceipt(message.id, await post(url, message, keepalive, signal));
    } catch (reason) {
      const error = reason as ActionError;
      if (signal?.aborted) throw error;
      if (!isTemporary(error)) {
        const isUnknownStatus = error.code === 'http';
        if (!isUnknownStatus || ++unknownStatuses === maxUnknownStatuses) throw error;
      }
      // WebKit goes on with a keepalive request that is aborted, and six of them would block all others to the server.
      if (error.code === 'timeout') keepalive = false;
      onFailure?.();
      if (!isQueued && (failures >= attemptsBeforeQueued || !navigator.onLine)) {
        isQueued = true;
        onQueued?.();
      }
      const endWait = signal ? AbortSignal.any([signal, retryNow()]) : retryNow();
      await delay(getRetryDelay(failures, random(), error.retryAfter), endWait);
      await beforeRetry?.();
      signal?.throwIfAborted();
    }
  }
}

/** Sends; and where the server asks for a proof of work, computes one and sends again. */
async function post(url: string, message: Submission | Envelope, keepalive: boolean, signal?: AbortSignal): Promise<HttpResponse> {
  let body = toJson(message);
  for (let proofs = 0; ; proofs++) {
    const response = await postOnce(url, body, keepalive, signal);
    if (response.status !== 428 || proofs === proofsPerAttempt) return response;
    const [{ text }, { createProof }] = await Promise.all([request(new URL('challenge', url).href, { credentials: 'omit' }, timeout, signal), loadSolver()]);
    body = toJson({ ...message, proof: await createProof(text, signal) });
  }
}

/**
 * Sends without a preflight.
 * @param keepalive so that the request arrives even if the supporter leaves at once
 */
async function postOnce(url: string, body: string, keepalive: boolean, signal?: AbortSignal): Promise<HttpResponse> {
  const init: RequestInit = {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/plain' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
  };
  try {
    return await request(url, { ...init, keepalive }, timeout, signal);
  } catch (error) {
    // Keepalive bodies share a quota of 64 KiB with the host page. When it is used up, send without keepalive at once.
    if (keepalive && error instanceof NetworkError && navigator.onLine) return request(url, init, timeout, signal);
    throw error;
  }
}

type ResponseBody = Partial<Receipt & HeldReceipt & Problem> | null | undefined;

/** Only a complete receipt with our id is a success: a captive portal answers 200 as well. */
function isReceipt(body: ResponseBody, id: string): body is AnyReceipt {
  if (body?.id !== id || typeof body.receivedAt !== 'string') return false;
  return body.held === true || (typeof body.counts === 'object' && body.counts !== null);
}

function parseReceipt(id: string, { url, status, text, retryAfter }: HttpResponse): AnyReceipt {
  const json = parseJson(text) as ResponseBody;
  if (status < 300) {
    if (isReceipt(json, id)) return json;
    throw new NotJsonError(`no receipt from ${url}`, { status });
  }
  const problem = /\/problems\/([a-z-]+)$/.exec(String(json?.type))?.[1];
  const options = { status, retryAfter: retryAfter ?? (Number(json?.retryAfter) || undefined) };
  // A proxy has a limit of its own, and says so without a problem document.
  const isTooLarge = problem ? problem === 'too-large' : status === 413 && !isRetryableStatus(status, options.retryAfter);
  if (isTooLarge) throw new TooLargeError(`the submission is too large for ${url}`, options);
  if (!problem || temporaryProblems.includes(problem)) throw new HttpError(`status ${status} from ${url}`, options);
  if (problem === 'unknown-campaign') throw new UnknownCampaignError(`unknown campaign at ${url}`, options);
  throw new SubmissionRejectedError(problem as ProblemType, Array.isArray(json?.errors) ? json.errors : [], status);
}

/** Whether another attempt is likely to succeed. */
const isTemporary = ({ code, status = 0, retryAfter }: ActionError): boolean =>
  code === 'network' || code === 'timeout' || code === 'not-json' || (code === 'http' && isRetryableStatus(status, retryAfter));
