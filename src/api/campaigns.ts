/** Campaign documents, each downloaded once for the page however many elements show it. */
import {
  type ActionError,
  HttpError,
  NotJsonError,
  TooLargeError,
  UnknownCampaignError,
} from './errors.ts';
import { type HttpResponse, parseJson, request } from './http.ts';
import { retryDelay } from './backoff.ts';
import { observeDateHeader } from './server-clock.ts';
import { delay } from './delay.ts';

const timeout = 15_000;
const tries = 3;
const maxBytes = 256 * 1024;

/**
 * Reads JSON, again where that can help.
 * @param reload not from a cache: WebKit answers every request with a preload that failed, until one asks for better
 * @throws {ActionError} when the last try has failed
 */
export async function fetchJson(url: string, signal: AbortSignal, reload = false): Promise<unknown> {
  for (let failed = 1; ; failed++) {
    try {
      // 'same-origin', because a <link rel=preload> is only used by a request of the same mode.
      const cache = reload || failed > 1 ? 'reload' : 'default';
      return parseResponse(await request(url, { credentials: 'same-origin', cache }, timeout, signal));
    } catch (error) {
      const { code, status = 500, retryAfter } = error as ActionError;
      if (signal.aborted || failed === tries || !code || code === 'too-large' || status < 500) throw error;
      await delay(retryDelay(failed, Math.random(), retryAfter), signal);
    }
  }
}

function parseResponse({ status, text, retryAfter, date }: HttpResponse): unknown {
  observeDateHeader(date);
  if (status === 404 || status === 410) throw new UnknownCampaignError('', { status });
  if (status !== 200) throw new HttpError(`status ${status}`, { status, retryAfter });
  // A document in Khmer has three bytes to a character.
  if (text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes)
    throw new TooLargeError('', { status });
  const json = parseJson(text);
  if (json === undefined) throw new NotJsonError('', { status });
  return json;
}

interface Download {
  document: Promise<unknown>;
  stop: AbortController;
  /** Who waits for it still; the last to leave stops it. */
  waiting: number;
}

const downloads = new Map<string, Download>();

/**
 * The document at a URL, not checked yet; everybody who asks for the same one gets the same download.
 * @param url absolute
 * @param reload does not take a download that is already here
 * @throws {ActionError}; the signal's reason if aborted
 */
export async function loadCampaign(url: string, signal: AbortSignal, reload = false): Promise<unknown> {
  let download = reload ? undefined : downloads.get(url);
  if (!download) {
    const stop = new AbortController();
    download = { document: fetchJson(url, stop.signal, reload), stop, waiting: 0 };
    downloads.set(url, download);
  }
  const mine = download;
  const evict = () => {
    if (downloads.get(url) === mine) downloads.delete(url);
  };
  const release = () => {
    if (--mine.waiting === 0) {
      evict();
      mine.stop.abort();
    }
  };
  mine.waiting++;
  signal.addEventListener('abort', release);
  try {
    const document = await mine.document;
    signal.throwIfAborted();
    return document;
  } catch (error) {
    evict();
    throw error;
  } finally {
    signal.removeEventListener('abort', release);
  }
}
