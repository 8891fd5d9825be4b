/** Counts every timer and animation frame that the page requests. */
export interface Timers {
  /** Delays of the timers that have not fired, in milliseconds. */
  pending: () => number[];
  /** How many have been requested since. */
  requestCount: () => number;
  restore: () => void;
  /** Waits for a condition without being counted. */
  until: (condition: () => boolean, what?: string) => Promise<void>;
}

export function countTimers(): Timers {
  const page = globalThis as unknown as Record<string, (...args: unknown[]) => unknown>;
  const names = ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'clearTimeout', 'clearInterval'];
  const originals = Object.fromEntries(names.map((name) => [name, page[name]]));
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  const waits = new Map<unknown, number>();
  let requestCount = 0;
  for (const name of names.slice(0, 4)) {
    if (!originals[name]) continue;
    page[name] = (callback, wait, ...args) => {
      requestCount++;
      const id = originals[name]!.call(
        globalThis,
        (...callbackArgs: unknown[]) => {
          if (name !== 'setInterval') waits.delete(id);
          (callback as (...callbackArgs: unknown[]) => void)(...callbackArgs);
        },
        wait,
        ...args,
      );
      waits.set(id, typeof wait === 'number' ? wait : 0);
      return id;
    };
  }
  for (const name of names.slice(4))
    page[name] = (id) => {
      waits.delete(id);
      return originals[name]!.call(globalThis, id);
    };
  return {
    pending: () => [...waits.values()],
    requestCount: () => requestCount,
    restore: () => Object.assign(page, Object.fromEntries(Object.entries(originals).filter(([, one]) => one))),
    async until(condition, what = String(condition)) {
      const end = performance.now() + 10_000;
      while (!condition()) {
        if (performance.now() > end) throw new Error(`timed out: ${what}`);
        await new Promise((resolve) => frame(resolve));
      }
    },
  };
}
