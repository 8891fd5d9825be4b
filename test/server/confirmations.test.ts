/** Double opt-in: a letter is counted and sent once the owner of the address has confirmed it, and nobody learns from an answer who has taken part. */
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { startConfirmationDelivery } from '../../src/server/confirmations/confirmation-delivery.ts';
import { createConfirmations } from '../../src/server/confirmations/confirmations.ts';
import { createMailer, type Mailer } from '../../src/server/mail/mailer.ts';
import { createManageLinks } from '../../src/server/privacy/manage-links.ts';
import { getIdDigest } from '../../src/server/submissions/digest.ts';
import { restoreSubmissions, withdrawSubmissions } from '../../src/server/submissions/withdraw-submissions.ts';
import { addWebhook, webhookEvents } from '../../src/server/webhooks/webhooks.ts';
import { waitUntil } from '../support/wait-until.ts';
import { fetchRecords, getSecret, postJson } from './manage.ts';
import { startSmtpServer, type TestSmtpServer } from './smtp.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestServer } from './support/test-server.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const origin = 'https://campaign.example';

function createConfirmCampaign(more: Partial<Campaign> = {}): Campaign {
  const campaign = createLetterCampaign({ ask: { email: 'required' }, retention: { days: 30 }, ...more });
  Object.assign(campaign.letter!, { confirm: true, delivery: 'email' });
  for (const target of campaign.letter!.targets) target.email = `${target.id}@ministry.example`;
  return campaign;
}

let addressCount = 0;
/** The limit is that of an address, so each test has its own. */
const createAddress = () => `anna${++addressCount}@group.example`;

