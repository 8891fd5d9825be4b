/** What the contract says of submissions, over both databases. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { problemSchema } from '../../src/campaign/schema/problem.schema.ts';
import { receiptSchema } from '../../src/campaign/schema/submission.schema.ts';
import { createTestServer, createLetter, createLetterCampaign, describeWithBothStores, createPostcard, createPostcardCampaign, today, type TestResponse } from './support.ts';

const hour = 3_600_000;
const at = (time: number) => new Date(time).toISOString();

/** The answer is this problem, readable from any page, and holds nothing that was sent. */
function assertProblem(answer: TestResponse, status: number, type: string, errors?: [pointer: string, code: string][]): void {
  const { body, headers } = answer;
  assert.equal(answer.status, status, answer.text);
  assert.equal(headers.get('Content-Type'), 'application/problem+json');
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  assert.match(headers.get('Access-Control-Expose-Headers') ?? '', /Retry-After/);
  assert.ok(problemSchema.safeParse(body).success);
  assert.equal(body.status, status);
  assert.ok(body.type.endsWith(`/problems/${type}`), body.type);
  assert.deepEqual(body.errors?.map(({ pointer, code }) => [pointer, code]), errors);
  assert.doesNotMatch(answer.text, /Anna|Some words/);
}

describeWithBothStores('submissions', (store) => {
  it('a letter is stored, counted and answered with a receipt', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter({ tracking: { partner: 'newspaper' } });
    const answer = await server.submit(campaign, sent);
    assert.equal(answer.status, 201, answer.text);
    assert.ok(receiptSchema.safeParse(answer.body).success);
    assert.deepEqual(answer.body, {
      id: sent.id,
      receivedAt: at(today),
      counts: {
        people: 1,
        letters: 1,
        postcards: { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 },
        perPerson: {},
        perPartner: { newspaper: 1 },
        asOf: at(today),
      },
    });
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(answer.headers.get('Set-Cookie'), null);
    assert.deepEqual(await server.fetchCounts(campaign), answer.body.counts);
  });

  it('a letter to two people counts as one letter, a card to two people as two cards', async () => {
    const [letters, cards] = [createLetterCampaign(), createPostcardCampaign()];
    const server = createTestServer(store(), [letters, cards]);
    const both = { targets: ['minister', 'ambassador'], subject: 'A subject', body: 'Some words.' };
    await server.submit(letters, createLetter({ person: { name: 'Anna', country: 'AU' }, letter: both }));
    await server.submit(cards, createPostcard());
    await server.submit(cards, createPostcard({ postcard: { to: ['lim-mony'], design: 'lotus', message: 'Hello', from: 'Anna' } }));
    const { people, letters: count } = await server.fetchCounts(letters);
    assert.deepEqual({ people, count }, { people: 1, count: 1 });
    const counts = await server.fetchCounts(cards);
    assert.deepEqual([counts.people, counts.letters, counts.postcards.received], [2, 0, 3]);
    assert.deepEqual(counts.perPerson, { 'ny-sokha': 1, 'lim-mony': 2 });
  });

  it('JSON may come as text/plain, which a page sends without asking first', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const answer = await server.submit(campaign, createLetter(), { 'Content-Type': 'text/plain;charset=UTF-8' });
    assert.equal(answer.status, 201, answer.text);
  });

  it('the same again gets the first receipt, marked as replayed, and counts nothing', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter();
    const first = await server.submit(campaign, sent);
    await server.submit(campaign, createLetter());
    server.time += hour;
    const again = await server.submit(campaign, sent);
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, { ...first.body, replayed: true });
    assert.equal((await server.fetchCounts(campaign)).people, 2);
  });

  it('the order of keys and the proof make no difference', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter({ proof: 'one' });
    await server.submit(campaign, sent);
    const turned = Object.fromEntries(Object.entries({ ...sent, proof: 'another' }).reverse());
    assert.equal((await server.submit(campaign, turned)).status, 200);
    const { proof: _, ...without } = sent;
    assert.equal((await server.submit(campaign, without)).status, 200);
  });

  it('the same id with other content is a conflict, also where the other content is no good', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter();
    await server.submit(campaign, sent);
    assertProblem(await server.submit(campaign, { ...sent, language: 'km' }), 409, 'conflict');
    assertProblem(await server.submit(campaign, { ...sent, unknown: 1 }), 409, 'conflict');
    assertProblem(await server.submit(campaign, { ...sent, person: {} }), 409, 'conflict');
    assertProblem(await server.submit(campaign, { ...sent, id: sent.id.toUpperCase() }), 409, 'conflict');
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('the same id in another campaign is another submission', async () => {
    const [one, other] = [createLetterCampaign(), createLetterCampaign()];
    const server = createTestServer(store(), [one, other]);
    const sent = createLetter();
    const answers = await Promise.all([server.submit(one, sent), server.submit(other, { ...sent, language: 'km' })]);
    assert.deepEqual(answers.map(({ status }) => status), [201, 201]);
  });

  it('what was stored answers 200 after the action has closed; what was not, 410', async () => {
    const campaign = createLetterCampaign({ closes: at(today + hour) });
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter();
    const first = await server.submit(campaign, sent);
    server.time += hour;
    const again = await server.submit(campaign, sent);
    assert.deepEqual([again.status, again.body], [200, { ...first.body, replayed: true }]);
    assertProblem(await server.submit(campaign, { ...sent, language: 'km' }), 409, 'conflict');
    assertProblem(await server.submit(campaign, createLetter()), 410, 'closed');
    assertProblem(await server.submit(campaign, createLetter({ person: {} })), 410, 'closed');
  });

  it('an action that is closed by hand, or not open yet, says so', async () => {
    const closed = createLetterCampaign({ closed: { at: at(today), text: 'She is free.' } });
    const early = createLetterCampaign({ opens: at(today + 1) });
    const server = createTestServer(store(), [closed, early]);
    assertProblem(await server.submit(closed, createLetter()), 410, 'closed');
    assertProblem(await server.submit(early, createLetter()), 403, 'not-open');
    server.time += 1;
    assert.equal((await server.submit(early, createLetter())).status, 201);
  });

  it('every fault is named at once, by its place, and nothing that was sent comes back', async () => {
    const campaign = createLetterCampaign({ ask: { email: 'required' }, partners: ['newspaper'] });
    const server = createTestServer(store(), [campaign]);
    const faulty = createLetter({
      id: 'no uuid',
      person: { email: 'nowhere', country: 'XX' },
      letter: { targets: ['nobody', 'ambassador', 'minister'], subject: ' ', body: 'x'.repeat(111) },
      fields: { 'a/b': 'x' },
      tracking: { partner: 'stranger' },
    });
    assertProblem(await server.submit(campaign, faulty), 422, 'invalid', [
      ['/id', 'invalid'],
      ['/letter/targets/0', 'unknown'],
      ['/letter/targets/1', 'not-offered'],
      ['/letter/subject', 'required'],
      ['/letter/body', 'too-long'],
      ['/person/name', 'required'],
      ['/person/email', 'invalid'],
      ['/person/country', 'invalid'],
      ['/fields/a~1b', 'unknown'],
      ['/tracking/partner', 'unknown'],
    ]);
    assertProblem(await server.submit(campaign, {}), 422, 'invalid', [
      ['/id', 'required'],
      ['/kind', 'required'],
      ['/language', 'required'],
      ['/person/name', 'required'],
      ['/person/email', 'required'],
    ]);
    assertProblem(await server.submit(campaign, []), 422, 'invalid', [['', 'invalid']]);
    assert.equal((await server.fetchCounts(campaign)).people, 0);
  });

  it('a tenth more than the campaign allows is taken, since engines cut Khmer differently', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const of = (length: number) => createLetter({ letter: { targets: ['minister'], subject: 'A', body: 'x'.repeat(length) } });
    assert.equal((await server.submit(campaign, of(110))).status, 201);
    assertProblem(await server.submit(campaign, of(111)), 422, 'invalid', [['/letter/body', 'too-long']]);
  });

  it('what a database could not keep is found before, and named', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    for (const name of ['a\0b', '\ud800', 'a\udc00']) {
      const answer = await server.submit(campaign, createLetter({ person: { name } }));
      assertProblem(answer, 422, 'invalid', [['/person/name', 'invalid']]);
    }
  });

  it('the header and the body agree on the id; an empty header is none', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter();
    const key = (text: string) => server.submit(campaign, sent, { 'Idempotency-Key': text });
    assertProblem(await key(crypto.randomUUID()), 422, 'invalid', [['/id', 'invalid']]);
    assert.equal((await key('')).status, 201);
    assert.equal((await key(sent.id)).status, 200);
    assert.equal((await key(`"${sent.id}"`)).status, 200);
    assertProblem(await key(crypto.randomUUID()), 422, 'invalid', [['/id', 'invalid']]);
  });

  it('a test is kept but not counted, and its receipt shows the numbers as they are', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    await server.submit(campaign, createLetter());
    const answer = await server.submit(campaign, createLetter({ testing: true, tracking: { partner: 'newspaper' } }));
    assert.equal(answer.status, 201);
    assert.deepEqual([answer.body.counts.people, answer.body.counts.perPartner], [1, { newspaper: 0 }]);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('only the sites that a campaign lists may send, and the server’s own pages', async () => {
    const campaign = createLetterCampaign({ origins: ['https://partner.example'] });
    const server = createTestServer(store(), [campaign], { publicOrigin: 'https://actions.example' });
    const from = (origin?: string) => server.submit(campaign, createLetter(), origin === undefined ? {} : { Origin: origin });
    for (const origin of ['https://partner.example', 'https://actions.example', 'http://localhost', undefined]) {
      assert.equal((await from(origin)).status, 201, origin);
    }
    for (const origin of ['https://evil.example', 'http://partner.example', 'null', '']) {
      assertProblem(await from(origin), 403, 'forbidden-origin');
    }
    const sent = createLetter();
    await server.submit(campaign, sent);
    assert.equal((await server.submit(campaign, sent, { Origin: 'https://evil.example' })).status, 200);
  });

  it('a campaign without a list takes any site, and null only where it is listed', async () => {
    const [any, listed] = [createLetterCampaign(), createLetterCampaign({ origins: ['null'] })];
    const server = createTestServer(store(), [any, listed]);
    assert.equal((await server.submit(any, createLetter(), { Origin: 'https://anywhere.example' })).status, 201);
    assert.equal((await server.submit(any, createLetter(), { Origin: 'null' })).status, 201);
    assert.equal((await server.submit(listed, createLetter(), { Origin: 'null' })).status, 201);
  });

  it('a closed action is closed for every site', async () => {
    const campaign = createLetterCampaign({ origins: [], closes: at(today) });
    const server = createTestServer(store(), [campaign]);
    assertProblem(await server.submit(campaign, createLetter(), { Origin: 'https://evil.example' }), 403, 'forbidden-origin');
    assertProblem(await server.submit(campaign, createLetter()), 410, 'closed');
  });

  it('a receipt shows the partner who brought it, counts.json shows them all', async () => {
    const [listed, unlisted] = [createLetterCampaign({ partners: ['a', 'b'] }), createLetterCampaign()];
    const server = createTestServer(store(), [listed, unlisted]);
    const from = (partner: string) => createLetter({ tracking: { partner } });
    assert.deepEqual((await server.submit(listed, from('a'))).body.counts.perPartner, { a: 1, b: 0 });
    assert.deepEqual((await server.submit(unlisted, from('a'))).body.counts.perPartner, { a: 1 });
    assert.deepEqual((await server.submit(unlisted, from('b'))).body.counts.perPartner, { b: 1 });
    assert.deepEqual((await server.fetchCounts(unlisted)).perPartner, { a: 1, b: 1 });
  });

  it('what is personal is forgotten on its day; counts and replays hold', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const sent = createLetter();
    const first = await server.submit(campaign, sent);
    server.time += hour;
    await server.submit(campaign, createLetter());
    assert.equal(await store().deleteReceivedBefore(campaign.id, at(today)), 0);
    assert.equal(await store().deleteReceivedBefore(campaign.id, at(today + 1)), 1);
    assert.equal(await store().deleteReceivedBefore(campaign.id, at(today + 1)), 0);
    assert.deepEqual((await server.submit(campaign, sent)).body, { ...first.body, replayed: true });
    assertProblem(await server.submit(campaign, { ...sent, language: 'km' }), 409, 'conflict');
    assert.equal((await server.fetchCounts(campaign)).people, 2);
  });
});
