/** The contract of submissions, over both databases. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { problemSchema } from '../../src/campaign/schema/problem.schema.ts';
import { receiptSchema } from '../../src/campaign/schema/submission.schema.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestResponse } from './support/test-server.ts';

const hour = 3_600_000;
const toInstant = (time: number) => new Date(time).toISOString();

/** Asserts that the response is this problem, readable from any page, and contains nothing that was submitted. */
function assertProblem(response: TestResponse, status: number, type: string, errors?: [pointer: string, code: string][]): void {
  const { body, headers } = response;
  assert.equal(response.status, status, response.text);
  assert.equal(headers.get('Content-Type'), 'application/problem+json');
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  assert.match(headers.get('Access-Control-Expose-Headers') ?? '', /Retry-After/);
  assert.ok(problemSchema.safeParse(body).success);
  assert.equal(body.status, status);
  assert.ok(body.type.endsWith(`/problems/${type}`), body.type);
  assert.deepEqual(body.errors?.map(({ pointer, code }) => [pointer, code]), errors);
  assert.doesNotMatch(response.text, /Anna|Some words/);
}

describeWithBothStores('submissions', (store) => {
  it('stores and counts a letter, and answers with a receipt', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter({ tracking: { partner: 'newspaper' } });
    const response = await server.submit(campaign, submission);
    assert.equal(response.status, 201, response.text);
    assert.ok(receiptSchema.safeParse(response.body).success);
    const { manage, ...receipt } = response.body;
    assert.match(manage!, /^http:\/\/localhost\/manage\?lang=en#[\w.-]+$/);
    assert.deepEqual(receipt, {
      id: submission.id,
      receivedAt: toInstant(today),
      counts: {
        people: 1,
        letters: 1,
        postcards: { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 },
        perPerson: {},
        perPartner: { newspaper: 1 },
        asOf: toInstant(today),
      },
    });
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(response.headers.get('Set-Cookie'), null);
    assert.deepEqual(await server.fetchCounts(campaign), response.body.counts);
  });

  it('counts a letter to two people as one letter, and a card to two people as two cards', async () => {
    const [letterDocument, postcardDocument] = [createLetterCampaign(), createPostcardCampaign()];
    const server = createTestServer(store(), [letterDocument, postcardDocument]);
    const letter = { targets: ['minister', 'ambassador'], subject: 'A subject', body: 'Some words.' };
    await server.submit(letterDocument, createLetter({ person: { name: 'Anna', country: 'AU' }, letter }));
    await server.submit(postcardDocument, createPostcard());
    await server.submit(postcardDocument, createPostcard({ postcard: { to: ['lim-mony'], design: 'lotus', message: 'Hello', from: 'Anna' } }));
    const { people, letters: count } = await server.fetchCounts(letterDocument);
    assert.deepEqual({ people, count }, { people: 1, count: 1 });
    const counts = await server.fetchCounts(postcardDocument);
    assert.deepEqual([counts.people, counts.letters, counts.postcards.received], [2, 0, 3]);
    assert.deepEqual(counts.perPerson, { 'ny-sokha': 1, 'lim-mony': 2 });
  });

  it('accepts JSON as text/plain, which a page sends without a preflight', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const response = await server.submit(campaign, createLetter(), { 'Content-Type': 'text/plain;charset=UTF-8' });
    assert.equal(response.status, 201, response.text);
  });

  it('answers a replay with the first receipt, marked as replayed, and counts nothing', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter();
    const first = await server.submit(campaign, submission);
    await server.submit(campaign, createLetter());
    server.time += hour;
    const replay = await server.submit(campaign, submission);
    assert.equal(replay.status, 200);
    assert.deepEqual(replay.body, { ...first.body, replayed: true });
    assert.equal((await server.fetchCounts(campaign)).people, 2);
  });

  it('ignores the order of keys and the proof when it compares a replay', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter({ proof: 'one' });
    await server.submit(campaign, submission);
    const reordered = Object.fromEntries(Object.entries({ ...submission, proof: 'another' }).reverse());
    assert.equal((await server.submit(campaign, reordered)).status, 200);
    const { proof: _, ...withoutProof } = submission;
    assert.equal((await server.submit(campaign, withoutProof)).status, 200);
  });

  it('answers 409 to the same id with other content, even if that content is invalid', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter();
    await server.submit(campaign, submission);
    assertProblem(await server.submit(campaign, { ...submission, language: 'km' }), 409, 'conflict');
    assertProblem(await server.submit(campaign, { ...submission, unknown: 1 }), 409, 'conflict');
    assertProblem(await server.submit(campaign, { ...submission, person: {} }), 409, 'conflict');
    assertProblem(await server.submit(campaign, { ...submission, id: submission.id.toUpperCase() }), 409, 'conflict');
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('treats the same id in another campaign as another submission', async () => {
    const [first, second] = [createLetterCampaign(), createLetterCampaign()];
    const server = createTestServer(store(), [first, second]);
    const submission = createLetter();
    const responses = await Promise.all([server.submit(first, submission), server.submit(second, { ...submission, language: 'km' })]);
    assert.deepEqual(responses.map(({ status }) => status), [201, 201]);
  });

  it('answers 200 to a stored submission after the campaign has closed, and 410 to a new one', async () => {
    const campaign = createLetterCampaign({ closes: toInstant(today + hour) });
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter();
    const first = await server.submit(campaign, submission);
    server.time += hour;
    const replay = await server.submit(campaign, submission);
    assert.deepEqual([replay.status, replay.body], [200, { ...first.body, replayed: true }]);
    assertProblem(await server.submit(campaign, { ...submission, language: 'km' }), 409, 'conflict');
    assertProblem(await server.submit(campaign, createLetter()), 410, 'closed');
    assertProblem(await server.submit(campaign, createLetter({ person: {} })), 410, 'closed');
  });

  it('answers 410 if the campaign was closed by hand, and 403 if it has not opened yet', async () => {
    const closed = createLetterCampaign({ closed: { at: toInstant(today), text: 'She is free.' } });
    const upcoming = createLetterCampaign({ opens: toInstant(today + 1) });
    const server = createTestServer(store(), [closed, upcoming]);
    assertProblem(await server.submit(closed, createLetter()), 410, 'closed');
    assertProblem(await server.submit(upcoming, createLetter()), 403, 'not-open');
    server.time += 1;
    assert.equal((await server.submit(upcoming, createLetter())).status, 201);
  });

  it('reports every error at once, with its pointer and without the submitted value', async () => {
    const campaign = createLetterCampaign({ ask: { email: 'required' }, partners: ['newspaper'] });
    const server = createTestServer(store(), [campaign]);
    const invalid = createLetter({
      id: 'no uuid',
      person: { email: 'nowhere', country: 'XX' },
      letter: { targets: ['nobody', 'ambassador', 'minister'], subject: ' ', body: 'x'.repeat(111) },
      fields: { 'a/b': 'x' },
      tracking: { partner: 'stranger' },
    });
    assertProblem(await server.submit(campaign, invalid), 422, 'invalid', [
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

  it('accepts a tenth more than maxLength, because engines segment Khmer differently', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const createWithLength = (length: number) => createLetter({ letter: { targets: ['minister'], subject: 'A', body: 'x'.repeat(length) } });
    assert.equal((await server.submit(campaign, createWithLength(110))).status, 201);
    assertProblem(await server.submit(campaign, createWithLength(111)), 422, 'invalid', [['/letter/body', 'too-long']]);
  });

  it('rejects text that a database cannot store, and names its field', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    for (const name of ['a\0b', '\ud800', 'a\udc00']) {
      const response = await server.submit(campaign, createLetter({ person: { name } }));
      assertProblem(response, 422, 'invalid', [['/person/name', 'invalid']]);
    }
  });

  it('requires that Idempotency-Key matches the id, and ignores an empty header', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter();
    const submitWithKey = (key: string) => server.submit(campaign, submission, { 'Idempotency-Key': key });
    assertProblem(await submitWithKey(crypto.randomUUID()), 422, 'invalid', [['/id', 'invalid']]);
    assert.equal((await submitWithKey('')).status, 201);
    assert.equal((await submitWithKey(submission.id)).status, 200);
    assert.equal((await submitWithKey(`"${submission.id}"`)).status, 200);
    assertProblem(await submitWithKey(crypto.randomUUID()), 422, 'invalid', [['/id', 'invalid']]);
  });

  it('stores a test without counting it, and answers with the current counts', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    await server.submit(campaign, createLetter());
    const response = await server.submit(campaign, createLetter({ testing: true, tracking: { partner: 'newspaper' } }));
    assert.equal(response.status, 201);
    assert.deepEqual([response.body.counts.people, response.body.counts.perPartner], [1, { newspaper: 0 }]);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('accepts submissions only from the listed origins and from the pages of the server', async () => {
    const campaign = createLetterCampaign({ origins: ['https://partner.example'] });
    const server = createTestServer(store(), [campaign], { publicOrigin: 'https://actions.example' });
    const submitFrom = (origin?: string) => server.submit(campaign, createLetter(), origin === undefined ? {} : { Origin: origin });
    for (const origin of ['https://partner.example', 'https://actions.example', 'http://localhost', undefined]) {
      assert.equal((await submitFrom(origin)).status, 201, origin);
    }
    for (const origin of ['https://evil.example', 'http://partner.example', 'null', '']) {
      assertProblem(await submitFrom(origin), 403, 'forbidden-origin');
    }
    const submission = createLetter();
    await server.submit(campaign, submission);
    assert.equal((await server.submit(campaign, submission, { Origin: 'https://evil.example' })).status, 200);
  });

  it('accepts any origin where the campaign lists none, and accepts null where it is listed', async () => {
    const [unrestricted, restricted] = [createLetterCampaign(), createLetterCampaign({ origins: ['null'] })];
    const server = createTestServer(store(), [unrestricted, restricted]);
    assert.equal((await server.submit(unrestricted, createLetter(), { Origin: 'https://anywhere.example' })).status, 201);
    assert.equal((await server.submit(unrestricted, createLetter(), { Origin: 'null' })).status, 201);
    assert.equal((await server.submit(restricted, createLetter(), { Origin: 'null' })).status, 201);
  });

  it('checks the origin before the phase', async () => {
    const campaign = createLetterCampaign({ origins: [], closes: toInstant(today) });
    const server = createTestServer(store(), [campaign]);
    assertProblem(await server.submit(campaign, createLetter(), { Origin: 'https://evil.example' }), 403, 'forbidden-origin');
    assertProblem(await server.submit(campaign, createLetter()), 410, 'closed');
  });

  it('includes the partner of the submission in the receipt, and all partners in counts.json', async () => {
    const [listed, unlisted] = [createLetterCampaign({ partners: ['a', 'b'] }), createLetterCampaign()];
    const server = createTestServer(store(), [listed, unlisted]);
    const createLetterFrom = (partner: string) => createLetter({ tracking: { partner } });
    assert.deepEqual((await server.submit(listed, createLetterFrom('a'))).body.counts.perPartner, { a: 1, b: 0 });
    assert.deepEqual((await server.submit(unlisted, createLetterFrom('a'))).body.counts.perPartner, { a: 1 });
    assert.deepEqual((await server.submit(unlisted, createLetterFrom('b'))).body.counts.perPartner, { b: 1 });
    assert.deepEqual((await server.fetchCounts(unlisted)).perPartner, { a: 1, b: 1 });
  });

  it('keeps counts and answers replays after the personal data has been deleted', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createLetter();
    const first = await server.submit(campaign, submission);
    server.time += hour;
    await server.submit(campaign, createLetter());
    assert.equal(await store().deleteReceivedBefore(campaign.id, toInstant(today)), 0);
    assert.equal(await store().deleteReceivedBefore(campaign.id, toInstant(today + 1)), 1);
    assert.equal(await store().deleteReceivedBefore(campaign.id, toInstant(today + 1)), 0);
    assert.deepEqual((await server.submit(campaign, submission)).body, { ...first.body, replayed: true });
    assertProblem(await server.submit(campaign, { ...submission, language: 'km' }), 409, 'conflict');
    assert.equal((await server.fetchCounts(campaign)).people, 2);
  });
});
