/** Shared commits, and what happens when many come at once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxPublishedPartners } from '../../src/server/submissions/counters.ts';
import { createBatcher, QueueFullError } from '../../src/server/db/write-batcher.ts';
import { until } from '../support/until.ts';
import { createTestServer, createLetter, createLetterCampaign, describeWithBothStores } from './support.ts';

/** A commit that ends when a test says so. */
function commits() {
  const batches: { entries: readonly string[]; end: (results: string[]) => void; fail: (error: Error) => void }[] = [];
  const commit = (entries: readonly string[]) =>
    new Promise<string[]>((end, fail) => void batches.push({ entries, end, fail }));
  const batch = (number: number) => until('a commit begins', () => batches[number]);
  return { batches, commit, batch };
}
const fine = () => Promise.resolve();

describe('gathering', () => {
  it('one alone is written at once', async () => {
    const { batch, commit } = commits();
    const { append } = createBatcher(commit, fine);
    const answer = append('a');
    const { entries, end } = await batch(0);
    assert.deepEqual(entries, ['a']);
    end(['A']);
    assert.equal(await answer, 'A');
  });

  it('what arrives while one commit is under way shares the next', async () => {
    const { batches, batch, commit } = commits();
    const { append, whenIdle } = createBatcher(commit, fine);
    const first = append('a');
    const { end } = await batch(0);
    const others = [append('b'), append('c')];
    end(['A']);
    assert.equal(batches.length, 1);
    assert.equal(await first, 'A');
    const next = await batch(1);
    assert.deepEqual(next.entries, ['b', 'c']);
    next.end(['B', 'C']);
    assert.deepEqual(await Promise.all(others), ['B', 'C']);
    await whenIdle();
  });

  it('nobody is told "stored" before the commit has ended', async () => {
    const { batch, commit } = commits();
    let told = false;
    const answer = createBatcher(commit, fine).append('a').then(() => (told = true));
    const { end } = await batch(0);
    await new Promise(setImmediate);
    assert.equal(told, false);
    end(['A']);
    assert.equal(await answer, true);
  });

  it('one that can not be stored fails alone', async () => {
    const tried: (readonly string[])[] = [];
    const { append } = createBatcher((entries: readonly string[]) => {
      tried.push(entries);
      return entries.includes('poison') ? Promise.reject(new Error('refused')) : Promise.resolve(entries.map((one) => one.toUpperCase()));
    }, fine);
    const results = await Promise.allSettled(['a', 'poison', 'b'].map(append));
    assert.deepEqual(results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))), ['A', 'Error: refused', 'B']);
    assert.deepEqual(tried, [['a', 'poison', 'b'], ['a'], ['poison'], ['b']]);
  });

  it('a database that is gone is not asked again for each', async () => {
    let tries = 0;
    const gone = () => Promise.reject(new Error('gone'));
    const { append } = createBatcher(() => (tries++, gone()), gone);
    const results = await Promise.allSettled(['a', 'b', 'c'].map(append));
    assert.ok(results.every(({ status }) => status === 'rejected'));
    assert.equal(tries, 1);
  });

  it('too many that wait are turned away, and the others served', async () => {
    const { append } = createBatcher((entries: readonly number[]) => Promise.resolve([...entries]), fine);
    const results = await Promise.allSettled(Array.from({ length: 5001 }, (_, i) => append(i)));
    assert.deepEqual(results.map(({ status }) => status).indexOf('rejected'), 5000);
    assert.ok((results[5000] as PromiseRejectedResult).reason instanceof QueueFullError);
  });
});

describeWithBothStores('many at once', (store) => {
  it('a hundred of the same: one row, counted once, receipts equal but for "replayed"', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter();
    const answers = await Promise.all(Array.from({ length: 100 }, () => server.submit(campaign, sent)));
    const [first, ...others] = answers.sort((a, b) => b.status - a.status);
    assert.equal(first!.status, 201);
    for (const { status, body } of others) {
      assert.equal(status, 200);
      assert.deepEqual(body, { ...first!.body, replayed: true });
    }
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('the same id with other words, all at once: one is stored, the others conflict', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const { id } = createLetter();
    const named = (name: string) => server.submit(campaign, createLetter({ id, person: { name } }));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => named(`Anna ${i}`)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 19 }, () => 409)]);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('a thousand different ones: a thousand counted, and each receipt has a number of its own', async () => {
    const campaigns = [createLetterCampaign(), createLetterCampaign()];
    const server = createTestServer(store(), campaigns);
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => server.submit(campaigns[i % 2]!, createLetter())));
    assert.ok(answers.every(({ status }) => status === 201));
    for (const [odd, campaign] of campaigns.entries()) {
      const numbers = answers.filter((_, i) => i % 2 === odd).map(({ body }) => body.counts.people);
      assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: 500 }, (_, i) => i + 1));
      assert.equal((await server.fetchCounts(campaign)).people, 500);
    }
  });

  it('publishes the unlisted partners with the most submissions, so that invented names cannot displace real ones', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submitFrom = (partner: string) => server.submit(campaign, createLetter({ tracking: { partner } }));
    await Promise.all(Array.from({ length: maxPublishedPartners }, (_, i) => submitFrom(`invented-${i}`)));
    assert.equal((await submitFrom('real-newspaper')).body.counts.perPartner['real-newspaper'], 1);
    assert.equal((await submitFrom('real-newspaper')).body.counts.perPartner['real-newspaper'], 2);
    const { people, perPartner } = await server.fetchCounts(campaign);
    assert.deepEqual([people, Object.keys(perPartner).length], [maxPublishedPartners + 2, maxPublishedPartners]);
    assert.equal(perPartner['real-newspaper'], 2);
  });

  it('one that a database refuses is answered with 503, and its neighbours are stored', async () => {
    const campaign = createLetterCampaign();
    const sick = store();
    const server = createTestServer(
      { ...sick, insertSubmission: (entry) => sick.insertSubmission(entry.partner === 'sick' ? { ...entry, kind: null as unknown as string } : entry) },
      [campaign],
    );
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => server.submit(campaign, createLetter({ tracking: { partner: i === 4 ? 'sick' : 'well' } }))),
    );
    assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201, 503, 201, 201, 201, 201, 201]);
    assert.deepEqual((await server.fetchCounts(campaign)).perPartner, { well: 9 });
  });
});
