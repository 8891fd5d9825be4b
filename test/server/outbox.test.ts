/** What waited in a page's outbox: keys, envelopes, and submissions that arrive too late to be counted. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { maxDocumentBytes, type Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { maxOutboxAge } from '../../src/campaign/outbox-age.ts';
import { outboxKeySchema, type OutboxKey } from '../../src/campaign/schema/outbox.schema.ts';
import { heldReceiptSchema, maxSubmissionBytes, receiptSchema } from '../../src/campaign/schema/submission.schema.ts';
import { createOutboxKeys } from '../../src/server/outbox/outbox-keys.ts';
import { encrypt, seal } from './envelopes.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestServer } from './support/test-server.ts';
import type { Store } from '../../src/server/db/store.ts';

const hour = 3_600_000;
const day = 24 * hour;
async function createServerWithKeys(store: Store, campaigns: Campaign[]) {
  // A clock that is right: the time passes on both.
  const outboxKeys = createOutboxKeys(store, () => server.time, () => server.time);
  const server = createTestServer(store, campaigns, { outboxKeys });
  await outboxKeys.refresh();
  return { server, outboxKeys, key: outboxKeys.getCurrent()[0]! };
}

type Document = Campaign & { outbox?: { keys: OutboxKey[] } };
const fetchDocument = async (server: TestServer, { id }: Campaign) =>
  (await (await server.fetch(`/campaigns/${id}.json`)).json()) as Document;

describeWithBothStores('outbox keys', (store) => {
  it('are part of the served document, one for each mechanism, with the day until which they may be used', async () => {
    const campaign = createLetterCampaign();
    const { server } = await createServerWithKeys(store(), [campaign]);
    const { outbox, ...document } = await fetchDocument(server, campaign);
    assert.deepEqual(document, campaign);
    assert.deepEqual(outbox!.keys.map(({ kem }) => kem), ['x25519', 'p256']);
    for (const key of outbox!.keys) {
      assert.deepEqual(outboxKeySchema.parse(key), key);
      assert.ok(Date.parse(key.expires) > server.time + 2 * day);
    }
  });

  it('replace what a document says about them', async () => {
    const campaign = { ...createLetterCampaign(), outbox: { keys: [{ id: 'mine' }] } };
    const { server } = await createServerWithKeys(store(), [campaign]);
    assert.deepEqual((await fetchDocument(server, campaign)).outbox!.keys.map(({ kem }) => kem), ['x25519', 'p256']);
  });

  it('are left out of a document that would become too large for a page', async () => {
    const campaign = createLetterCampaign();
    campaign.title += 'x'.repeat(maxDocumentBytes - JSON.stringify(campaign).length);
    const { server } = await createServerWithKeys(store(), [campaign]);
    assert.deepEqual(await fetchDocument(server, campaign), campaign);
  });

  it('change once a day, and the ETag of the document with them', async () => {
    const campaign = createLetterCampaign();
    const { server, outboxKeys, key } = await createServerWithKeys(store(), [campaign]);
    const getTag = async () => (await server.fetch(`/campaigns/${campaign.id}.json`)).headers.get('ETag');
    const tag = await getTag();
    await outboxKeys.refresh();
    assert.equal(await getTag(), tag);
    assert.deepEqual(outboxKeys.getCurrent()[0], key);
    server.time += day;
    await outboxKeys.refresh();
    assert.notEqual(await getTag(), tag);
    assert.notDeepEqual(outboxKeys.getCurrent()[0], key);
    server.time -= day;
  });

  it('are the same in every process that shares the database', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => createServerWithKeys(store(), [])));
    const keys = await Promise.all(servers.map(async ({ outboxKeys }) => {
      await outboxKeys.refresh();
      return outboxKeys.getCurrent();
    }));
    assert.deepEqual(keys[1], keys[0]);
    assert.deepEqual(keys[2], keys[0]);
  });

  it('never contain the private key', async () => {
    const campaign = createLetterCampaign();
    const { server } = await createServerWithKeys(store(), [campaign]);
    const text = JSON.stringify(await fetchDocument(server, campaign));
    const rows = await store().outboxKeys.getAll();
    assert.ok(rows.length >= 2);
    for (const { private_key } of rows) assert.ok(!text.includes(private_key));
  });

  it('open what waited until 72 hours after they expired, and are deleted a day later', async () => {
    const campaign = createLetterCampaign();
    const { server, outboxKeys, key } = await createServerWithKeys(store(), [campaign]);
    const [first, second] = await Promise.all([seal(key, createLetter()), seal(key, createLetter())]);
    server.time = Date.parse(key.expires) + maxOutboxAge;
    await outboxKeys.refresh();
    assert.equal((await server.submit(campaign, first)).status, 201);
    server.time += day + 1;
    await outboxKeys.refresh();
    const late = await server.submit(campaign, second);
    assert.deepEqual([late.status, late.body.errors], [422, [{ pointer: '/envelope/key', code: 'unknown' }]]);
    assert.equal(await store().outboxKeys.find(key.id), undefined);
    server.time = today;
  });
});

describeWithBothStores('outbox keys and a wrong clock', (store) => {
  it('are not deleted by a clock that was moved, and do not stay in use once it is right again', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    let uptime = 0;
    const outboxKeys = createOutboxKeys(store(), () => server.time, () => (uptime += hour));
    await outboxKeys.refresh();
    const [key] = outboxKeys.getCurrent();
    const envelope = await seal(key!, createLetter());
    server.time = Date.parse('2036-01-01T00:00:00Z');
    await outboxKeys.refresh();
    server.time = today;
    await outboxKeys.refresh();
    assert.deepEqual(outboxKeys.getCurrent()[0], key);
    assert.equal((await createTestServer(store(), [campaign], { outboxKeys }).submit(campaign, envelope)).status, 201);
  });
});

describeWithBothStores('an envelope', (store) => {
  for (const kem of ['x25519', 'p256'] as const) {
    it(`is answered like the submission inside, encrypted with ${kem}`, async () => {
      const [letters, cards] = [createLetterCampaign(), createPostcardCampaign()];
      const { server, outboxKeys } = await createServerWithKeys(store(), [letters, cards]);
      const key = outboxKeys.getCurrent().find((one) => one.kem === kem)!;
      const letter = await server.submit(letters, await seal(key, createLetter()));
      const card = await server.submit(cards, await seal(key, createPostcard()));
      for (const { status, body } of [letter, card]) {
        assert.equal(status, 201);
        assert.ok(receiptSchema.safeParse(body).success);
      }
      assert.deepEqual(await server.fetchCounts(letters), letter.body.counts);
      assert.equal((await server.fetchCounts(cards)).postcards.received, 2);
    });
  }

  it('is a replay of the submission inside, and the other way round', async () => {
    const campaign = createLetterCampaign();
    const { server, key } = await createServerWithKeys(store(), [campaign]);
    const [first, second] = [createLetter(), createLetter()];
    await server.submit(campaign, first);
    const replay = await server.submit(campaign, await seal(key, first));
    assert.deepEqual([replay.status, replay.body.replayed], [200, true]);
    await server.submit(campaign, await seal(key, second));
    // Each encryption of the same submission has another ciphertext.
    assert.equal((await server.submit(campaign, await seal(key, second))).status, 200);
    assert.equal((await server.submit(campaign, second)).status, 200);
    assert.equal((await server.submit(campaign, await seal(key, { ...second, language: 'km' }))).status, 409);
    assert.equal((await server.fetchCounts(campaign)).people, 2);
  });

  it('may be larger than a submission by what encryption adds', async () => {
    const campaign = createLetterCampaign({ consent: [{ id: 'news', statement: 'x'.repeat(50) }] });
    const { server, key } = await createServerWithKeys(store(), [campaign]);
    const largest = createLetter({ unknown: '' });
    largest['unknown'] = 'x'.repeat(maxSubmissionBytes - JSON.stringify(largest).length);
    assert.equal(JSON.stringify(largest).length, maxSubmissionBytes);
    const envelope = await seal(key, largest);
    assert.ok(JSON.stringify(envelope).length > maxSubmissionBytes);
    assert.equal((await server.submit(campaign, envelope)).status, 201);
    assert.equal((await server.submit(campaign, await seal(key, { ...largest, more: 1 }))).status, 413);
    assert.equal((await server.submit(campaign, { ...createLetter(), unknown: 'x'.repeat(maxSubmissionBytes) })).status, 413);
  });

  it('is rejected with the place of the error if it cannot be opened', async () => {
    const campaign = createLetterCampaign();
    const { server, key } = await createServerWithKeys(store(), [campaign]);
    const letter = createLetter();
    const { envelope, ...rest } = await seal(key, letter);
    const flipped = `${envelope.ciphertext.startsWith('A') ? 'B' : 'A'}${envelope.ciphertext.slice(1)}`;
    const other = createLetter();
    const cases: [string, unknown, string, string][] = [
      ['an unknown key', { ...rest, envelope: { ...envelope, key: 'x25519-1999-01-01' } }, '/envelope/key', 'unknown'],
      ['a changed ciphertext', { ...rest, envelope: { ...envelope, ciphertext: flipped } }, '/envelope/ciphertext', 'invalid'],
      ['another encapsulated key', { ...rest, envelope: { ...envelope, enc: 'AAAA' } }, '/envelope/ciphertext', 'invalid'],
      ['another id outside', { ...rest, id: other.id, envelope }, '/envelope/ciphertext', 'invalid'],
      ['another id inside', { ...rest, id: other.id, envelope: await encrypt(key, JSON.stringify(letter), other.id) }, '/id', 'invalid'],
      ['another kind inside', { ...rest, kind: 'postcard', envelope }, '/kind', 'invalid'],
      ['no ciphertext', { ...rest, envelope: { key: key.id, enc: envelope.enc } }, '/envelope/ciphertext', 'required'],
      ['no object', { ...rest, envelope: 'x' }, '/envelope', 'invalid'],
    ];
    for (const [name, body, pointer, code] of cases) {
      const response = await server.submit(campaign, body);
      assert.deepEqual([name, response.status, response.body.errors], [name, 422, [{ pointer, code }]]);
    }
    for (const plaintext of ['{', '[1]'.padStart(60, '[').padEnd(120, ']'), new Uint8Array([0xff])]) {
      const response = await server.submit(campaign, { ...rest, envelope: await encrypt(key, plaintext, letter.id) });
      assert.deepEqual([response.status, response.body.type], [400, '/problems/invalid']);
    }
    const unknown = await server.submit({ ...campaign, id: 'unknown' }, { ...rest, envelope });
    assert.equal(unknown.status, 404);
  });

  it('is held if the campaign has closed or changed while it waited, and counted nowhere', async () => {
    const closed = createLetterCampaign({ closed: { at: new Date(today).toISOString(), text: 'She is free.' } });
    const changed = createPostcardCampaign({ ask: { email: 'required' } });
    const { server, key } = await createServerWithKeys(store(), [closed, changed]);
    for (const [campaign, submission] of [[closed, createLetter()], [changed, createPostcard()]] as const) {
      const envelope = await seal(key, submission);
      const response = await server.submit(campaign, envelope);
      assert.equal(response.status, 202, response.text);
      const { manage, ...receipt } = heldReceiptSchema.parse(response.body);
      assert.match(manage!, /\/manage\?lang=en#[\w.-]+$/);
      assert.deepEqual(receipt, { id: submission.id, receivedAt: new Date(today).toISOString(), held: true });
      server.time += hour;
      const replay = await server.submit(campaign, envelope);
      assert.deepEqual([replay.status, replay.body], [202, response.body]);
      const plainReplay = await server.submit(campaign, submission);
      assert.deepEqual([plainReplay.status, plainReplay.body], [202, response.body]);
      assert.equal((await server.submit(campaign, await seal(key, { ...submission, language: 'km' }))).status, 409);
      server.time = today;
      const { people, postcards } = await server.fetchCounts(campaign);
      assert.deepEqual([people, postcards.received], [0, 0]);
      assert.deepEqual(await store().cards.find({ campaign: campaign.id }), []);
    }
  });

  it('is rejected, not held, if what is inside never was a submission', async () => {
    const campaign = createLetterCampaign({ closed: { at: new Date(today).toISOString(), text: 'She is free.' } });
    const { server, key } = await createServerWithKeys(store(), [campaign]);
    assert.equal((await server.submit(campaign, await seal(key, createLetter({ person: 'Anna' })))).status, 410);
    assert.equal((await server.submit(campaign, createLetter())).status, 410);
  });
});
