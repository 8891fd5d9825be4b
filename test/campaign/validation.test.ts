/** The page's generated validators agree with the zod schemas. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { campaignSchema } from '../../src/campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { validateCampaign } from '../../src/campaign/validation/validate-campaign.ts';
import { validateLetter } from '../../src/campaign/validation/validate-letter.ts';
import { validatePostcard } from '../../src/campaign/validation/validate-postcard.ts';
import { validateCounts } from '../../src/campaign/validation/validate-counts.ts';
import { countsSchema } from '../../src/campaign/schema/counts.schema.ts';
import { toJsonPointer } from '../../src/campaign/json-pointer.ts';
import { randomRuns } from '../support/random-runs.ts';
import { createDocuments, type Schema } from './support/documents.ts';
import { createFullCampaign } from './support/full-campaign.ts';

/** Each form validates what it shows; together they validate the whole document. */
const validateForms = (document: unknown) => validateLetter(document) ?? validatePostcard(document);

/** What a page validates; only the server reads the rest. */
const pageSchema = z.omit(campaignSchema, { abuse: true });

const numRuns = randomRuns(1000);

for (const [name, schema, validate] of [
  ['validateLetter and validatePostcard', pageSchema, validateForms],
  ['validateCounts', countsSchema, validateCounts],
] as const) {
  describe(name, () => {
    it(`accepts exactly the documents that zod accepts, and reports one of zod's errors (${numRuns} documents)`, (t) => {
      const totals = { accepted: 0, rejected: 0 };
      fc.assert(
        fc.property(createDocuments(z.toJSONSchema(schema, { io: 'input' }) as unknown as Schema), (document) => {
          const { success, error } = schema.safeParse(document);
          const pointer = validate(document);
          assert.equal(pointer === undefined, success, JSON.stringify(error?.issues));
          if (!success) assert.ok(error.issues.some(({ path }) => toJsonPointer(path) === pointer), `reports ${pointer}`);
          totals[success ? 'accepted' : 'rejected']++;
        }),
        { numRuns },
      );
      t.diagnostic(`${totals.accepted} accepted, ${totals.rejected} rejected`);
      // With few of one kind, this would prove nothing.
      assert.ok(Math.min(totals.accepted, totals.rejected) > numRuns / 5, JSON.stringify(totals));
    });
  });
}

describe('a validator', () => {
  it('returns the JSON pointer of the first error', () => {
    assert.equal(validateCounts([]), '');
    assert.equal(validateCounts({ people: 1 }), '/letters');
    const postcards = { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 };
    const counts = { people: 1, letters: 1, postcards, perPerson: {}, perPartner: {}, asOf: '2018-07-18T00:00Z' };
    assert.equal(validateCounts(counts), undefined);
    assert.equal(validateCounts({ ...counts, perPerson: { 'a/b': -1 } }), '/perPerson/a~1b');
    assert.equal(validateCounts({ ...counts, postcards: { ...postcards, paper: '3' } }), '/postcards/paper');
  });

  it('of one form accepts a document whose part for the other form is invalid', () => {
    const { letter, postcard, ...campaign } = createFullCampaign();
    assert.equal(validateLetter({ ...campaign, letter, postcard: 1 }), undefined);
    assert.equal(validateLetter({ ...campaign, letter: 1, postcard }), '/letter');
    assert.equal(validatePostcard({ ...campaign, letter: 1, postcard }), undefined);
    assert.equal(validatePostcard({ ...campaign, letter, postcard: 1 }), '/postcard');
    assert.equal(validateCampaign({ ...campaign, letter: 1, postcard: 1 }), undefined);
    assert.equal(validateCampaign({ ...campaign, goal: 1 }), '/goal');
  });

  it('does not read what only the server reads', () => {
    assert.equal(validateForms({ ...createFullCampaign(), abuse: 1 }), undefined);
    assert.equal(lintCampaign(JSON.stringify({ ...createFullCampaign(), abuse: 1 })).diagnostics[0]!.pointer, '/abuse');
  });

  it('ignores a key named __proto__, as zod does', () => {
    const translations: unknown = JSON.parse('{"__proto__": 1}');
    const document = { version: 1, id: 'a', language: 'en', title: 'A', organiser: { name: 'A', url: '/' }, translations };
    assert.equal(campaignSchema.safeParse(document).success, true);
    assert.equal(validateCampaign(document), undefined);
    assert.ok(lintCampaign('{"version":1,"id":"a","language":"en","title":"A","organiser":{"name":"A","url":"/"},"translations":{"__proto__":null}}').campaign);
  });

  it('accepts at most 5,000 partners and 5,000 origins, as a database can look up only so many values at once', () => {
    const campaign = createFullCampaign();
    const createPartners = (count: number) => Array.from({ length: count }, (_, i) => `partner-${i}`);
    const createOrigins = (count: number) => Array.from({ length: count }, (_, i) => `https://partner-${i}.example`);
    const limits = { partners: createPartners(5000), origins: createOrigins(5000) };
    assert.equal(validateCampaign({ ...campaign, ...limits }), undefined);
    assert.equal(lintCampaign(JSON.stringify({ ...campaign, ...limits })).diagnostics.length, 0);
    for (const tooMany of [{ partners: createPartners(5001) }, { origins: createOrigins(5001) }]) {
      const [key] = Object.keys(tooMany);
      assert.equal(validateCampaign({ ...campaign, ...tooMany }), `/${key}`);
      const { diagnostics, campaign: accepted } = lintCampaign(JSON.stringify({ ...campaign, ...tooMany }));
      assert.deepEqual(diagnostics.map(({ severity, pointer }) => [severity, pointer]), [['error', `/${key}`]]);
      assert.equal(accepted, undefined);
    }
  });
});
