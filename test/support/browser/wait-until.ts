// Taken before a test can replace it.
const { setTimeout } = globalThis;

/**
 * Waits until a condition holds. The time is generous, for busy machines: a test that passes does not use it up.
 *
 * @throws after `timeout` milliseconds, with the description
 */
export async function waitUntil(condition: () => unknown, description = String(condition), { timeout = 30_000 } = {}): Promise<void> {
  // The error shows where the wait began.
  const error = new Error(`timed out after ${timeout} ms: ${description}`);
  const end = performance.now() + timeout;
  while (!(await condition())) {
    if (performance.now() > end) throw error;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
