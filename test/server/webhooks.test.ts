/** Webhooks: each message arrives under one id, whatever happens to the receiver or to this server, and without what was erased. */
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import { webhookSchemas } from '../../src/campaign/schema/webhook.schema.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep, registerPaperCards } from '../../src/server/cards/card-workflow.ts';
import { createShortId } from '../../src/server/db/short-id.ts';
import type { WebhookEvent } from '../../src/server/db/webhook-rows.ts';
import { acceptSubmission } from '../../src/server/submissions/accept-submission.ts';
import { getIdDigest } from '../../src/server/submissions/digest.ts';
import { releaseHeld } from '../../src/server/submissions/held-submissions.ts';
import { restoreSubmissions, withdrawSubmissions } from '../../src/server/submissions/withdraw-submissions.ts';
import { addWebhook, rotateSecret, webhookEvents } from '../../src/server/webhooks/webhooks.ts';
import { startWebhookDelivery } from '../../src/server/webhooks/webhook-delivery.ts';
import { waitUntil } from '../support/wait-until.ts';
import { collect } from './cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';
import { isSignedWith, startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describeWithBothStores('webhooks', (store) => {
  let receiver: WebhookReceiver;
  let stops: (() => Promise<void>)[] = [];
  /** What the clock of the delivery is ahead. */
  let offset = 0;
  const reports: string[] = [];
  const now = () => Date.now() + offset;

  before(async () => void (receiver = await startWebhookReceiver()));
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    stops = [];
    for (const { id } of await store().webhooks.getAll()) await store().webhooks.remove(id);
    receiver.received.length = reports.length = 0;
    Object.assign(receiver, { answer: undefined, secret: undefined, unverified: 0 });
    offset = 0;
  });
  after(() => receiver.stop());

  async function add({ url = receiver.url, campaign = null, events = webhookEvents, allowsInternal = true }: { url?: string; campaign?: string | null; events?: readonly WebhookEvent[]; allowsInternal?: boolean } = {}) {
    const added = await addWebhook(store(), { url, campaign, events, allowsInternal, now: now() });
    if (url === receiver.url) receiver.secret = added.secret;
    return added;
  }
  function start() {
    const stop = startWebhookDelivery({ store: store(), now, report: (line) => reports.push(line), interval: 5, stopTime: 50 });
    stops.push(stop);
    return stop;
  }
  async function submit(campaign: Campaign, submission = createLetter()) {
    assert.equal((await createTestServer(store(), [campaign]).submit(campaign, submission)).status, 201);
    return submission;
  }
  const find = (webhook: string) => store().webhooks.findDeliveries({ webhook }, '', 1000);
  const getStates = async (webhook: string) => (await find(webhook)).map(({ state }) => state).sort();
  const waitForStates = (webhook: string, ...states: string[]) => waitUntil(`the states ${states.join(', ')}`, async () => JSON.stringify(await getStates(webhook)) === JSON.stringify(states.sort()));
  const waitForProblem = (webhook: string, problem: string) => waitUntil(`the problem ${problem}`, async () => (await find(webhook)).some((one) => one.problem === problem));
  const types = () => receiver.received.map(({ message }) => message.type);

  it('get what was sent, signed, in the documented format', async () => {
    const campaign = createLetterCampaign({ ask: { email: 'optional' }, retention: { days: 30 }, consent: [{ id: 'news', statement: 'Send me news.', purpose: 'contact' }] });
    const { id } = await add();
    const consent = [{ id: 'news', statement: 'Send me news.', given: true }];
    const letter = await submit(campaign, createLetter({ person: { name: 'Sok Dara', email: 'dara@example.org' }, consent }));
    start();
    await waitForStates(id, 'sent');
    const { message, headers, body } = receiver.received[0]!;
    new Webhook(receiver.secret!).verify(body, headers as Record<string, string>);
    assert.deepEqual([receiver.unverified, headers['content-type'], headers['user-agent']], [0, 'application/json', 'action-widgets-server']);
    assert.ok(message.type === 'submission.created');
    z.parse(webhookSchemas['submission.created'], message);
    const { submission, ...data } = message.data;
    assert.deepEqual(submission, { ...letter, consent: [{ ...consent[0], sha256: submission.consent![0]!.sha256 }] });
    assert.deepEqual(data, { campaign: campaign.id, key: getIdDigest(campaign.id, letter.id), receivedAt: new Date(today).toISOString(), deleteBy: new Date(today + 30 * day).toISOString(), cards: [] });
    assert.match((await find(id))[0]!.id, /^msg_[0-9a-f]{32}$/);
  });

  it('get nothing about tests, replays, other campaigns, other events and held submissions, until these are released', async () => {
    const [campaign, other] = [createLetterCampaign(), createLetterCampaign()];
    const { id } = await add({ campaign: campaign.id, events: ['submission.created'] });
    await submit(campaign, createLetter({ testing: true }));
    await submit(other);
    const letter = await submit(campaign);
    assert.equal((await createTestServer(store(), [campaign]).submit(campaign, letter)).status, 200);
    const closed = { ...campaign, closed: { at: new Date(today).toISOString(), text: 'Closed.' } };
    const late = createLetter();
    await acceptSubmission(closed, { body: late, allowed: true, isFromOutbox: true }, { store: store(), now: () => today, log: (error) => { throw error; } });
    await store().personalData.erase(campaign.id, [getIdDigest(campaign.id, letter.id)]);
    assert.deepEqual((await find(id)).map(({ event, state }) => `${event} ${state}`), ['submission.created cancelled']);
    const [held] = await store().held.find({ campaign: campaign.id });
    await collect(releaseHeld({ store: store(), campaigns: [campaign] }, [held!.held_id]));
    start();
    await waitForStates(id, 'cancelled', 'sent');
    assert.deepEqual(receiver.received.map(({ message }) => message.type === 'submission.created' && message.data.submission.id), [late.id]);
  });

  it('get the envelope of a sealed submission, and none of its words', async () => {
    const sealed = `-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSB\n-----END AGE ENCRYPTED FILE-----\n`;
    const campaign = createLetterCampaign({ seal: { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' } });
    const { id } = await add();
    await submit(campaign, { id: crypto.randomUUID(), kind: 'letter', language: 'en', letter: { targets: ['minister'] }, sealed });
    start();
    await waitForStates(id, 'sent');
    const { message } = receiver.received[0]!;
    assert.ok(message.type === 'submission.created');
    assert.equal(message.data.submission.sealed, sealed);
    assert.deepEqual(Object.keys(message.data.submission).sort(), ['id', 'kind', 'language', 'letter', 'sealed']);
  });

  it('hear of each step of a card, also of one on paper', async () => {
    const campaign = createPostcardCampaign();
    const { id } = await add();
    await submit(campaign, createPostcard());
    const paper = createShortId();
    await registerPaperCards(store(), { campaign: campaign.id, person: 'lim-mony', ids: [paper], day: '2018-07-19', at: today });
    const cards = (await store().cards.find({ campaign: campaign.id })).filter((card) => !card.paper);
    await collect(applyStep(store(), [cards[0]!.id], 'approved', { at: today }));
    await collect(applyStep(store(), [cards[0]!.id], 'printed', { at: today }));
    await collect(applyStep(store(), [cards[0]!.id], 'delivered', { at: today, day: '2018-07-20', place: 'Prey Sar' }));
    start();
    await waitForStates(id, ...Array<string>(5).fill('sent'));
    const messages = receiver.received.map(({ message }) => message);
    for (const message of messages) z.parse(webhookSchemas[message.type], message);
    const created = messages.find(({ type }) => type === 'submission.created');
    assert.ok(created?.type === 'submission.created');
    assert.deepEqual(created.data.cards.map(({ card }) => card).sort(), cards.map((card) => card.id).sort());
    const steps = messages.flatMap(({ type, data }) => (type === 'card.changed' ? data : [])) as { card: string; stage: string; paper: boolean; key: string | null; day?: string; place?: string }[];
    assert.deepEqual(steps.map(({ stage }) => stage).sort(), ['approved', 'delivered', 'printed', 'received']);
    const delivered = steps.find(({ stage }) => stage === 'delivered')!;
    assert.deepEqual([delivered.card, delivered.key, delivered.day, delivered.place], [cards[0]!.id, created.data.key, '2018-07-20', 'Prey Sar']);
    assert.deepEqual(steps.filter((step) => step.paper).map(({ card, key }) => [card, key]), [[paper, null]]);
  });

  it('get a message again, under the same id, until a receiver that is down, slow or refusing has taken it', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    const messageId = (await find(id))[0]!.id;
    await receiver.stop();
    start();
    await waitForProblem(id, 'ECONNREFUSED');
    await receiver.start();
    for (const [status, headers] of [[503, {}], [400, {}], [401, {}], [429, {}], [302, { Location: receiver.url }]] as const) {
      receiver.answer = (response) => response.writeHead(status, headers).end('not now');
      offset += day;
      await waitForProblem(id, String(status));
    }
    receiver.answer = (response) => response.socket!.destroy();
    offset += day;
    await waitForProblem(id, 'ECONNRESET');
    receiver.answer = undefined;
    offset += day;
    await waitForStates(id, 'sent');
    assert.ok(receiver.received.length >= 7);
    assert.deepEqual([...new Set(receiver.received.map((message) => message.id))], [messageId]);
    assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
    assert.deepEqual(reports, []);
  });

  it('do not wait for an answer for ever, nor for its end', async (t) => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    // The limit of a request, without waiting for it.
    const limit = new AbortController();
    t.mock.method(AbortSignal, 'timeout', () => limit.signal);
    receiver.answer = () => limit.abort();
    start();
    await waitForProblem(id, 'timeout');
    t.mock.restoreAll();
    receiver.answer = (response) => response.writeHead(200).write('x'.repeat(100_000));
    offset += day;
    await waitForStates(id, 'sent');
  });

  it('are tried at the times that Standard Webhooks recommends, then fail, and can be tried again', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    receiver.answer = (response) => response.writeHead(500).end();
    start();
    const delays: number[] = [];
    for (let tries = 1; tries <= 9; tries++) {
      const delivery = await waitUntil(`try ${tries}`, async () => {
        const [row] = await find(id);
        return row!.tries === tries && row!.lease_end === null ? row! : undefined;
      });
      delays.push(Math.round((Date.parse(delivery.due_at) - now()) / 1000));
      offset += Date.parse(delivery.due_at) - now() + minute;
    }
    await waitForStates(id, 'failed');
    const expected = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    delays.forEach((delay, i) => assert.ok(Math.abs(delay - expected[i]!) <= 5, `${delay} seconds after try ${i + 1}`));
    receiver.answer = undefined;
    assert.equal(await store().webhooks.retry(id, new Date(now()).toISOString()), 1);
    // The longest pause of a webhook.
    offset += minute;
    await waitForStates(id, 'sent');
    assert.equal(new Set(receiver.received.map((message) => message.id)).size, 1);
  });

  it('are not held up by one that is down or slow', async () => {
    const campaign = createLetterCampaign();
    const slow = await startWebhookReceiver();
    slow.answer = () => {};
    try {
      const ids = [await add({ url: 'http://127.0.0.1:9/' }), await add({ url: slow.url }), await add()].map((added) => added.id);
      for (let i = 0; i < 15; i++) await submit(campaign);
      start();
      await waitForStates(ids[2]!, ...Array<string>(15).fill('sent'));
      assert.deepEqual([...new Set(await getStates(ids[0]!))], ['waiting']);
      // One that cannot be reached does not use up the tries of its queue.
      assert.ok((await find(ids[0]!)).reduce((sum, { tries }) => sum + tries, 0) <= 12);
    } finally {
      await slow.stop();
    }
  });

  it('that answer 410 are disabled, and can be enabled again', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    receiver.answer = (response) => response.writeHead(410).end();
    start();
    await waitUntil('it is disabled', async () => (await store().webhooks.find(id))!.disabled === 'gone');
    await waitUntil('a report', () => reports.length);
    assert.deepEqual(reports, [`webhook ${id}: it answered 410, and is disabled`]);
    await submit(campaign);
    assert.deepEqual(await getStates(id), ['waiting']);
    receiver.answer = undefined;
    await store().webhooks.change(id, { disabled: null });
    offset += hour;
    await waitForStates(id, 'sent');
  });

  it('get a message again, under the same id, after a process was killed between sending and recording', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    const at = (time: number) => new Date(now() + time).toISOString();
    const [killed] = await store().webhookDeliveries.claim(id, at(0), at(minute), 10);
    assert.deepEqual(await store().webhookDeliveries.claim(id, at(1000), at(minute), 10), []);
    start();
    offset += 2 * minute;
    await waitForStates(id, 'sent');
    assert.deepEqual(receiver.received.map((message) => message.id), [killed!.id]);
  });

  it('get each message once from several processes', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    const letters = await Promise.all(Array.from({ length: 40 }, () => submit(campaign)));
    for (let i = 0; i < 3; i++) start();
    await waitForStates(id, ...Array<string>(40).fill('sent'));
    const received = receiver.received.flatMap(({ message }) => (message.type === 'submission.created' ? message.data.submission.id : []));
    assert.deepEqual(received.sort(), letters.map((letter) => letter.id).sort());
  });

  it('get a message again after a server was stopped while a receiver was slow', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    let hanging: () => void = () => {};
    const reached = new Promise<void>((resolve) => (hanging = resolve));
    receiver.answer = () => hanging();
    const stop = start();
    await reached;
    await stop();
    const [row] = await find(id);
    assert.deepEqual([row!.state, row!.tries, row!.lease_end], ['waiting', 0, null]);
    receiver.answer = undefined;
    start();
    await waitForStates(id, 'sent');
    assert.deepEqual([receiver.received.length, new Set(receiver.received.map((message) => message.id)).size], [2, 1]);
  });

  it('never get the text of what was erased before, and hear that it was erased', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    const letter = await submit(campaign);
    receiver.answer = (response) => response.writeHead(500).end();
    start();
    await waitForProblem(id, '500');
    const key = getIdDigest(campaign.id, letter.id);
    await store().personalData.erase(campaign.id, [key]);
    assert.doesNotMatch(JSON.stringify(await find(id)), /Anna|Some words/);
    receiver.answer = undefined;
    receiver.received.length = 0;
    offset += day;
    await waitForStates(id, 'cancelled', 'sent');
    const { message } = receiver.received[0]!;
    z.parse(webhookSchemas['submission.erased'], message);
    assert.deepEqual([message.type, message.data], ['submission.erased', { campaign: campaign.id, key }]);
    assert.equal(await store().webhooks.retry(id, new Date(now()).toISOString()), 0);
  });

  it('hear of an erasure only after the text that was on its way', async () => {
    const campaign = createLetterCampaign({ retention: { days: 1 } });
    const { id } = await add();
    await submit(campaign);
    let finish: () => void = () => {};
    const reached = new Promise<void>((resolve) => {
      receiver.answer = (response, { message }) => {
        if (message.type === 'submission.erased') return void response.writeHead(204).end();
        finish = () => response.writeHead(204).end();
        resolve();
      };
    });
    start();
    await reached;
    await store().deleteExpired(new Date(today + 2 * day).toISOString());
    const claimed = await store().webhookDeliveries.claim(id, new Date(now()).toISOString(), new Date(now() + minute).toISOString(), 10);
    assert.deepEqual(claimed, []);
    assert.deepEqual(types(), ['submission.created']);
    finish();
    await waitForStates(id, 'sent', 'sent');
    assert.deepEqual(types(), ['submission.created', 'submission.erased']);
  });

  it('wait while a submission is taken back', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add({ events: ['submission.created'] });
    await submit(campaign);
    const withdrawal = await withdrawSubmissions(store(), { campaign: campaign.id, to: new Date(today + 1).toISOString() }, { now: today });
    const other = await submit(createLetterCampaign());
    start();
    await waitForStates(id, 'sent', 'waiting');
    await restoreSubmissions(store(), withdrawal.id, today);
    await waitForStates(id, 'sent', 'sent');
    assert.equal((receiver.received[0]!.message.data as { submission: { id: string } }).submission.id, other.id);
  });

  it('are signed with both secrets for a day after a rotation', async () => {
    const { id, secret } = await add();
    const next = (await rotateSecret(store(), id, now()))!;
    receiver.secret = undefined;
    start();
    await store().webhooks.addTest(id, new Date(now()).toISOString());
    await waitForStates(id, 'sent');
    offset += 25 * hour;
    await store().webhooks.addTest(id, new Date(now()).toISOString());
    await waitForStates(id, 'sent', 'sent');
    assert.deepEqual(receiver.received.map(({ headers, body }) => [secret, next].map((key) => isSignedWith(key, headers, body))), [[true, true], [false, true]]);
  });

  it('of the desk never reach the network of the server', async () => {
    const campaign = createLetterCampaign();
    const url = new URL(receiver.url);
    const urls = [receiver.url, `https://127.0.0.1:${url.port}/`, `https://localhost:${url.port}/`];
    const webhooks = await Promise.all(urls.map((one) => addWebhook(store(), { url: one, campaign: null, events: webhookEvents, allowsInternal: false, now: now() })));
    await submit(campaign);
    start();
    for (const { id } of webhooks) await waitForProblem(id, 'EPRIVATE');
    assert.deepEqual(receiver.received, []);
  });

  it('keep nothing for longer than 30 days', async () => {
    const campaign = createLetterCampaign();
    const { id } = await add();
    await submit(campaign);
    start();
    await waitForStates(id, 'sent');
    await submit(campaign);
    await store().webhookDeliveries.deleteOld(id, new Date(now() - 30 * day).toISOString());
    assert.equal((await find(id)).length, 2);
    await Promise.all(stops.map((stop) => stop()));
    await store().webhooks.change(id, { disabled: 'by-hand' });
    await submit(campaign);
    await store().webhookDeliveries.deleteOld(id, new Date(now() + minute).toISOString());
    assert.deepEqual((await find(id)).filter(({ state }) => state === 'sent'), []);
  });
});
