/** Letters of campaigns that deliver by email reach each target once, whatever happens to the mail server or to this one. */
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { startLetterDelivery } from '../../src/server/mail/letter-delivery.ts';
import { createMailer, type Mailer } from '../../src/server/mail/mailer.ts';
import { acceptSubmission } from '../../src/server/submissions/accept-submission.ts';
import { releaseHeld } from '../../src/server/submissions/held-submissions.ts';
import { waitUntil } from '../support/wait-until.ts';
import { collect } from './cards.ts';
import { startSmtpServer, type TestSmtpServer } from './smtp.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestServer } from './support/test-server.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A campaign that writes to two ministers by email. */
function createEmailCampaign(more: Partial<Campaign> = {}): Campaign {
  const campaign = createLetterCampaign({ ask: { email: 'optional' }, ...more });
  campaign.letter!.delivery = 'email';
  campaign.letter!.targets = ['interior', 'justice'].map((id) => ({ id, name: `Minister of ${id}`, office: id, email: `${id}@ministry.example` }));
  return campaign;
}

const letter = { targets: ['interior', 'justice'], subject: 'Free her', body: 'Please let her go.' };

describeWithBothStores('letters by email', (store) => {
  let smtp: TestSmtpServer;
  let mailer: Mailer;
  let campaign: Campaign;
  let server: TestServer;
  let stop: (() => Promise<void>) | undefined;
  /** How often a process has looked at what it may send. */
  let looks = 0;
  const reports: string[] = [];

  before(async () => {
    smtp = await startSmtpServer();
    mailer = await createMailer(smtp.url, 'A Group <letters@group.example>');
  });
  afterEach(async () => {
    await stop?.();
    smtp.mails.length = reports.length = 0;
    Object.assign(smtp, { refusal: undefined, onMail: undefined });
  });
  after(() => smtp.stop());

  function use(more?: Partial<Campaign>, { sendsLetters = true } = {}) {
    campaign = createEmailCampaign(more);
    server = createTestServer(store(), [campaign], { sendsLetters });
  }
  const submit = (more: Record<string, unknown> = {}) => server.submit(campaign, createLetter({ letter, person: { name: 'Sok Dara', email: 'dara@group.example' }, ...more }));
  function start({ limit = 100, mailer: other = mailer } = {}) {
    const campaigns = { get: (id: string) => (id === campaign.id ? { campaign, document: undefined! } : undefined), all: () => [] };
    const { letterEmails, abuse } = store();
    const sumRates: typeof abuse.sumRates = (...args) => (looks++, abuse.sumRates(...args));
    return (stop = startLetterDelivery({ campaigns, store: { letterEmails, abuse: { ...abuse, sumRates } }, mailer: other, now: () => server.time, limit, report: (line) => reports.push(line), interval: 2 }));
  }
  const findEmail = async () => (await store().letterEmails.find({ campaign: campaign.id }, '', 1))[0]!;
  const getStates = async () => (await store().letterEmails.find({ campaign: campaign.id }, '', 100)).map(({ state }) => state);
  const waitForState = (...states: string[]) =>
    waitUntil(`the states ${states.join(', ')}`, async () => JSON.stringify((await getStates()).sort()) === JSON.stringify(states.sort()));

  it('are sent once to each target, with the name of the supporter and without their address', async () => {
    use();
    await submit();
    start();
    await waitForState('sent', 'sent');
    assert.deepEqual(smtp.mails.flatMap(({ to }) => to).sort(), ['interior@ministry.example', 'justice@ministry.example']);
    const { headers, text } = smtp.mails.find(({ to }) => to[0]!.startsWith('justice'))!;
    assert.match(headers, /^From: Sok Dara <letters@group\.example>\r?$/m);
    assert.match(headers, /^Subject: Free her\r?$/m);
    assert.doesNotMatch(headers + text, /dara@group\.example/);
    assert.equal(text.replaceAll('\r\n', '\n'), 'Dear Minister of justice,\n\nPlease let her go.\n\nYours sincerely,\nSok Dara\n');
    const ids = smtp.mails.map((mail) => /^Message-ID: <(\w{10})@group\.example>\r?$/im.exec(mail.headers)?.[1]);
    assert.deepEqual(ids.sort(), (await store().letterEmails.find({ campaign: campaign.id }, '', 10)).map(({ id }) => id));
  });

  it('can be answered only if the supporter has agreed to that', async () => {
    use({ consent: [{ id: 'reply', statement: 'The minister may reply to me.', purpose: 'reply' }, { id: 'news', statement: 'Send me news.', purpose: 'contact' }] });
    const answer = (reply: boolean) => [{ id: 'reply', statement: 'The minister may reply to me.', given: reply }, { id: 'news', statement: 'Send me news.', given: true }];
    for (const reply of [true, false]) assert.equal((await submit({ letter: { ...letter, targets: ['interior'] }, consent: answer(reply) })).status, 201);
    start();
    await waitForState('sent', 'sent');
    assert.deepEqual(smtp.mails.map(({ headers }) => /^Reply-To: .*$/m.exec(headers)?.[0]?.trim()).sort(), ['Reply-To: Sok Dara <dara@group.example>', undefined]);
  });

  it('cannot add headers through the name of a supporter', async () => {
    use();
    await submit({ person: { name: 'Dara "X" <evil@bad.example>, Bcc: other@bad.example' }, letter: { ...letter, targets: ['interior'] } });
    start();
    await waitForState('sent');
    assert.deepEqual(smtp.mails.map(({ to }) => to), [['interior@ministry.example']]);
    assert.match(smtp.mails[0]!.headers.replace(/\r\n\s+/g, ' '), /^From: "Dara \\"X\\" <evil@bad\.example>, Bcc: other@bad\.example" <letters@group\.example>\r?$/m);
  });

  it('are sent in the language of the supporter', async () => {
    use({ translations: { km: { letter: { salutation: 'គោរពជូន {name}', closing: 'ដោយគោរព' } } } });
    await submit({ language: 'km', letter: { targets: ['interior'], subject: 'ដោះលែង', body: 'សូមដោះលែង' } });
    start();
    await waitForState('sent');
    assert.equal(smtp.mails[0]!.text.replaceAll('\r\n', '\n'), 'គោរពជូន Minister of interior\n\nសូមដោះលែង\n\nដោយគោរព\nSok Dara\n');
    assert.match(smtp.mails[0]!.headers, /^Content-Language: km\r?$/im);
  });

  it('do not exist for tests and for campaigns that collect', async () => {
    use();
    await submit({ testing: true });
    campaign.letter!.delivery = 'collect';
    await submit();
    assert.deepEqual(await getStates(), []);
  });

  it('wait while the mail server is down, and are sent later under the same id', async () => {
    use();
    await submit({ letter: { ...letter, targets: ['interior'] } });
    const { id } = await findEmail();
    smtp.refusal = { code: 451, message: 'try again later, dara@group.example' };
    start();
    await waitUntil('the first try', async () => (await findEmail()).problem === '451');
    assert.deepEqual(reports, ['letter email: Error EENVELOPE']);
    smtp.refusal = undefined;
    server.time += hour;
    await waitForState('sent');
    assert.match(smtp.mails[0]!.headers, new RegExp(`^Message-ID: <${id}@`, 'im'));
    assert.equal(smtp.mails.length, 1);
  });

  it('fail after days without a mail server, and can be queued again', async () => {
    use();
    await submit({ letter: { ...letter, targets: ['interior'] } });
    start({ mailer: await createMailer('smtp://127.0.0.1:9', 'letters@group.example') });
    await waitUntil('the first try', async () => (await findEmail()).problem === 'ESOCKET');
    server.time += 5 * day;
    await waitForState('failed');
    await stop!();
    const { id } = await findEmail();
    assert.deepEqual(await store().letterEmails.retry([id, 'unknown'], new Date(server.time).toISOString()), [id]);
    start();
    await waitForState('sent');
  });

  it('fail at once if the mail server refuses the address, without its answer being kept', async () => {
    use();
    await submit({ letter: { ...letter, targets: ['interior'] } });
    smtp.refusal = { code: 550, message: 'interior@ministry.example does not exist' };
    start();
    await waitForState('failed');
    assert.equal((await findEmail()).problem, '550');
    assert.deepEqual(reports, []);
  });

  it('are sent again under the same id if the process was killed before it recorded the answer', async () => {
    use();
    await submit({ letter: { ...letter, targets: ['interior'] } });
    const time = (offset: number) => new Date(server.time + offset).toISOString();
    const killed = await store().letterEmails.claim(time(0), time(5 * 60_000));
    assert.equal(await store().letterEmails.claim(time(1000), time(hour)), undefined);
    start();
    server.time += hour;
    await waitForState('sent');
    assert.match(smtp.mails[0]!.headers, new RegExp(`^Message-ID: <${killed!.id}@`, 'im'));
  });

  it('are sent once by several processes, and not faster than the limit', async () => {
    use();
    // After the minutes of the tests above, which count as well.
    server.time += 30 * day;
    await Promise.all(Array.from({ length: 5 }, () => submit()));
    const stops = [start({ limit: 6 }), start({ limit: 6 })];
    await waitUntil('the limit', () => smtp.mails.length >= 6);
    looks = 0;
    await waitUntil('more looks at the queue', () => looks >= 20);
    assert.ok(smtp.mails.length <= 7, `${smtp.mails.length} within the first minute`);
    server.time += 60_000;
    await waitForState(...Array<string>(10).fill('sent'));
    await Promise.all(stops.map((end) => end()));
    assert.equal(new Set(smtp.mails.map(({ headers }) => /^Message-ID: .*$/im.exec(headers)![0])).size, 10);
    assert.equal(smtp.mails.length, 10);
  });

  it('are cancelled once the supporter has erased the text', async () => {
    use();
    await submit();
    await store().deleteReceivedBefore(campaign.id, new Date(today + hour).toISOString());
    start();
    await waitForState('cancelled', 'cancelled');
    assert.deepEqual(smtp.mails, []);
  });

  it('wait for a moderator who releases a held submission', async () => {
    use({ closed: { at: new Date(today).toISOString(), text: 'Closed.' } });
    const deps = { store: store(), now: () => today, log: (error: unknown) => { throw error; } };
    await acceptSubmission(campaign, { body: createLetter({ letter }), allowed: true, isFromOutbox: true }, deps);
    assert.deepEqual(await getStates(), []);
    const ids = (await store().held.find({ campaign: campaign.id })).map(({ held_id }) => held_id);
    assert.deepEqual((await collect(releaseHeld({ store: store(), campaigns: [campaign], sendsLetters: true }, ids))).map(({ outcome }) => outcome), ['done']);
    start();
    await waitForState('sent', 'sent');
  });

  it('are only collected by a server that sends no email, also when it sends some afterwards', async () => {
    use({}, { sendsLetters: false });
    assert.equal((await submit()).status, 201);
    assert.deepEqual(await getStates(), []);
    server = createTestServer(store(), [campaign], { sendsLetters: true });
    await submit({ letter: { ...letter, targets: ['justice'] } });
    start();
    await waitForState('sent');
    assert.deepEqual(smtp.mails.flatMap(({ to }) => to), ['justice@ministry.example']);
    assert.equal((await server.fetchCounts(campaign)).letters, 2);
  });

  it('are only collected if a server that sends no email releases them', async () => {
    use({ closed: { at: new Date(today).toISOString(), text: 'Closed.' } });
    const deps = { store: store(), now: () => today, log: (error: unknown) => { throw error; }, sendsLetters: true };
    await acceptSubmission(campaign, { body: createLetter({ letter }), allowed: true, isFromOutbox: true }, deps);
    const ids = (await store().held.find({ campaign: campaign.id })).map(({ held_id }) => held_id);
    assert.deepEqual((await collect(releaseHeld({ store: store(), campaigns: [campaign] }, ids))).map(({ outcome }) => outcome), ['done']);
    assert.deepEqual(await getStates(), []);
  });
});
