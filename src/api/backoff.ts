/** When to try again, and after how long. Pure. */

const firstDelay = 1000;
const longestDelay = 60_000;
/** A server may ask for more, but pages do not stay open for hours. */
const maxRetryAfter = 600_000;

/** Statuses after which the same request may succeed later: Request Timeout, Too Early, Precondition Required (of a proof), Too Many Requests. */
const retryStatuses = [408, 425, 428, 429];

/** 413 Content Too Large is temporary only if the server says how long: https://www.rfc-editor.org/rfc/rfc9110#status.413 */
export const isRetryableStatus = (status: number, retryAfter?: number): boolean =>
  status >= 500 || retryStatuses.includes(status) || (status === 413 && retryAfter !== undefined);

/**
 * Doubles from a second to a minute. Half of the delay is random, so that clients that failed at the same time do not
 * retry at the same time. Never shorter than the server asked for.
 * @param failures how many attempts have failed, from 1
 * @param random from 0 to 1
 * @param retryAfter seconds that the server asked for
 * @returns milliseconds
 */
export function getRetryDelay(failures: number, random: number, retryAfter = 0): number {
  const step = Math.min(longestDelay, firstDelay * 2 ** (failures - 1));
  const requested = Math.min(maxRetryAfter, retryAfter * 1000);
  return Math.round(Math.max(requested, step / 2) + (random * step) / 2);
}
