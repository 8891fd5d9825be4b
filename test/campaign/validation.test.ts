import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { campaignSchema } from '../../src/campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { validateCampaign } from '../../src/campaign/validation/validate-campaign.ts';
import { validateCounts } from '../../src/campaign/validation/validate-counts.ts';
import { countsSchema } from '../../src/campaign/schema/counts.schema.ts';
import { toJsonPointer } from '../../src/campaign/json-pointer.ts';
import { documents, type Schema } from './support/documents.ts';

/** CHECK_RUNS=100000 for the long table. */
const numRuns = Number(process.env['CHECK_RUNS'] ?? 5000);

for (const [name, shape, check] of [
  ['campaign', campaignSchema, validateCampaign],
  ['counts', countsSchema, validateCounts],
] as const) {
  test(`the page and zod accept and refuse the same: ${name}, ${numRuns} documents`, (t) => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(documents(z.toJSONSchema(shape, { io: 'input' }) as unknown as Schema), (document) => {
        const { success, error } = shape.safeParse(document);
        const fault = check(document);
        assert.equal(fault === undefined, success, JSON.stringify(error?.issues));
        if (!success) assert.ok(error.issues.some(({ path }) => toJsonPointer(path) === fault), `names ${fault}`);
        seen[success ? 'accepted' : 'refused']++;
      }),
      { numRuns },
    );
    t.diagnostic(`${seen.accepted} accepted, ${seen.refused} refused`);
    // Without many of both this would prove nothing.
    assert.ok(Math.min(seen.accepted, seen.refused) > numRuns / 5, JSON.stringify(seen));
  });
}

test('a fault is named by its JSON Pointer', () => {
  assert.equal(validateCounts([]), '');
  assert.equal(validateCounts({ people: 1 }), '/letters');
  const numbers = { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 };
  const right = { people: 1, letters: 1, postcards: numbers, perPerson: {}, perPartner: {}, asOf: '2018-07-18T00:00Z' };
  assert.equal(validateCounts(right), undefined);
  assert.equal(validateCounts({ ...right, perPerson: { 'a/b': -1 } }), '/perPerson/a~1b');
  assert.equal(validateCounts({ ...right, postcards: { ...numbers, paper: '3' } }), '/postcards/paper');
});

test('a key called __proto__ in a document is passed over, as zod does', () => {
  const translations: unknown = JSON.parse('{"__proto__": 1}');
  const document = { version: 1, id: 'a', language: 'en', title: 'A', organiser: { name: 'A', url: '/' }, translations };
  assert.equal(campaignSchema.safeParse(document).success, true);
  assert.equal(validateCampaign(document), undefined);
  assert.ok(lintCampaign('{"version":1,"id":"a","language":"en","title":"A","organiser":{"name":"A","url":"/"},"translations":{"__proto__":null}}').campaign);
});
