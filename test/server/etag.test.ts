/** Language tags that look right and are none: asked for, sent, and written into a document. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { createTestServer, createLetterCampaign, describeWithStores } from './support.ts';

const tags = ['en-', 'en-abc', '-', 'x', 'e', 'constructor', 'en_US', '%00', 'ខ្មែរ'];

describeWithStores(['sqlite'], 'a page in a language that is none', (store) => {
  const campaign = createLetterCampaign({ translations: { km: { title: 'ដោះលែង' } } });
  for (const tag of tags) {
    it(`is one in another language: ${tag}`, async () => {
      const server = createTestServer(store(), [campaign]);
      const lang = encodeURIComponent(tag);
      assert.equal((await server.request(`/a/nobody?lang=${lang}`)).status, 404);
      assert.equal((await server.request(`/a/${campaign.id}?lang=${lang}`)).status, 200);
      assert.equal((await server.submitForm(createLetterCampaign(), { language: tag })).status, 404);
      assert.equal((await server.submitForm(campaign, { language: tag })).status, 422);
      assert.deepEqual(server.logLines, []);
    });
  }

  it('is there also where the document itself is in one', async () => {
    const odd = createLetterCampaign({ language: 'en-abc', translations: { 'km-abc': { title: 'ដោះលែង' } } });
    const server = createTestServer(store(), [odd]);
    for (const lang of ['en-abc', 'km-abc']) {
      const { status, text } = await server.request(`/a/${odd.id}?lang=${lang}`);
      assert.equal(status, 200);
      assert.match(text, new RegExp(`hreflang="${lang}"[^>]*>${lang}</a>`));
    }
  });
});

describe('a document in a language that is none', () => {
  const errorsOf = (more: object) =>
    lintCampaign(JSON.stringify({ ...createLetterCampaign({ ask: { country: 'required' } }), ...more }))
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ pointer, message }) => [pointer, message]);
  const sentence = '“en-abc” is not a language tag; write it as en, km or pt-BR';

  it('is told so, at its language and at the key of a translation', () => {
    assert.deepEqual(errorsOf({ language: 'en-abc' }), [['/language', sentence]]);
    assert.deepEqual(errorsOf({ translations: { 'en-abc': { title: 'A' } } }), [['/translations/en-abc', sentence]]);
  });

  it('is fine with tags that `Intl` knows', () => {
    assert.deepEqual(errorsOf({ language: 'pt-BR', translations: { km: { title: 'A' }, 'zh-Hant-TW': { title: 'B' } } }), []);
  });
});
