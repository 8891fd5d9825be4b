/** Bodies that are no submissions, and a database that is away. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxSubmissionBytes } from '../../src/campaign/schema/submission.schema.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createTestServer, createLetter, createLetterCampaign, createMemoryStore, type TestServer } from './support.ts';

/** A database that went away, and says why in words that must not get out. */
function broken(): Store {
  const fail = () => Promise.reject(Object.assign(new TypeError('duplicate key value (Anna Example)'), { code: '08006' }));
  const cards = { find: fail, update: fail, addPaperCards: fail, countByStage: fail, countExpiring: fail };
  return {
    insertSubmission: fail,
    findSubmission: fail,
    getCounters: fail,
    getTopPartners: fail,
    cards,
    getMessages: fail,
    deleteExpired: fail,
    deleteReceivedBefore: fail,
    testWrite: fail,
    close: () => Promise.resolve(),
  };
}

const campaign = createLetterCampaign();
const path = `/campaigns/${campaign.id}/submissions`;
const post = (server: TestServer, body: RequestInit['body'], headers: Record<string, string> = { 'Content-Type': 'text/plain' }) =>
  server.request(path, { method: 'POST', body, headers, ...{ duplex: 'half' } });

/** A body that comes in pieces, with no length said beforehand. */
function* pieces(size: number): Generator<Uint8Array> {
  for (let left = size; left > 0; left -= 1000) yield new Uint8Array(Math.min(left, 1000)).fill(0x20);
}
const stream = (size: number, asked: { count: number }) => {
  const source = pieces(size);
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value } = source.next();
      asked.count++;
      if (value) controller.enqueue(value);
      else controller.close();
    },
  });
};

describe('the body of a submission', () => {
  const server = createTestServer(createMemoryStore(), [campaign]);
  const type = ({ body }: { body?: { type: string } }) => body?.type.split('/').at(-1);

  it('has at most 64 KiB, whatever its length is said to be', async () => {
    const padded = JSON.stringify(createLetter()).padEnd(maxSubmissionBytes, ' ');
    assert.equal((await post(server, padded)).status, 201);
    for (const length of [String(maxSubmissionBytes + 1), '10']) {
      const answer = await post(server, `${padded} `, { 'Content-Type': 'text/plain', 'Content-Length': length });
      assert.deepEqual([answer.status, type(answer)], [413, 'too-large']);
    }
  });

  it('is not read on once it is too large', async () => {
    const asked = { count: 0 };
    const answer = await post(server, stream(100 * maxSubmissionBytes, asked));
    assert.equal(answer.status, 413);
    assert.ok(asked.count < 100, `${asked.count} pieces were read`);
  });

  it('is JSON, as application/json or text/plain, in UTF-8 and not packed', async () => {
    const text = JSON.stringify(createLetter());
    const refused = [
      {},
      { 'Content-Type': 'text/html' },
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      { 'Content-Type': 'application/jsonx' },
      { 'Content-Type': 'text/plain; charset=iso-8859-1' },
      { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    ];
    for (const headers of refused) {
      const answer = await post(server, new TextEncoder().encode(text), headers as Record<string, string>);
      assert.deepEqual([answer.status, type(answer)], [415, 'unsupported-type'], JSON.stringify(headers));
    }
    for (const name of ['application/json', 'APPLICATION/JSON;charset="utf-8"', 'text/plain; charset=UTF-8']) {
      assert.equal((await post(server, JSON.stringify(createLetter()), { 'Content-Type': name })).status, 201, name);
    }
  });

  it('that can not be read is invalid, and no place in it can be named', async () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const unreadable = ['', '{', 'null null', nested(17), nested(30_000), new Uint8Array([0x22, 0xff, 0x22])];
    for (const body of unreadable) {
      const answer = await post(server, body);
      assert.deepEqual([answer.status, type(answer), answer.body.errors], [400, 'invalid', undefined], String(body).slice(0, 30));
    }
    assert.equal((await post(server, nested(15))).status, 422);
  });

  it('is looked at in this order: size, type, JSON, campaign', async () => {
    const large = ' '.repeat(maxSubmissionBytes + 1);
    const asked = (id: string, body: string, name: string) =>
      server.request(`/campaigns/${id}/submissions`, { method: 'POST', body, headers: { 'Content-Type': name } });
    assert.equal((await asked('nobody', large, 'text/html')).status, 413);
    assert.equal((await asked('nobody', '{', 'text/html')).status, 415);
    assert.equal((await asked('nobody', '{', 'text/plain')).status, 400);
    const unknown = await asked('nobody', '{}', 'text/plain');
    assert.deepEqual([unknown.status, type(unknown)], [404, 'unknown-campaign']);
    assert.equal((await asked(campaign.id, '{}', 'text/plain')).status, 422);
  });
});

describe('a database that does not answer', () => {
  it('is a problem that passes, said in the header and again in the body', async () => {
    const server = createTestServer(broken(), [campaign]);
    for (const answer of [
      await server.submit(campaign, createLetter()),
      await server.submit(campaign, createLetter({ person: {} })),
      await server.request(`/campaigns/${campaign.id}/counts.json`),
      await server.request('/healthz'),
    ]) {
      assert.equal(answer.status, 503, answer.text);
      assert.ok(answer.body.type.endsWith('/problems/unavailable'));
      assert.equal(Number(answer.headers.get('Retry-After')), answer.body.retryAfter);
      assert.ok(answer.body.retryAfter! > 0);
    }
  });

  it('is logged by its code, and nothing that somebody wrote', async () => {
    const server = createTestServer(broken(), [campaign]);
    await server.submit(campaign, createLetter());
    assert.deepEqual(server.logLines, ['POST submissions: TypeError 08006']);
  });
});
