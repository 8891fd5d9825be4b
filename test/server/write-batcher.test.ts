/** Group commit, with a commit whose end the test controls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBatcher, QueueFullError } from '../../src/server/db/write-batcher.ts';
import { waitUntil } from '../support/wait-until.ts';

interface PendingCommit {
  entries: readonly string[];
  resolve: (results: string[]) => void;
}

function createManualCommit() {
  const pending: PendingCommit[] = [];
  return {
    pending,
    commit: (entries: readonly string[]) => new Promise<string[]>((resolve) => void pending.push({ entries, resolve })),
    waitForCommit: (i: number) => waitUntil('a commit begins', () => pending[i]),
  };
}
const writeSucceeds = () => Promise.resolve();

describe('write batcher', () => {
  it('commits a single entry at once', async () => {
    const { waitForCommit, commit } = createManualCommit();
    const { append } = createBatcher(commit, writeSucceeds);
    const result = append('a');
    const { entries, resolve } = await waitForCommit(0);
    assert.deepEqual(entries, ['a']);
    resolve(['A']);
    assert.equal(await result, 'A');
  });

  it('puts entries that arrive during a commit into the next one', async () => {
    const { pending, waitForCommit, commit } = createManualCommit();
    const { append, whenIdle } = createBatcher(commit, writeSucceeds);
    const first = append('a');
    const { resolve } = await waitForCommit(0);
    const others = [append('b'), append('c')];
    resolve(['A']);
    assert.equal(pending.length, 1);
    assert.equal(await first, 'A');
    const next = await waitForCommit(1);
    assert.deepEqual(next.entries, ['b', 'c']);
    next.resolve(['B', 'C']);
    assert.deepEqual(await Promise.all(others), ['B', 'C']);
    await whenIdle();
  });

  it('resolves no entry before its commit has ended', async () => {
    const { waitForCommit, commit } = createManualCommit();
    let isResolved = false;
    const result = createBatcher(commit, writeSucceeds).append('a').then(() => (isResolved = true));
    const { resolve } = await waitForCommit(0);
    await new Promise(setImmediate);
    assert.equal(isResolved, false);
    resolve(['A']);
    assert.equal(await result, true);
  });

  it('rejects an entry that cannot be stored, and stores the rest of its batch', async () => {
    const batches: (readonly string[])[] = [];
    const { append } = createBatcher((entries: readonly string[]) => {
      batches.push(entries);
      return entries.includes('poison') ? Promise.reject(new Error('refused')) : Promise.resolve(entries.map((entry) => entry.toUpperCase()));
    }, writeSucceeds);
    const results = await Promise.allSettled(['a', 'poison', 'b'].map(append));
    assert.deepEqual(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))), ['A', 'Error: refused', 'B']);
    assert.deepEqual(batches, [['a', 'poison', 'b'], ['a'], ['poison'], ['b']]);
  });

  it('does not retry each entry if the database cannot be written', async () => {
    let commits = 0;
    const fail = () => Promise.reject(new Error('gone'));
    const { append } = createBatcher(() => (commits++, fail()), fail);
    const results = await Promise.allSettled(['a', 'b', 'c'].map(append));
    assert.ok(results.every(({ status }) => status === 'rejected'));
    assert.equal(commits, 1);
  });

  it('does not retry the entries of a batch that failed late, because each of them would wait as long again', async () => {
    let commits = 0;
    const { append } = createBatcher(() => (commits++, Promise.reject(new Error('locked'))), writeSucceeds, 0);
    const results = await Promise.allSettled(['a', 'b', 'c'].map(append));
    assert.deepEqual(results.map((result) => (result.status === 'rejected' ? String(result.reason) : '')), ['Error: locked', 'Error: locked', 'Error: locked']);
    assert.equal(commits, 1);
  });

  it('stops retrying when the time is over, and rejects the entries that are left with the error of their batch', async (t) => {
    const retryTime = 500;
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    const commit = ([first, ...others]: readonly string[]) => {
      if (others.length) return Promise.reject(new Error('refused'));
      // The second retry waits for a lock.
      if (first === 'b') now += retryTime * 2;
      return Promise.resolve([first!.toUpperCase()]);
    };
    const { append } = createBatcher(commit, writeSucceeds, retryTime);
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map(append));
    assert.deepEqual(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))), ['A', 'B', 'Error: refused', 'Error: refused']);
  });

  it('rejects entries beyond the queue limit, and stores the others', async () => {
    const { append } = createBatcher((entries: readonly number[]) => Promise.resolve([...entries]), writeSucceeds);
    const results = await Promise.allSettled(Array.from({ length: 5001 }, (_, i) => append(i)));
    assert.deepEqual(results.map(({ status }) => status).indexOf('rejected'), 5000);
    assert.ok((results[5000] as PromiseRejectedResult).reason instanceof QueueFullError);
  });
});
