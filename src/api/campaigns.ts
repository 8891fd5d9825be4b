/** Campaign documents, each downloaded once for the page however many elements show it. */
import { HttpError, NotJsonError, UnknownCampaignError } from './http-errors.ts';
import { isRetryableStatus, getRetryDelay } from './backoff.ts';
import { delay } from './delay.ts';
import { type HttpResponse, parseJson, request } from './http.ts';
import { getPageState } from './page-registry.ts';
import { observeDateHeader } from './sync-clock.ts';
import type { ActionError } from './errors.ts';

const timeout = 15_000;
const maxAttempts = 3;

/**
 * Reads JSON, with retries where they can help.
 * @param reload bypasses caches: after a preload that failed, WebKit fails every other request for the same URL
 * @throws {ActionError} when the last attempt has failed
 */
export async function fetchJson(url: string, signal: AbortSignal, reload = false): Promise<unknown> {
  for (let failures = 1; ; failures++) {
    try {
      // 'same-origin', because a <link rel=preload> is only used by a request with the same mode.
      const cache = reload || failures > 1 ? 'reload' : 'default';
      return parseResponse(await request(url, { credentials: 'same-origin', cache }, timeout, signal));
    } catch (error) {
      if (signal.aborted || failures === maxAttempts || !isRetryable(error as Partial<ActionError>)) throw error;
      await delay(getRetryDelay(failures, Math.random(), (error as ActionError).retryAfter), signal);
    }
  }
}

function isRetryable({ code, status = 0 }: Partial<ActionError>): boolean {
  return code === 'network' || code === 'timeout' || (code === 'http' && isRetryableStatus(status));
}

function parseResponse({ url, status, text, retryAfter, date }: HttpResponse): unknown {
  observeDateHeader(date);
  if (status === 404 || status === 410) throw new UnknownCampaignError(`nothing at ${url}`, { status });
  if (status !== 200) throw new HttpError(`status ${status} from ${url}`, { status, retryAfter });
  const json = parseJson(text);
  if (json === undefined) throw new NotJsonError(`not JSON: ${url}`, { status });
  return json;
}

/**
 * The document at a URL, not validated yet. All elements with the same URL share one download.
 * @param url absolute
 * @param reload does not use a download that exists already
 * @throws {ActionError}; the signal's reason if aborted
 */
export async function loadCampaign(url: string, signal: AbortSignal, reload = false): Promise<unknown> {
  const { downloads } = getPageState();
  let download = reload ? undefined : downloads.get(url);
  if (!download) {
    const controller = new AbortController();
    download = { document: fetchJson(url, controller.signal, reload), abort: () => controller.abort(), waiting: 0 };
    downloads.set(url, download);
  }
  const current = download;
  const evict = () => {
    if (downloads.get(url) === current) downloads.delete(url);
  };
  const release = () => {
    if (--current.waiting > 0) return;
    evict();
    current.abort();
  };
  current.waiting++;
  signal.addEventListener('abort', release);
  try {
    const document = await current.document;
    signal.throwIfAborted();
    return document;
  } catch (error) {
    evict();
    throw error;
  } finally {
    signal.removeEventListener('abort', release);
  }
}
