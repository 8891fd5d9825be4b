/** Waits, but not longer than it takes the connection to come back, or somebody to press "now". */
export interface DelayFn {
  (milliseconds: number, wake?: AbortSignal): Promise<void>;
}

export const delay: DelayFn = (milliseconds, wake) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      wake?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    if (wake?.aborted) done();
    wake?.addEventListener('abort', done);
  });
