/** Group commit: entries that arrive while one batch is being written share the next. */

/** Entries in one commit: far fewer than one statement can hold. */
const maxBatchSize = 250;
/** Entries that may wait: a second or two of work. */
const maxQueueLength = 5000;
/**
 * In milliseconds. A batch that fails later than this has probably waited for another process: if its entries were retried, each
 * of them would wait again.
 */
const maxRetryTime = 2000;

/** Thrown when the queue is full. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

interface QueuedEntry<Entry, Result> {
  entry: Entry;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface Batcher<Entry, Result> {
  /** Resolves once the entry has been committed. @throws QueueFullError */
  append: (entry: Entry) => Promise<Result>;
  /** Resolves when the queue is empty and nothing is being written. */
  whenIdle: () => Promise<void>;
}

/**
 * @param commit writes entries in one transaction; all of them are durable when it resolves, none if it rejects
 * @param testWrite rejects if the database cannot write anything, so that a retry is pointless
 * @param retryTime how long after the beginning of a batch its entries may be retried, in milliseconds
 * @example
 * const { append } = createBatcher((entries) => insertAll(entries), () => insertTestRow());
 * const row = await append(entry); // durable
 */
export function createBatcher<Entry, Result>(
  commit: (entries: readonly Entry[]) => Promise<Result[]>,
  testWrite: () => Promise<void>,
  retryTime = maxRetryTime,
): Batcher<Entry, Result> {
  let queue: QueuedEntry<Entry, Result>[] = [];
  let pendingWrite: Promise<void> | undefined;

  async function writeQueue() {
    while (queue.length) {
      // Lets requests that the machine has already received join this batch; without any, this takes microseconds.
      await new Promise(setImmediate);
      const batch = queue.slice(0, maxBatchSize);
      queue = queue.slice(maxBatchSize);
      await writeBatch(batch);
    }
    pendingWrite = undefined;
  }

  async function writeBatch(batch: readonly QueuedEntry<Entry, Result>[], retriesUntil = performance.now() + retryTime): Promise<void> {
    try {
      const results = await commit(batch.map(({ entry }) => entry));
      batch.forEach(({ resolve }, i) => resolve(results[i]!));
    } catch (error) {
      // One entry that cannot be stored must not fail the rest of its batch, so each is retried alone, once. If a commit
      // succeeded but its answer was lost, the retry finds the stored row as its own replay.
      const canRetry = performance.now() < retriesUntil && (await testWrite().then(() => true, () => false));
      for (const entry of batch)
        if (canRetry && performance.now() < retriesUntil) await writeBatch([entry], 0);
        else entry.reject(error);
    }
  }

  return {
    append(entry) {
      if (queue.length >= maxQueueLength) return Promise.reject(new QueueFullError('the queue is full'));
      return new Promise((resolve, reject) => {
        queue.push({ entry, resolve, reject });
        pendingWrite ??= writeQueue();
      });
    },
    whenIdle: async () => pendingWrite,
  };
}
