/** Supporters who lost their link get another one by email, and the answer never says whether someone has taken part. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createEmailLinks, type EmailLinks } from '../../src/server/privacy/email-links.ts';
import { createMailer } from '../../src/server/mail/mailer.ts';
import { createManageLinks } from '../../src/server/privacy/manage-links.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startSmtpServer, type ReceivedMail, type TestSmtpServer } from './smtp.ts';
import { fetchRecords, getSecret, postForm, postJson } from './manage.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestServer } from './support/test-server.ts';

describeWithBothStores('links by email', (store) => {
  let smtp: TestSmtpServer;
  let emailLinks: EmailLinks;
  let server: TestServer;
  let letters: Campaign;
  let others: Campaign;
  const reports: string[] = [];

  before(async () => {
    smtp = await startSmtpServer();
    letters = createLetterCampaign({ ask: { email: 'optional' } });
    others = createLetterCampaign({ ask: { email: 'optional' } });
    const now = () => server.time;
    emailLinks = createEmailLinks({
      store: store(),
      manageLinks: createManageLinks(store(), now),
      mailer: await createMailer(smtp.url, 'Campaign <campaign@group.example>'),
      origin: 'https://campaign.example',
      now,
      report: (line) => reports.push(line),
      pause: 1,
    });
    server = createTestServer(store(), [letters, others, createLetterCampaign()], { emailLinks });
  });
  after(async () => {
    await emailLinks.stop();
    await smtp.stop();
  });

  const submitAs = (campaign: Campaign, email: string) => server.submit(campaign, createLetter({ person: { name: 'Anna Example', email } }));
  const ask = (email: string, lang = 'en') => postJson(server, '/manage/links', { campaign: letters.id, email, lang });
  const waitForMail = (count: number) => waitUntil('the emails to arrive', () => smtp.mails.length >= count);
  const findLink = ({ text }: ReceivedMail) => /https:\/\/campaign\.example\/manage\S+/.exec(text)?.[0];

  it('open everything that was sent with the address in the campaign, and nothing else', async () => {
    for (const email of ['anna@group.example', 'Anna@Group.example', 'ben@group.example']) await submitAs(letters, email);
    await submitAs(others, 'anna@group.example');
    assert.equal((await ask(' mailto:ANNA@group.example')).status, 202);
    await waitForMail(1);
    const [mail] = smtp.mails.splice(0);
    assert.deepEqual(mail!.to.map((address) => address.toLowerCase()), ['anna@group.example']);
    assert.match(mail!.headers, /^Auto-Submitted: auto-generated\r?$/m);
    const link = findLink(mail!)!;
    const records = await fetchRecords(server, getSecret(link));
    assert.deepEqual(records.map(({ campaign, submission }) => [campaign, submission!.person!.email!.toLowerCase()]), Array(2).fill([letters.id, 'anna@group.example']));
    // Who reads the inbox learns nothing about what was sent, or for what.
    for (const text of ['Anna Example', letters.title, 'letter']) assert.ok(!mail!.text.includes(text) && !mail!.headers.replace(/boundary.*/g, '').includes(text), text);
    assert.deepEqual((await postJson(server, '/manage/erase', { secret: getSecret(link) })).body, { erased: 2 });
    assert.equal((await fetchRecords(server, getSecret(link)))[0]!.submission, null);
  });

  it('get the same answer for an address that has sent nothing, and no email', async () => {
    await submitAs(letters, 'carl@group.example');
    const answers = [await ask('dora@group.example'), await ask('carl@group.example')];
    assert.deepEqual([...new Set(answers.map(({ status, text, headers }) => JSON.stringify([status, text, [...headers]])))].length, 1);
    await waitForMail(1);
    const pages = await Promise.all(['eve@group.example', 'carl@group.example'].map((email) => postForm(server, '/manage/links', { campaign: letters.id, email, lang: 'en' })));
    assert.deepEqual([pages[0]!.status, pages[0]!.text], [200, pages[1]!.text]);
    assert.match(pages[0]!.text, /If something was sent with this address, you’ll soon get an email/);
    // The requests before it have been handled by then.
    await submitAs(letters, 'frank@group.example');
    await ask('frank@group.example');
    await waitUntil('the last email', () => smtp.mails.some(({ to }) => to.includes('frank@group.example')));
    assert.deepEqual([...new Set(smtp.mails.splice(0).flatMap(({ to }) => to))].sort(), ['carl@group.example', 'frank@group.example']);
  });

  it('are written in the language of the request, and lead to a page in it', async () => {
    await submitAs(letters, 'fatima@group.example');
    await ask('fatima@group.example', 'ar');
    await waitForMail(1);
    const [mail] = smtp.mails.splice(0);
    assert.match(mail!.text, /افتح هذا الرابط خلال ساعة واحدة/);
    assert.match(findLink(mail!)!, /\?lang=ar#/);
  });

  it('work for an hour, and at most three are sent to an address within a day', async () => {
    await submitAs(letters, 'gina@group.example');
    const links: string[] = [];
    for (let i = 0; i < 3; i++) {
      await ask('gina@group.example');
      await waitForMail(1);
      links.push(findLink(smtp.mails.splice(0)[0]!)!);
    }
    await ask('gina@group.example');
    // It would be sent before this one.
    await submitAs(letters, 'hans@group.example');
    await ask('hans@group.example');
    await waitForMail(1);
    assert.deepEqual(smtp.mails.splice(0).flatMap(({ to }) => to), ['hans@group.example']);
    const secret = getSecret(links[0]);
    server.time = today + 3_600_000 - 1;
    assert.equal((await fetchRecords(server, secret)).length, 1);
    server.time = today + 3_600_000;
    assert.equal((await postJson(server, '/manage/submissions', { secret })).status, 404);
    server.time = today + 24 * 3_600_000 + 1;
    await ask('gina@group.example');
    await waitForMail(1);
    smtp.mails.splice(0);
    await createManageLinks(store(), () => today + 72 * 3_600_000).deleteExpired();
    server.time = today;
    assert.equal((await postJson(server, '/manage/submissions', { secret })).status, 404);
  });

  it('leave no address and no text in the log when the mail server refuses them', async () => {
    await submitAs(letters, 'ivan@group.example');
    smtp.refusal = { code: 550, message: 'no such mailbox' };
    await ask('ivan@group.example');
    await waitUntil('the failure to be reported', () => reports.length);
    smtp.refusal = undefined;
    assert.deepEqual([reports, server.logLines], [['email: Error EENVELOPE'], []]);
  });

  it('are offered on the page for campaigns that ask for an address, and refused for what is none', async () => {
    const { text } = await server.request('/manage?lang=en');
    assert.deepEqual([...text.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id), [letters.id, others.id]);
    const invalid = await ask('not an address');
    assert.deepEqual([invalid.status, invalid.body.errors], [422, [{ pointer: '/email', code: 'invalid' }]]);
    assert.equal((await postJson(server, '/manage/links', { campaign: 'none', email: 'a@group.example' })).status, 404);
    const withoutMail = createTestServer(store(), [letters]);
    assert.equal((await postJson(withoutMail, '/manage/links', { campaign: letters.id, email: 'a@group.example' })).status, 404);
    assert.doesNotMatch((await withoutMail.request('/manage')).text, /<option/);
  });
});
