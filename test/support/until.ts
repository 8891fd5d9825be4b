import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition holds, and answers what it gave. A check that throws has not come true yet.
 *
 * @param what the condition in words, for the message when it never holds
 * @throws after `timeout` milliseconds, with what the last check threw as its cause
 */
export async function until<T>(what: string, check: () => T | Promise<T>, timeout = 15_000): Promise<NonNullable<T>> {
  const end = performance.now() + timeout;
  let cause: unknown;
  // Often at first, then seldom: each look into a page takes time from what it waits for.
  let pause = 10;
  do {
    try {
      const value = await check();
      if (value) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(pause);
    pause = Math.min(pause * 1.5, 100);
  } while (performance.now() < end);
  throw new Error(`never came true in ${timeout} ms: ${what}`, { cause });
}