describeWithBothStores('letters that have to be confirmed', (store) => {
  let smtp: TestSmtpServer;
  let mailer: Mailer;
  let campaign: Campaign;
  let server: TestServer;
  const stops: (() => Promise<void>)[] = [];
  const reports: string[] = [];

  before(async () => {
    smtp = await startSmtpServer();
    mailer = await createMailer(smtp.url, 'A Group <letters@group.example>');
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
    smtp.mails.length = reports.length = 0;
    smtp.refusal = undefined;
  });
  after(() => smtp.stop());

  function use(more: Partial<Campaign> = {}) {
    campaign = createConfirmCampaign(more);
    server = createTestServer(store(), [campaign], { confirmations: createConfirmations(createManageLinks(store(), () => today)), sendsLetters: true, publicOrigin: origin });
  }
  const submit = (email: string, more: Record<string, unknown> = {}) => server.submit(campaign, createLetter({ person: { name: 'Anna Example', email }, ...more }));
  function start() {
    const stop = startConfirmationDelivery({ store: store(), manageLinks: createManageLinks(store(), () => server.time), mailer, origin, now: () => server.time, limit: 100, report: (line) => reports.push(line), interval: 2 });
    stops.push(stop);
    return stop;
  }
  const waitForMails = (count: number) => waitUntil(`${count} emails`, () => smtp.mails.length >= count);
  const getPath = (index = 0) => /https:\/\/campaign\.example(\/confirm\/\S+)/.exec(smtp.mails[index]!.text)![1]!;
  const confirm = (path: string) => server.request(path, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'lang=en' });
  const countPeople = async () => (await server.fetchCounts(campaign)).people;
  const findRow = async (id: string) => (await store().confirmations.find({ campaign: campaign.id, id_digest: getIdDigest(campaign.id, id) }))!;
  const countLetters = async () => (await store().letterEmails.find({ campaign: campaign.id }, '', 10)).length;

  it('are counted, sent and announced once the button is pressed, and not when a program opens the link', async () => {
    use();
    const webhook = await addWebhook(store(), { url: 'http://127.0.0.1:9/', campaign: campaign.id, events: webhookEvents, allowsInternal: true, now: today });
    const { status, body } = await submit(createAddress());
    assert.deepEqual([status, body.confirm, body.counts.people, 'held' in body], [201, 'email', 0, false]);
    assert.deepEqual([await countPeople(), await countLetters()], [0, 0]);
    start();
    await waitForMails(1);
    const path = getPath();
    for (let i = 0; i < 2; i++) {
      const page = await server.request(path);
      assert.equal(page.status, 200);
      assert.match(page.text, /<form method="post" action="\/confirm\/[^"?]+">/);
      assert.ok(page.text.includes(campaign.title) && page.text.includes(campaign.organiser.name));
      assert.doesNotMatch(page.text, /Anna|Some words/);
      assert.deepEqual([page.headers.get('Cache-Control'), page.headers.get('Referrer-Policy')], ['no-store', 'no-referrer']);
    }
    assert.equal((await server.request(path, { method: 'HEAD' })).status, 200);
    assert.equal(await countPeople(), 0);
    for (let i = 0; i < 2; i++) assert.match((await confirm(path)).text, /Your letter is confirmed/);
    assert.deepEqual([await countPeople(), await countLetters()], [1, 1]);
    assert.match((await server.request(path)).text, /Your letter is confirmed/);
    assert.deepEqual((await store().webhooks.findDeliveries({ webhook: webhook.id }, '', 10)).map(({ event }) => event), ['submission.created']);
    await store().webhooks.remove(webhook.id);
  });

  it('are confirmed once, however many processes and pages try it together', async () => {
    use();
    await submit(createAddress());
    start();
    await waitForMails(1);
    const path = getPath();
    await Promise.all(Array.from({ length: 5 }, () => confirm(path)));
    assert.deepEqual([await countPeople(), await countLetters()], [1, 1]);
  });

  it('get one email in the language of the form, which names neither the campaign nor what was written', async () => {
    use({ translations: { de: { title: 'Freiheit für Sam Sokha' } } });
    const address = createAddress();
    await submit(address, { language: 'de' });
    start();
    start();
    await waitForMails(1);
    await waitUntil('the email to be recorded', async () => (await store().confirmations.countSent((await createManageLinks(store(), () => today).hashAddress(campaign.id, address)), new Date(today - day).toISOString())) === 1);
    const [mail] = smtp.mails;
    assert.equal(smtp.mails.length, 1);
    assert.deepEqual(mail!.to, [address]);
    assert.match(mail!.headers, /^Subject: =\?UTF-8\?Q\?Bitte_best/m);
    assert.match(mail!.headers, /^Auto-Submitted: auto-generated\r?$/m);
    for (const text of ['Anna', campaign.title, 'Freiheit', campaign.id, 'Some words']) assert.ok(!mail!.text.includes(text) && !mail!.headers.includes(text), text);
    assert.match((await server.request(getPath())).text, /<html lang="de"[^]*Freiheit für Sam Sokha/);
  });

  it('answer a replay with the first receipt, and do not send another email', async () => {
    use();
    const letter = createLetter({ person: { name: 'Anna', email: createAddress() } });
    const first = await server.submit(campaign, letter);
    const second = await server.submit(campaign, letter);
    assert.deepEqual([second.status, second.body], [200, { ...first.body, replayed: true }]);
    start();
    await waitForMails(1);
    await confirm(getPath());
    const confirmed = await server.submit(campaign, letter);
    assert.deepEqual([confirmed.status, confirmed.body.confirm, confirmed.body.counts.people], [200, undefined, 1]);
    assert.equal((await server.submit(campaign, { ...letter, language: 'de' })).status, 409);
    assert.equal(smtp.mails.length, 1);
  });

  it('get the same answer whether or not the address has taken part, and few emails a day', async () => {
    use();
    const address = createAddress();
    const answers = [];
    for (let i = 0; i < 5; i++) {
      const { status, body } = await submit(address);
      answers.push([status, Object.keys(body).sort(), body.confirm, body.counts.people]);
    }
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    start();
    await waitForMails(3);
    const other = createAddress();
    await submit(other);
    await waitUntil('the email to another address', () => smtp.mails.some(({ to }) => to[0] === other));
    assert.equal(smtp.mails.filter(({ to }) => to[0] === address).length, 3);
    server.time += 2 * day;
    await submit(address);
    await waitUntil('an email on another day', () => smtp.mails.filter(({ to }) => to[0] === address).length === 4);
  });

  it('wait for a mail server that is down, and give up an address that it refuses', async () => {
    use();
    const { body } = await submit(createAddress());
    smtp.refusal = { code: 451, message: 'later' };
    start();
    await waitUntil('a failed try', () => reports.length);
    assert.deepEqual([reports[0], (await findRow(body.id)).held], ['confirmation email: Error EENVELOPE', 'unconfirmed']);
    smtp.refusal = undefined;
    server.time += 2 * minute;
    await waitForMails(1);
    smtp.refusal = { code: 550, message: 'unknown' };
    reports.length = 0;
    await submit(createAddress());
    const count = async () => (await store().confirmations.count(campaign.id)).map((row) => [row.state, row.count]);
    await waitUntil('the refused email has failed', async () => (await count()).some(([state]) => state === 'failed'));
    assert.deepEqual([await count(), reports], [[['failed', 1], ['sent', 1]], []]);
  });

  it('are deleted after a week without a confirmation, and kept as promised with one', async () => {
    use();
    const [first, second] = [(await submit(createAddress())).body, (await submit(createAddress())).body];
    start();
    await waitForMails(2);
    const paths = [getPath(0), getPath(1)];
    const secondIndex = (await Promise.all(smtp.mails.map(async ({ to }) => (await findRow(second.id)).payload!.includes(to[0]!)))).indexOf(true);
    await confirm(paths[secondIndex]!);
    assert.deepEqual([(await findRow(first.id)).expires_at, (await findRow(second.id)).expires_at], [new Date(today + 7 * day).toISOString(), new Date(today + 30 * day).toISOString()]);
    await store().deleteExpired(new Date(today + 7 * day).toISOString());
    assert.deepEqual([(await findRow(first.id)).payload, typeof (await findRow(second.id)).payload], [null, 'string']);
    for (const answer of [await confirm(paths[1 - secondIndex]!), await server.request(paths[1 - secondIndex]!)]) {
      assert.equal(answer.status, 404);
      assert.match(answer.text, /doesn’t work any more/);
      assert.ok(answer.text.includes(`/a/${campaign.id}`));
    }
    assert.equal(await countPeople(), 1);
  });

  it('are seen and erased with their manage link, which cannot confirm them', async () => {
    use();
    const { body } = await submit(createAddress());
    const secret = getSecret(body.manage);
    assert.equal((await fetchRecords(server, secret))[0]!.held, 'unconfirmed');
    start();
    await waitForMails(1);
    const path = getPath();
    const [confirmSecret, mac] = [path.slice('/confirm/'.length).split('?')[0]!, secret.split('.').at(-1)!];
    for (const wrong of [secret, `${confirmSecret.split('.')[0]}.${mac}`, `${confirmSecret}x`, 'x', `${confirmSecret}.x`]) assert.equal((await confirm(`/confirm/${encodeURIComponent(wrong)}`)).status, 404);
    assert.deepEqual((await postJson(server, '/manage/erase', { secret })).body, { erased: 1 });
    assert.equal((await confirm(path)).status, 404);
    assert.equal(await countPeople(), 0);
  });

  it('are not counted while the organiser has taken them back', async () => {
    use();
    await submit(createAddress());
    start();
    await waitForMails(1);
    const withdrawal = await withdrawSubmissions(store(), { campaign: campaign.id, to: new Date(today + 1).toISOString() }, { now: today });
    assert.equal((await confirm(getPath())).status, 404);
    await restoreSubmissions(store(), withdrawal.id, today);
    assert.equal((await confirm(getPath())).status, 200);
    assert.equal(await countPeople(), 1);
  });

  it('are asked for in plain forms, too', async () => {
    use();
    const form = { id: crypto.randomUUID(), kind: 'letter', language: 'en', 'person/name': 'Anna', 'person/email': createAddress(), 'letter/targets': 'minister', 'letter/subject': 'A subject', 'letter/body': 'Some words.' };
    const { status, headers } = await server.submitForm(campaign, form);
    assert.equal(status, 303);
    assert.match((await server.request(headers.get('Location')!)).text, /We’ve sent you an email\. Your letter is counted once/);
    start();
    await waitForMails(1);
    await confirm(getPath());
    assert.equal(await countPeople(), 1);
  });

  it('do not exist for tests, for moderators, and on a server that sends no email', async () => {
    use();
    assert.equal((await submit(createAddress(), { testing: true })).body.confirm, undefined);
    await submit(createAddress());
    assert.deepEqual(await store().held.find({ campaign: campaign.id }), []);
    const withoutMail = createTestServer(store(), [campaign]);
    const { status, body } = await withoutMail.submit(campaign, createLetter({ person: { name: 'Anna', email: createAddress() } }));
    assert.deepEqual([status, body.confirm, body.counts.people], [201, undefined, 1]);
  });
});
