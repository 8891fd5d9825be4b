/** The one place that calls fetch. */
import { NetworkError, TimeoutError } from './errors.ts';

export interface HttpResponse {
  status: number;
  /** Seconds, from the header; browsers hide it across origins unless it is exposed. */
  retryAfter?: number;
  /** The header, hidden likewise; milliseconds since the epoch, NaN where it is not told. */
  date: number;
  text: string;
}

/**
 * One request, with its whole body read within the time.
 * @param timeout milliseconds
 * @throws {NetworkError} without an answer; {TimeoutError} without a whole one in time; the signal's reason if aborted
 */
export async function request(url: string, init: RequestInit, timeout: number, signal?: AbortSignal): Promise<HttpResponse> {
  signal?.throwIfAborted();
  // Not AbortSignal.any(): younger than the oldest browser that we serve.
  const own = new AbortController();
  const abort = () => own.abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort();
  }, timeout);
  signal?.addEventListener('abort', abort);
  try {
    const response = await fetch(url, { ...init, signal: own.signal });
    const { status, headers } = response;
    return {
      status,
      retryAfter: seconds(headers.get('Retry-After')),
      date: Date.parse(headers.get('Date')!),
      text: await response.text(),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    throw timedOut ? new TimeoutError(`no answer in ${timeout} ms`, { cause }) : new NetworkError('no answer', { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** `Retry-After` in seconds, or as a date. */
function seconds(header: string | null): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return wait >= 0 ? wait : undefined;
}

/** @returns what the text holds, or undefined where it is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
