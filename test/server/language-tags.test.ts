/** Invalid language tags: in a request, in a submission and in a document. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { createLetterCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTestServer } from './support/test-server.ts';

const tags = ['en-', 'en-abc', '-', 'x', 'e', 'constructor', 'en_US', '%00', 'ខ្មែរ'];

describeWithStores(['sqlite'], 'a page requested with an invalid language tag', (store) => {
  const campaign = createLetterCampaign({ translations: { km: { title: 'ដោះលែង' } } });
  for (const tag of tags) {
    it(`uses the language of the campaign: ${tag}`, async () => {
      const server = createTestServer(store(), [campaign]);
      const lang = encodeURIComponent(tag);
      assert.equal((await server.request(`/a/nobody?lang=${lang}`)).status, 404);
      assert.equal((await server.request(`/a/${campaign.id}?lang=${lang}`)).status, 200);
      assert.equal((await server.submitForm(createLetterCampaign(), { language: tag })).status, 404);
      assert.equal((await server.submitForm(campaign, { language: tag })).status, 422);
      assert.deepEqual(server.logLines, []);
    });
  }

  it('works even if the document contains such tags', async () => {
    const unusual = createLetterCampaign({ language: 'en-abc', translations: { 'km-abc': { title: 'ដោះលែង' } } });
    const server = createTestServer(store(), [unusual]);
    for (const lang of ['en-abc', 'km-abc']) {
      const { status, text } = await server.request(`/a/${unusual.id}?lang=${lang}`);
      assert.equal(status, 200);
      assert.match(text, new RegExp(`hreflang="${lang}"[^>]*>${lang}</a>`));
    }
  });
});

describe('linting the language tags of a document', () => {
  const findErrors = (more: object) =>
    lintCampaign(JSON.stringify({ ...createLetterCampaign({ ask: { country: 'required' } }), ...more }))
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map((diagnostic) => [diagnostic.pointer, diagnostic.message]);
  const message = '“en-abc” is not a language tag; write it as en, km or pt-BR';

  it('reports an invalid language and an invalid key of a translation', () => {
    assert.deepEqual(findErrors({ language: 'en-abc' }), [['/language', message]]);
    assert.deepEqual(findErrors({ translations: { 'en-abc': { title: 'A' } } }), [['/translations/en-abc', message]]);
  });

  it('accepts tags that `Intl` accepts', () => {
    assert.deepEqual(findErrors({ language: 'pt-BR', translations: { km: { title: 'A' }, 'zh-Hant-TW': { title: 'B' } } }), []);
  });
});
