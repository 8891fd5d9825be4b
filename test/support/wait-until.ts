import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `check` returns a truthy value, and returns that value. A check that throws counts as not fulfilled yet. The time is
 * generous, for busy machines: a test that passes does not use it up.
 *
 * @param description the condition in words, for the error message
 * @throws after `timeout` milliseconds; `cause` is what the last check threw
 */
export async function waitUntil<T>(description: string, check: () => T | Promise<T>, timeout = 30_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeout;
  let cause: unknown;
  // Poll often at first and less often later, because each look into a page takes time from what the test waits for.
  let interval = 10;
  do {
    try {
      const value = await check();
      if (value) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(interval);
    interval = Math.min(interval * 1.5, 100);
  } while (performance.now() < deadline);
  throw new Error(`timed out after ${timeout} ms: ${description}`, { cause });
}
