/** Runs work that can wait until the page is idle. Safari has no `requestIdleCallback`. */
export const whenIdle = (work: () => void): unknown =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: 1000 }) : setTimeout(work, 50);
