/** How long to wait between tries: pure. */

const first = 1000;
const longest = 60_000;
/** However long an endpoint asks to wait, a page is not open for ever. */
const maxRetryAfter = 600_000;

/**
 * Doubles from a second to a minute, half of it by chance, so that a crowd that failed together does not come back
 * together; never sooner than the endpoint asked.
 * @param tries how many have failed, from 1
 * @param random from 0 to 1
 * @param retryAfter seconds that the endpoint asked for
 * @returns milliseconds
 */
export function retryDelay(tries: number, random: number, retryAfter = 0): number {
  const step = Math.min(longest, first * 2 ** (tries - 1));
  const asked = Math.min(maxRetryAfter, retryAfter * 1000);
  return Math.round(Math.max(asked, step / 2) + (random * step) / 2);
}
