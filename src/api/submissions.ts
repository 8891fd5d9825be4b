/** Sends a submission until a receipt names it. */
import {
  type ActionError,
  HttpError,
  NetworkError,
  NotJsonError,
  TooLargeError,
  UnknownCampaignError,
} from './errors.ts';
import { SubmissionRejectedError } from './submission-errors.ts';
import { type HttpResponse, parseJson, request } from './http.ts';
import { retryDelay } from './backoff.ts';
import { delay as defaultDelay, type DelayFn } from './delay.ts';
import type { Problem, ProblemType } from '../campaign/schema/problem.schema.ts';
import type { Receipt, Submission } from '../campaign/schema/submission.schema.ts';

const timeout = 20_000;
/** After so many tries the supporter is told that it is kept. */
const triesBeforeQueued = 2;
/** A proxy's own 403 or 404 may pass; after so many it will not. */
const triesOfUnknown = 3;

export interface SubmitOptions {
  /** Called once, when it is kept for later. */
  queued: () => void;
  /** Aborting it means: try now, do not wait. */
  retryNow: () => AbortSignal;
  /** How it waits between tries, and the chance in how long; a test gives others. */
  delay?: DelayFn;
  random?: () => number;
}

/**
 * Tries until the endpoint answers, for as long as the page lives. The same `id` makes sure that it is counted once.
 * @param url absolute
 * @throws {ActionError} that another try would meet again
 */
export async function submitWithRetry(url: string, submission: Submission, { queued, retryNow, delay = defaultDelay, random = Math.random }: SubmitOptions): Promise<Receipt> {
  // As it stands: old libraries on a page give lists a toJSON() of their own, and they would be encoded twice.
  const body = JSON.stringify(submission, function (this: Record<string, unknown>, key) {
    return this[key];
  });
  for (let failed = 1; ; failed++) {
    try {
      return parseReceipt(submission.id, await post(url, body));
    } catch (error) {
      if (!isRetryable(error as ActionError, failed)) throw error;
      if (failed === triesBeforeQueued || (failed < triesBeforeQueued && !navigator.onLine)) {
        failed = Math.max(failed, triesBeforeQueued);
        queued();
      }
      await delay(retryDelay(failed, random(), (error as ActionError).retryAfter), retryNow());
    }
  }
}

/** Without preflight, and outliving the tab, so that a vote of somebody who leaves at once still arrives. */
async function post(url: string, body: string): Promise<HttpResponse> {
  const init: RequestInit = {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/plain' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
  };
  try {
    return await request(url, { ...init, keepalive: true }, timeout);
  } catch (error) {
    // Bodies that outlive the tab share 64 KiB with the host page; where that is used up, send plainly at once.
    if (error instanceof NetworkError && navigator.onLine) return request(url, init, timeout);
    throw error;
  }
}

/** Success is a receipt that names our id, and nothing else: a captive portal answers 200 as well. */
function parseReceipt(id: string, { status, text, retryAfter }: HttpResponse): Receipt {
  const json = parseJson(text) as Partial<Receipt & Problem & { retryAfter: number }> | null | undefined;
  if (status < 300) {
    if (json?.id === id) return json as Receipt;
    throw new NotJsonError('no receipt', { status });
  }
  const problem = /\/problems\/([a-z-]+)$/.exec(String(json?.type))?.[1];
  const more = { status, retryAfter: retryAfter ?? (Number(json?.retryAfter) || undefined) };
  if (!problem || problem === 'too-many' || problem === 'unavailable') throw new HttpError(`status ${status}`, more);
  if (problem === 'unknown-campaign') throw new UnknownCampaignError(problem, more);
  if (problem === 'too-large') throw new TooLargeError(problem, more);
  throw new SubmissionRejectedError(problem as ProblemType, Array.isArray(json?.errors) ? json.errors : [], status);
}

function isRetryable({ code, status = 0 }: ActionError, failed: number): boolean {
  if (code === 'network' || code === 'timeout' || code === 'not-json') return true;
  if (code !== 'http') return false;
  return status >= 500 || status === 408 || status === 425 || status === 429 || failed < triesOfUnknown;
}
