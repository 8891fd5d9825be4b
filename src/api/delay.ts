export type DelayFn = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits. Ends early if the connection is back or the signal is aborted. */
export const delay: DelayFn = (milliseconds, signal) =>
  new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      removeEventListener('online', finish);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    addEventListener('online', finish);
    if (signal?.aborted) finish();
    signal?.addEventListener('abort', finish);
  });
