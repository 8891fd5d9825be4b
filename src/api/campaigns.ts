/** Campaign documents, each downloaded once for the page however many elements show it. */
import {
  type ActionError,
  HttpError,
  NotJsonError,
  TooLargeError,
  UnknownCampaignError,
} from './errors.ts';
import { type Answer, parse, request } from './http.ts';
import { retryDelay } from './backoff.ts';
import { seeDate } from './server-clock.ts';
import { wait } from './delay.ts';

const timeout = 15_000;
const tries = 3;
const maxBytes = 256 * 1024;

/**
 * Reads JSON, again where that can help.
 * @param again not from a cache: WebKit answers every request with a preload that failed, until one asks for better
 * @throws {ActionError} when the last try has failed
 */
export async function read(url: string, signal: AbortSignal, again = false): Promise<unknown> {
  for (let failed = 1; ; failed++) {
    try {
      // 'same-origin', because a <link rel=preload> is only used by a request of the same mode.
      const cache = again || failed > 1 ? 'reload' : 'default';
      return open(await request(url, { credentials: 'same-origin', cache }, timeout, signal));
    } catch (error) {
      const { code, status = 500, retryAfter } = error as ActionError;
      if (signal.aborted || failed === tries || !code || code === 'too-large' || status < 500) throw error;
      await wait(retryDelay(failed, Math.random(), retryAfter), signal);
    }
  }
}

function open({ status, text, retryAfter, date }: Answer): unknown {
  seeDate(date);
  if (status === 404 || status === 410) throw new UnknownCampaignError('', { status });
  if (status !== 200) throw new HttpError(`status ${status}`, { status, retryAfter });
  // A document in Khmer has three bytes to a character.
  if (text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes)
    throw new TooLargeError('', { status });
  const json = parse(text);
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
 * @param again does not take a download that is already here
 * @throws {ActionError}; the signal's reason if aborted
 */
export async function loadCampaign(url: string, signal: AbortSignal, again = false): Promise<unknown> {
  let download = again ? undefined : downloads.get(url);
  if (!download) {
    const stop = new AbortController();
    download = { document: read(url, stop.signal, again), stop, waiting: 0 };
    downloads.set(url, download);
  }
  const mine = download;
  const drop = () => {
    if (downloads.get(url) === mine) downloads.delete(url);
  };
  const leave = () => {
    if (--mine.waiting === 0) {
      drop();
      mine.stop.abort();
    }
  };
  mine.waiting++;
  signal.addEventListener('abort', leave);
  try {
    const document = await mine.document;
    signal.throwIfAborted();
    return document;
  } catch (error) {
    drop();
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
