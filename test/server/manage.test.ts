/** A supporter sees and erases what they sent, with the link of their receipt. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { collect } from './cards.ts';
import { fetchRecords, getSecret, postForm, postJson } from './manage.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const consent = [{ id: 'news', statement: 'Write to me about this campaign.', given: true }];
const createConsentCampaign = () =>
  createLetterCampaign({ ask: { name: 'required', email: 'optional' }, consent: [{ id: 'news', statement: 'Today’s words are others.', purpose: 'contact' }] });
const createFullLetter = () => createLetter({ person: { name: 'Anna Example', email: 'anna@group.example' }, consent, tracking: { partner: 'newspaper' } });

describeWithBothStores('manage links', (store) => {
  it('are in each receipt, absolute, with their secret in the fragment, and the same in a replay', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign], { publicOrigin: 'https://campaign.example' });
    const letter = createLetter({ language: 'km' });
    const { body } = await server.submit(campaign, letter);
    const url = new URL(body.manage!);
    assert.equal(url.origin + url.pathname + url.search, 'https://campaign.example/manage?lang=km');
    const replay = await server.submit(campaign, letter);
    assert.deepEqual([replay.status, replay.body.manage], [200, body.manage]);
    const other = await server.submit(campaign, createLetter());
    assert.notEqual(getSecret(other.body.manage), getSecret(body.manage));
    // What guesses would have to find.
    assert.match(getSecret(body.manage), /\.[\w-]{24}$/);
    assert.deepEqual(server.logLines, []);
  });

  it('are not in the answer to other content under the same id', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const letter = createLetter();
    await server.submit(campaign, letter);
    const { status, text } = await server.submit(campaign, { ...letter, language: 'km' });
    assert.equal(status, 409);
    assert.doesNotMatch(text, /manage/);
  });

  it('open in every process of a database, and not with that of another', async () => {
    const campaign = createLetterCampaign();
    const first = createTestServer(store(), [campaign]);
    const { body } = await first.submit(campaign, createLetter());
    const secret = getSecret(body.manage);
    assert.equal((await fetchRecords(createTestServer(store(), [campaign]), secret)).length, 1);
    assert.equal((await postJson(createTestServer(createMemoryStore(), [campaign]), '/manage/submissions', { secret })).status, 404);
  });

  it('show everything that is stored, and each consent with its exact statement and hash', async () => {
    const campaign = createConsentCampaign();
    const server = createTestServer(store(), [campaign]);
    const letter = createFullLetter();
    const { body } = await server.submit(campaign, letter);
    const [record, ...others] = await fetchRecords(server, getSecret(body.manage));
    assert.equal(others.length, 0);
    const { consent: storedConsent, ...submission } = record!.submission!;
    const { consent: _, ...rest } = letter;
    assert.deepEqual(submission, rest);
    // printf 'Write to me about this campaign.' | sha256sum
    assert.deepEqual(storedConsent, [{ ...consent[0], sha256: '6a13f0be82aaf05994c4a68e684aca0e02542ec30c230bfae68cfc403b8c4190' }]);
    assert.deepEqual([record!.campaign, record!.kind, record!.partner, record!.receivedAt], [campaign.id, 'letter', 'newspaper', new Date(today).toISOString()]);
  });

  it('erase the text; counts, replays and conflicts stay as they were', async () => {
    const campaign = createConsentCampaign();
    const server = createTestServer(store(), [campaign]);
    const letter = createFullLetter();
    const { body } = await server.submit(campaign, letter);
    await server.submit(campaign, createFullLetter());
    const secret = getSecret(body.manage);
    assert.deepEqual((await postJson(server, '/manage/erase', { secret })).body, { erased: 1 });
    assert.deepEqual((await postJson(server, '/manage/erase', { secret })).body, { erased: 0 });
    assert.equal((await fetchRecords(server, secret))[0]!.submission, null);
    const replay = await server.submit(campaign, letter);
    assert.deepEqual([replay.status, replay.body], [200, { ...body, replayed: true }]);
    assert.equal((await server.submit(campaign, { ...letter, language: 'km' })).status, 409);
    assert.equal((await server.fetchCounts(campaign)).people, 2);
    assert.equal((await store().personalData.getPage(campaign.id, undefined, 10)).length, 1);
  });

  it('erase the text of a card that is printed and shown; the card stays counted', async () => {
    const campaign = createPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    const card = { to: ['ny-sokha'], design: 'lotus', message: 'We think of you.', from: 'Anna', publish: true };
    const { body } = await server.submit(campaign, createPostcard({ postcard: card }));
    const ids = (await store().cards.find({ campaign: campaign.id })).map(({ id }) => id);
    for (const step of ['approved', 'printed'] as const) await collect(applyStep(store(), ids, step, { at: today }));
    const fetchMessages = async () => (await server.request(`/campaigns/${campaign.id}/messages.json`)).text;
    assert.match(await fetchMessages(), /We think of you/);
    const secret = getSecret(body.manage);
    assert.deepEqual((await fetchRecords(server, secret))[0]!.cards, [{ person: 'ny-sokha', stage: 'printed' }]);
    assert.equal((await postJson(server, '/manage/erase', { secret })).status, 200);
    assert.doesNotMatch(await fetchMessages(), /We think of you/);
    assert.deepEqual((await server.fetchCounts(campaign)).postcards, { received: 1, approved: 1, printed: 1, delivered: 0, paper: 0 });
    assert.deepEqual((await store().cards.find({ campaign: campaign.id })).map(({ payload, stage }) => [payload, stage]), [[null, 'printed']]);
  });

  it('work on pages without scripts: from the thank-you page of a plain form to the erased text', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const form = { id: crypto.randomUUID(), kind: 'letter', 'person/name': 'Anna Example', 'letter/targets': 'minister', 'letter/subject': 'A subject', 'letter/body': 'Some <b>words</b>.' };
    const answer = await server.submitForm(campaign, form);
    assert.equal(answer.status, 303, answer.text);
    const location = answer.headers.get('Location')!;
    const thanks = await server.request(location);
    const [, secret = ''] = /name="secret" value="([^"]+)"/.exec(thanks.text) ?? [];
    assert.match(thanks.text, new RegExp(`<a href="http://localhost/manage\\?lang=en#${secret}" target="_blank" rel="noreferrer"`));
    assert.ok(!location.includes(secret));
    // The address of that page is worth nothing any more.
    assert.doesNotMatch((await server.request(location)).text, /\/manage/);

    const recordPage = await postForm(server, '/manage/submissions', { secret, lang: 'en' });
    assert.equal(recordPage.status, 200);
    for (const text of ['Anna Example', 'A subject', 'Some &lt;b&gt;words&lt;/b&gt;.', 'A. Minister', 'Free Sam Sokha']) assert.ok(recordPage.text.includes(text), text);
    const question = await postForm(server, '/manage/erase', { secret, lang: 'en' });
    assert.match(question.text, /Erase it for good\?/);
    assert.notEqual((await fetchRecords(server, secret))[0]!.submission, null);
    const erased = await postForm(server, '/manage/erase', { secret, lang: 'en', confirm: 'yes' });
    assert.match(erased.text, /What you sent has been erased/);
    assert.equal((await fetchRecords(server, secret))[0]!.submission, null);
    const after = await postForm(server, '/manage/submissions', { secret, lang: 'en' });
    assert.match(after.text, /What you sent has been erased/);
    assert.doesNotMatch(after.text, /Anna/);
    assert.deepEqual(server.logLines, []);
  });

  it('open from a link that was pasted whole', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const { body } = await server.submit(campaign, createLetter());
    assert.equal((await postForm(server, '/manage/submissions', { secret: ` ${body.manage} ` })).status, 200);
  });

  it('answer every wrong secret in the same way, whether or not the submission exists', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const { body } = await server.submit(campaign, createLetter());
    const secret = getSecret(body.manage);
    const [id, digest, mac] = secret.split('.') as [string, string, string];
    const otherMac = (mac.startsWith('A') ? 'B' : 'A') + mac.slice(1);
    const wrong = ['', 'x', id, `${id}.${digest}`, `${id}.${digest}.`, `${id}.${digest}.${otherMac}`, `${id}.${'A'.repeat(43)}.${mac}`, `other.${digest}.${mac}`, `${secret}.`, `${secret}x`, 'A'.repeat(32), `é${secret}`, '\ud800'];
    for (const path of ['/manage/submissions', '/manage/erase']) {
      const answers = await Promise.all(wrong.map((one) => postJson(server, path, { secret: one })));
      for (const answer of [...answers, await postJson(server, path, {}), await postJson(server, path, []), await postJson(server, path, { secret: 1 })])
        assert.deepEqual([answer.status, answer.text, answer.headers.get('Content-Type')], [404, answers[0]!.text, 'application/problem+json']);
      const pages = await Promise.all(wrong.map((one) => postForm(server, path, { secret: one.toWellFormed(), confirm: 'yes' })));
      for (const page of pages) assert.deepEqual([page.status, page.text], [404, pages[0]!.text]);
    }
    assert.notEqual((await fetchRecords(server, secret))[0]!.submission, null);
  });
});

describe('a wrong secret', () => {
  it('is refused without asking the database, so that the time of the answer says nothing', async () => {
    const store = createMemoryStore();
    const queries: string[] = [];
    store.personalData.find = (...args) => (queries.push(args[0]), Promise.resolve([]));
    const server = createTestServer(store, []);
    await postJson(server, '/manage/submissions', { secret: `x.${'A'.repeat(43)}.${'A'.repeat(24)}` });
    assert.deepEqual(queries, []);
  });
});

describe('the manage pages', () => {
  const server = createTestServer(createMemoryStore(), [createLetterCampaign()]);

  it('load nothing from elsewhere, send no referrer, and are not cached, framed or found by search engines', async () => {
    const { headers, text } = await server.request('/manage?lang=ar');
    assert.equal(
      headers.get('Content-Security-Policy'),
      "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; img-src 'self'",
    );
    assert.deepEqual(
      ['Referrer-Policy', 'Cache-Control', 'X-Robots-Tag', 'Access-Control-Allow-Origin', 'Set-Cookie'].map((name) => headers.get(name)),
      ['no-referrer', 'no-store', 'noindex, nofollow', null, null],
    );
    assert.match(text, /<html lang="ar" dir="rtl">/);
    assert.match(text, /<meta name="robots" content="noindex">/);
    assert.match(text, /<meta name="viewport"/);
  });

  it('accept neither other content types nor large bodies, and no other methods', async () => {
    for (const path of ['/manage/submissions', '/manage/erase']) {
      const post = (body: string, type: string) => server.request(path, { method: 'POST', headers: { 'Content-Type': type }, body });
      assert.equal((await post('{"secret":"x"}', 'text/plain')).status, 415);
      assert.equal((await post('{', 'application/json')).status, 400);
      assert.equal((await post(`{"secret":"${'x'.repeat(9000)}"}`, 'application/json')).status, 413);
      assert.equal((await server.request(path)).status, 405);
    }
  });
});
