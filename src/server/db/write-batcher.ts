/** Shared commits: what arrives while one is being written goes into the next. */

/** As many entries as share one commit: well below what one statement can hold. */
const maxBatch = 250;
/** As many as may wait: a second or two of work. */
const maxWaiting = 5000;

/** Too many are waiting already. */
export class QueueFullError extends Error {
  override readonly name = 'Overloaded';
}

interface Waiting<Entry, Result> {
  entry: Entry;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface Batcher<Entry, Result> {
  append: (entry: Entry) => Promise<Result>;
  /** Resolves when nothing waits and nothing is being written. */
  idle: () => Promise<void>;
}

/**
 * @param commit writes entries in one transaction; all of them are durable when it resolves, none if it rejects
 * @param ping rejects if nothing can be written at all, so that it is no use to try again
 * @example
 * const { append } = gather((entries) => insertAll(entries), () => connect());
 * const row = await append(entry); // durable
 */
export function createBatcher<Entry, Result>(
  commit: (entries: readonly Entry[]) => Promise<Result[]>,
  ping: () => Promise<void>,
): Batcher<Entry, Result> {
  let waiting: Waiting<Entry, Result>[] = [];
  let running: Promise<void> | undefined;

  async function run() {
    while (waiting.length) {
      // What else the machine has received by now comes along; alone, this takes microseconds.
      await new Promise(setImmediate);
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      await settle(batch);
    }
    running = undefined;
  }

  async function settle(batch: readonly Waiting<Entry, Result>[]): Promise<void> {
    try {
      const results = await commit(batch.map(({ entry }) => entry));
      batch.forEach(({ resolve }, i) => resolve(results[i]!));
    } catch (error) {
      // One entry that can not be stored must not take its neighbours with it. A commit whose answer got lost is
      // found by the second try, as its own replay.
      const reachable = batch.length > 1 && (await ping().then(() => true, () => false));
      if (!reachable) for (const { reject } of batch) reject(error);
      else for (const one of batch) await settle([one]);
    }
  }

  return {
    append(entry) {
      if (waiting.length >= maxWaiting) return Promise.reject(new QueueFullError('too many are waiting'));
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        running ??= run();
      });
    },
    idle: async () => running,
  };
}
