/** Sends every request of the elements. No other file of theirs calls `fetch`. */
import { NetworkError } from './errors.ts';
import { TimeoutError, TooLargeError } from './http-errors.ts';

/** The largest response that is read, in bytes after decompression. */
export const maxResponseBytes = 256 * 1024;

export interface HttpResponse {
  url: string;
  status: number;
  /** Seconds, from the header; browsers hide it across origins unless the server exposes it. */
  retryAfter?: number;
  /** The `Date` header, hidden likewise; milliseconds since the epoch, NaN if it is unknown. */
  date: number;
  text: string;
}

/**
 * Makes one request and reads its whole body within the time limit.
 * @param timeout milliseconds
 * @throws {NetworkError} without a response; {TimeoutError} without a complete one in time; {TooLargeError} for one that is
 *   too large; the signal's reason if aborted
 */
export async function request(url: string, init: RequestInit, timeout: number, signal?: AbortSignal): Promise<HttpResponse> {
  signal?.throwIfAborted();
  const timeLimit = AbortSignal.timeout(timeout);
  const either = AbortSignal.any(signal ? [signal, timeLimit] : [timeLimit]);
  try {
    const response = await fetch(url, { ...init, signal: either });
    const { status, headers } = response;
    return {
      url,
      status,
      retryAfter: parseRetryAfter(headers.get('Retry-After')),
      date: Date.parse(headers.get('Date')!),
      text: await readText(response, url, either),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof TooLargeError) throw cause;
    throw timeLimit.aborted
      ? new TimeoutError(`no complete response from ${url} within ${timeout} ms`, { cause })
      : new NetworkError(`no response from ${url}`, { cause });
  }
}

/** Reads the body as it arrives, so that an oversized one is not downloaded to its end. */
async function readText(response: Response, url: string, signal: AbortSignal): Promise<string> {
  const { body, headers, status } = response;
  const tooLarge = () => new TooLargeError(`${url} is larger than ${maxResponseBytes} bytes`, { status });
  const reader = body?.getReader();
  const cancel = () => void reader?.cancel().catch(() => {});
  if (Number(headers.get('Content-Length')) > maxResponseBytes) {
    cancel();
    throw tooLarge();
  }
  // Polyfills of fetch have no body to read piece by piece.
  if (!reader) return response.text();
  // A body that stalls does not end by itself when the request is aborted.
  signal.addEventListener('abort', cancel);
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > maxResponseBytes) {
      cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** `Retry-After` in seconds, or as a date. */
function parseRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return wait >= 0 ? wait : undefined;
}

/** @returns the parsed value, or undefined if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
