/** Invalid request bodies, and an unavailable database. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxSubmissionBytes } from '../../src/campaign/schema/submission.schema.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

/** A database that fails with an error message that must not be published. */
function createFailingStore(): Store {
  const fail = () => Promise.reject(Object.assign(new TypeError('duplicate key value (Anna Example)'), { code: '08006' }));
  const cards = { find: fail, update: fail, addPaperCards: fail, countByStage: fail, countExpiring: fail };
  const desk = {
    getAccounts: fail,
    invite: fail,
    signIn: fail,
    findSession: fail,
    endSession: fail,
    changeRole: fail,
    renameAccount: fail,
    removeAccount: fail,
    deleteExpired: fail,
    getOverviewPage: fail,
  };
  return {
    desk,
    passkeys: { addChallenge: fail, takeChallenge: fail, getAll: fail, countByAccount: fail, find: fail, add: fail, remove: fail, signIn: fail },
    withAudit: createFailingStore,
    insertSubmission: fail,
    findSubmission: fail,
    getCounters: fail,
    getTopPartners: fail,
    campaigns: { getAll: fail, find: fail, create: fail, addVersion: fail, publish: fail, unpublish: fail, remove: fail, findVersion: fail, getVersions: fail, getPublished: fail },
    campaignImages: { add: fail, getAll: fail, find: fail, remove: fail },
    cards,
    printBatches: { countReady: fail, create: fail, find: fail, findNewest: fail, getCardIds: fail, setState: fail, cancel: fail },
    held: { count: fail, find: fail, release: fail, decline: fail },
    outboxKeys: { getAll: fail, find: fail, add: fail, deleteExpiredBefore: fail },
    exports: { getSubmissions: fail, getNewest: fail, getCards: fail, hasRows: fail },
    audit: { record: fail, find: fail, findNewest: fail },
    sealed: { getPage: fail, getCards: fail, publish: fail, unpublish: fail },
    abuse: { getSecret: fail, addRates: fail, sumRates: fail, deleteExpired: fail },
    withdrawals: { create: fail, find: fail, getAll: fail, findSubmissions: fail, withdraw: fail, restore: fail },
    personalData: { find: fail, findCards: fail, findPublishedTexts: fail, getPage: fail, erase: fail, purgeDeleted: fail },
    accessLinks: { add: fail, find: fail, take: fail, countSent: fail, deleteCreatedBefore: fail },
    letterEmails: { claim: fail, update: fail, find: fail, count: fail, retry: fail, markBounced: fail },
    confirmations: { findKey: fail, find: fail, confirm: fail, claim: fail, update: fail, markBounced: fail, countSent: fail, count: fail, deleteQueuedBefore: fail },
    webhooks: { getAll: fail, find: fail, add: fail, change: fail, remove: fail, addTest: fail, retry: fail, findDeliveries: fail, count: fail, findLastProblem: fail },
    webhookDeliveries: { claim: fail, markSent: fail, release: fail, deleteOld: fail },
    getMessages: fail,
    deleteExpired: fail,
    deleteReceivedBefore: fail,
    countReceivedBefore: fail,
    getLastReceipts: fail,
    countStored: fail,
    countExpired: fail,
    testWrite: fail,
    close: () => Promise.resolve(),
  };
}

const campaign = createLetterCampaign();
const path = `/campaigns/${campaign.id}/submissions`;
const post = (server: TestServer, body: RequestInit['body'], headers: Record<string, string> = { 'Content-Type': 'text/plain' }) =>
  server.request(path, { method: 'POST', body, headers, ...{ duplex: 'half' } });

/** A body in chunks, without a Content-Length. */
function* createChunks(size: number): Generator<Uint8Array> {
  for (let remaining = size; remaining > 0; remaining -= 1000) yield new Uint8Array(Math.min(remaining, 1000)).fill(0x20);
}
const stream = (size: number, reads: { count: number }) => {
  const source = createChunks(size);
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value } = source.next();
      reads.count++;
      if (value) controller.enqueue(value);
      else controller.close();
    },
  });
};

describe('the body of a submission', () => {
  const server = createTestServer(createMemoryStore(), [campaign]);
  const type = ({ body }: { body?: { type: string } }) => body?.type.split('/').at(-1);

  it('is limited to 64 KiB, whatever its Content-Length says', async () => {
    const padded = JSON.stringify(createLetter()).padEnd(maxSubmissionBytes, ' ');
    assert.equal((await post(server, padded)).status, 201);
    for (const length of [String(maxSubmissionBytes + 1), '10']) {
      const answer = await post(server, `${padded} `, { 'Content-Type': 'text/plain', 'Content-Length': length });
      assert.deepEqual([answer.status, type(answer)], [413, 'too-large']);
    }
  });

  it('is not read further once it is too large', async () => {
    const reads = { count: 0 };
    const answer = await post(server, stream(100 * maxSubmissionBytes, reads));
    assert.equal(answer.status, 413);
    assert.ok(reads.count < 100, `${reads.count} chunks were read`);
  });

  it('must be JSON in UTF-8, as application/json or text/plain, and not compressed', async () => {
    const text = JSON.stringify(createLetter());
    const unsupported = [
      {},
      { 'Content-Type': 'json' },
      { 'Content-Type': 'application/json, text/plain' },
      { 'Content-Type': 'text/html' },
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      { 'Content-Type': 'application/jsonx' },
      { 'Content-Type': 'text/plain; charset=iso-8859-1' },
      { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    ];
    for (const headers of unsupported) {
      const answer = await post(server, new TextEncoder().encode(text), headers as Record<string, string>);
      assert.deepEqual([answer.status, type(answer)], [415, 'unsupported-type'], JSON.stringify(headers));
    }
    for (const name of ['application/json', 'APPLICATION/JSON;charset="utf-8"', 'text/plain; charset=UTF-8']) {
      assert.equal((await post(server, JSON.stringify(createLetter()), { 'Content-Type': name })).status, 201, name);
    }
  });

  it('is invalid without a pointer if it cannot be parsed', async () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const unreadable = ['', '{', 'null null', nested(17), nested(30_000), new Uint8Array([0x22, 0xff, 0x22])];
    for (const body of unreadable) {
      const answer = await post(server, body);
      assert.deepEqual([answer.status, type(answer), answer.body.errors], [400, 'invalid', undefined], String(body).slice(0, 30));
    }
    assert.equal((await post(server, nested(15))).status, 422);
  });

  it('is checked in this order: size, type, JSON, campaign', async () => {
    const large = ' '.repeat(maxSubmissionBytes + 1);
    const send = (id: string, body: string, name: string) =>
      server.request(`/campaigns/${id}/submissions`, { method: 'POST', body, headers: { 'Content-Type': name } });
    assert.equal((await send('nobody', large, 'text/html')).status, 413);
    assert.equal((await send('nobody', '{', 'text/html')).status, 415);
    assert.equal((await send('nobody', '{', 'text/plain')).status, 400);
    const unknown = await send('nobody', '{}', 'text/plain');
    assert.deepEqual([unknown.status, type(unknown)], [404, 'unknown-campaign']);
    assert.equal((await send(campaign.id, '{}', 'text/plain')).status, 422);
  });
});

describe('an unavailable database', () => {
  it('is a temporary problem, with the delay for a retry in header and body', async () => {
    const server = createTestServer(createFailingStore(), [campaign]);
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

  it('is logged with its error code, and without anything that a supporter wrote', async () => {
    const server = createTestServer(createFailingStore(), [campaign]);
    await server.submit(campaign, createLetter());
    assert.deepEqual(server.logLines, ['POST submissions: TypeError 08006']);
  });
});
