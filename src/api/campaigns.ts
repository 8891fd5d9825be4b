/** Campaign documents, each downloaded once for the page however many elements show it. */
import { HttpError, NotJsonError, UnknownCampaignError } from './http-errors.ts';
import { isRetryableStatus, getRetryDelay } from './backoff.ts';
import { delay } from './delay.ts';
import { type HttpResponse, parseJson, request } from './http.ts';
import { type Download, getPageState } from './page-registry.ts';
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

function isRetryable({ code, status = 0, retryAfter }: Partial<ActionError>): boolean {
  return code === 'network' || code === 'timeout' || (code === 'http' && isRetryableStatus(status, retryAfter));
}

function parseResponse({ url, status, text, retryAfter, date }: HttpResponse): unknown {
  observeDateHeader(date);
  if (status === 404 || status === 410) throw new UnknownCampaignError(`nothing at ${url}`, { status });
  if (status !== 200) throw new HttpError(`status ${status} from ${url}`, { status, retryAfter });
  const json = parseJson(text);
  if (json === undefined) throw new NotJsonError(`not JSON: ${url}`, { status });
  return json;
}

/** @param reload does not use a download that exists already */
function getDownload(url: string, reload: boolean): Download {
  const { downloads } = getPageState();
  const shared = downloads.get(url);
  if (shared && !reload) return shared;
  const controller = new AbortController();
  const evict = () => {
    if (downloads.get(url) === download) downloads.delete(url);
  };
  const abort = () => {
    evict();
    controller.abort();
  };
  const download: Download = { document: fetchJson(url, controller.signal, reload), abort, waiting: 0 };
  downloads.set(url, download);
  download.document.catch(evict);
  return download;
}

/**
 * The document at a URL, not validated yet. All elements with the same URL share one download.
 * @param url absolute
 * @param reload does not use a download that exists already
 * @throws {ActionError}; the signal's reason if aborted
 */
export async function loadCampaign(url: string, signal: AbortSignal, reload = false): Promise<unknown> {
  const download = getDownload(url, reload);
  const release = () => {
    if (--download.waiting === 0) download.abort();
  };
  download.waiting++;
  signal.addEventListener('abort', release);
  try {
    const document = await download.document;
    signal.throwIfAborted();
    return document;
  } finally {
    signal.removeEventListener('abort', release);
  }
}
