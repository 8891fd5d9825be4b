/** What has to be corrected in a document, in the words of its forms. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeProblems } from '../../../src/server/campaign-forms/problems.ts';
import type { JsonObject } from '../../../src/server/campaign-forms/form-schema.ts';
import { lintDraft } from '../../../src/server/campaigns/lint-draft.ts';
import { createLetterCampaign } from '../support/campaigns.ts';

/** A draft in which this many offices and translated names are empty. */
function createDraft(count: number): JsonObject {
  const ids = Array.from({ length: count }, (_, i) => `target-${i}`);
  const campaign = createLetterCampaign();
  const targets = ids.map((id) => ({ id, name: 'A Minister', office: '' }));
  const translated = Object.fromEntries(ids.map((id) => [id, { name: '' }]));
  return { ...campaign, letter: { ...campaign.letter!, targets }, translations: { km: { letter: { targets: translated } } } };
}

describe('the problems of a draft', () => {
  /** How often its parts are read. */
  function countReads(count: number): number {
    const draft = createDraft(count);
    const { diagnostics } = lintDraft('draft', JSON.stringify(draft));
    assert.ok(diagnostics.length >= 2 * count);
    let reads = 0;
    const document = new Proxy(draft, { get: (target, key) => (reads++, target[key as string]) });
    const problems = describeProblems(diagnostics, document);
    assert.equal(problems.length, diagnostics.length);
    return reads;
  }

  it('are described without reading the whole document again for each of them', () => {
    const [few, many] = [countReads(10), countReads(40)];
    // Each problem in a translation looks once for its language.
    assert.ok(many - few <= 2 * 30, `${few} and ${many} reads`);
  });
});
