/** Any input gets a receipt, a problem or a page, and never a failure of the server. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import fc from 'fast-check';
import { problemSchema } from '../../src/campaign/schema/problem.schema.ts';
import { receiptSchema } from '../../src/campaign/schema/submission.schema.ts';
import { randomRuns } from '../support/random-runs.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTestServer, type TestResponse, type TestServer } from './support/test-server.ts';

const numRuns = randomRuns(250);
const refusals = [400, 403, 404, 409, 410, 413, 415, 422];

const campaigns = [
  createLetterCampaign({ id: 'letter', partners: ['newspaper'], ask: { email: 'optional', country: 'optional' } }),
  createPostcardCampaign({ id: 'postcard', fields: [{ id: 'why', label: 'Why?', type: 'text' }] }),
  createLetterCampaign({ id: 'closed', closes: '2018-01-01T00:00:00Z' }),
];
const ids = [...campaigns.map(({ id }) => id), 'nobody', '__proto__', 'constructor'];

/** Mostly valid, sometimes any value. */
const mostly = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) });
const anyText = fc.string({ unit: 'binary', maxLength: 120 });
const object = (model: Record<string, fc.Arbitrary<unknown>>) =>
  mostly(fc.record(Object.fromEntries(Object.entries(model).map(([key, value]) => [key, mostly(value)])), { requiredKeys: [] }));
const uuids = fc.oneof(fc.uuid(), fc.constantFrom('0b1e7a52-0000-4000-8000-000000000001', '0b1e7a52-0000-4000-8000-000000000002'));

const arbitraryText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }).map((text) => `A ${text}`);
const valid = fc.record({
  id: uuids,
  kind: fc.constant('letter'),
  language: fc.constantFrom('en', 'km'),
  person: fc.record({ name: arbitraryText }),
  letter: fc.record({ targets: fc.constant(['minister']), subject: arbitraryText, body: arbitraryText }),
});
const anything = fc.record(
  {
    id: mostly(uuids),
    kind: mostly(fc.constantFrom('letter', 'postcard')),
    language: mostly(fc.constantFrom('en', 'km', 'pt-BR')),
    person: object({ name: anyText, email: fc.emailAddress(), country: fc.constantFrom('AU', 'KH', 'XX'), postalCode: anyText }),
    letter: object({ targets: fc.array(fc.constantFrom('minister', 'ambassador', 'x')), subject: anyText, body: anyText }),
    postcard: object({
      to: fc.array(fc.constantFrom('ny-sokha', 'lim-mony', 'x')),
      design: fc.constantFrom('lotus', 'x'),
      message: anyText,
      from: anyText,
      publish: fc.boolean(),
    }),
    fields: mostly(fc.dictionary(fc.oneof(fc.constantFrom('why', '__proto__', 'a/b~c'), anyText), mostly(anyText))),
    consent: mostly(fc.array(object({ id: anyText, statement: anyText, given: fc.boolean() }))),
    tracking: object({ partner: fc.constantFrom('newspaper', 'x', 'NO'), origin: anyText, source: anyText }),
    testing: mostly(fc.boolean()),
    proof: mostly(anyText),
    sealed: mostly(anyText),
  },
  { requiredKeys: [] },
);

/** Valid submissions, submissions with a few changed keys, and any values. */
const submission: fc.Arbitrary<object> = fc.oneof(
  valid,
  anything,
  fc.tuple(valid, anything, fc.integer({ min: 0 })).map(([good, other, pick]) => {
    const keys = Object.keys(other);
    const key = keys[pick % (keys.length || 1)];
    return key === undefined ? good : { ...good, [key]: other[key as keyof typeof other] };
  }),
);

function assertReceiptOrProblem({ status, body, text, headers }: TestResponse): void {
  if (status === 200 || status === 201) assert.ok(receiptSchema.safeParse(body).success, text);
  else {
    assert.ok(refusals.includes(status), `${status} ${text}`);
    assert.equal(headers.get('Content-Type'), 'application/problem+json');
    assert.ok(problemSchema.safeParse(body).success, text);
    assert.equal(body.status, status);
  }
}

describeWithStores(['sqlite'], 'the server, given any input,', (store) => {
  let server: TestServer;
  before(() => {
    server = createTestServer(store(), campaigns);
  });
  const send = (id: string, type: string, body: NonNullable<RequestInit['body']>) =>
    server.request(`/campaigns/${id}/submissions`, { method: 'POST', headers: { 'Content-Type': type }, body });

  it('answers a submission with a receipt or a problem, and its replay with the same status', async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), submission, async (id, sent) => {
        const answer = await send(id, 'application/json', JSON.stringify(sent));
        assertReceiptOrProblem(answer);
        statuses.add(answer.status);
        const second = await send(id, 'text/plain', JSON.stringify(sent));
        assert.equal(second.status, answer.status === 201 ? 200 : answer.status);
      }),
      { numRuns },
    );
    assert.ok(statuses.has(201) && statuses.has(422), `only ${[...statuses].join()}`);
  });

  it('answers any body of any type with a receipt or a problem', async () => {
    const body = fc.oneof(fc.json(), anyText, fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)));
    const type = fc.constantFrom('application/json', 'text/plain', 'text/plain;charset=utf-8', 'text/html', 'application/json; charset=latin1');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), type, body, async (id, type, body) => assertReceiptOrProblem(await send(id, type, body))),
      { numRuns },
    );
  });

  it('answers a plain form with a page or a redirect', async () => {
    const names = ['id', 'kind', 'language', 'person/name', 'person/country', 'letter/body', 'letter/subject', 'letter/targets', 'tracking/partner', 'x'];
    const fields = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), anyText), fc.oneof(anyText, uuids, fc.constantFrom('letter', 'en', 'minister'))));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), fields, async (id, fields) => {
        const { status, headers, text } = await send(id, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
        assert.ok(status === 303 || refusals.includes(status), `${status} ${text}`);
        assert.match(headers.get('Content-Type')!, /^text\/html/);
      }),
      { numRuns },
    );
  });

  it('answers any URL without a failure', async () => {
    const part = fc.oneof(anyText, fc.constantFrom('campaigns', 'a', 'v1', '9.9.9', '..', '%2e%2e', '%zz', 'letter', 'counts.json'));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        const url = new URL(`http://localhost/${parts.join('/').replace(/[?#\\]/g, '')}`);
        const { status } = await server.request(url.href);
        assert.ok([200, 302, 304, 404].includes(status), `${status} ${url.href}`);
      }),
      { numRuns },
    );
  });
});
