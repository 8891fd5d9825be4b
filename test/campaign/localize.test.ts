import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { campaignSchema } from '../../src/campaign/schema/campaign.schema.ts';
import { getLanguageFallbacks } from '../../src/campaign/language-fallbacks.ts';
import { getLanguages, localizeCampaign, negotiateLanguage } from '../../src/campaign/localize.ts';
import { createFullCampaign } from './support/full-campaign.ts';

describe('negotiateLanguage', () => {
  const campaign = { ...createFullCampaign(), translations: { km: {}, 'pt-BR': {}, pt: {} } };

  for (const [requested, language] of [
    ['km', 'km'],
    ['km-KH', 'km'],
    ['KM', 'km'],
    ['pt-BR', 'pt-BR'],
    ['pt-br', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['pt_br', 'pt-BR'],
    ['km_KH', 'km'],
    ['en-AU', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    ['k', 'en'],
    [`km-${'a'.repeat(33)}`, 'en'],
  ] as const)
    it(`returns ${language} for “${requested}”`, () => assert.equal(negotiateLanguage(campaign, requested), language));

  it('reads the tags of a document that has underscores with hyphens', () => {
    const underscored = { ...createFullCampaign(), language: 'en_GB', translations: { pt_BR: { title: 'Cinco pessoas' } } };
    assert.deepEqual(getLanguages(underscored), ['en-GB', 'pt-BR']);
    assert.equal(negotiateLanguage(underscored, 'fr'), 'en-GB');
    assert.equal(negotiateLanguage(underscored, 'pt-BR'), 'pt-BR');
    assert.equal(localizeCampaign(underscored, 'pt-BR').title, 'Cinco pessoas');
    assert.equal(localizeCampaign(underscored, 'en-GB').title, 'Five people');
  });
});

describe('getLanguageFallbacks', () => {
  it('removes one subtag after the other', () => assert.deepEqual(getLanguageFallbacks('zh-Hant-TW'), ['zh-Hant-TW', 'zh-Hant', 'zh']));

  it('reads an underscore as a hyphen', () => assert.deepEqual(getLanguageFallbacks('km_KH'), ['km-KH', 'km']));

  it('returns nothing for a tag of more than 35 characters', () => {
    assert.equal(getLanguageFallbacks(`en${'-abcdefgh'.repeat(3)}-abcde`).length, 5);
    assert.deepEqual(getLanguageFallbacks(`en${'-abcdefgh'.repeat(3)}-abcdef`), []);
    assert.deepEqual(getLanguageFallbacks('a-'.repeat(32_000)), []);
  });
});

describe('localizeCampaign', () => {
  const km = localizeCampaign(createFullCampaign(), 'km');

  it('replaces texts that are translated and keeps the others', () => {
    assert.equal(km.title, 'មនុស្សប្រាំនាក់');
    assert.equal(km.organiser.name, 'Example');
    assert.equal(km.letter!.body, 'សូមដោះលែង');
    assert.equal(km.letter!.closing, 'Yours sincerely');
  });

  it('matches people, targets and fields by their id', () => {
    assert.deepEqual(km.people!.map(({ name }) => name), ['នី សុខា', 'Lim Mony']);
    assert.deepEqual(km.letter!.targets.map(({ office }) => office), ['Ambassador', 'រដ្ឋមន្ត្រី']);
    assert.deepEqual(km.fields![0]!.options, ['គ្រូ', 'ផ្សេង']);
  });

  it('matches updates by their date, and the first of two on the same day', () => {
    assert.deepEqual(km.updates!.map(({ text }) => text), ['ថ្ងៃទី ១៦៥', 'Cards have arrived.']);
  });

  it('changes only texts', () => {
    const { title: _t, people: _p, letter, postcard: _c, fields: _f, updates: _u, ...rest } = km;
    const { title: _t2, people: _p2, letter: originalLetter, postcard: _c2, fields: _f2, updates: _u2, ...originalRest } = createFullCampaign();
    assert.deepEqual(rest, originalRest);
    assert.equal(letter!.maxLength, originalLetter!.maxLength);
    assert.deepEqual(letter!.targets[0], originalLetter!.targets[0]);
  });

  it('returns an equal campaign for the language of the campaign', () => assert.deepEqual(localizeCampaign(createFullCampaign(), 'en'), createFullCampaign()));

  it('returns a valid document for any translation, and does not change the original', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const translation = fc.record(
      {
        title: text,
        summary: text,
        people: fc.dictionary(fc.constantFrom('ny-sokha', 'nobody', 'constructor'), fc.record({ name: text })),
        letter: fc.record({ subject: text, targets: fc.dictionary(fc.constantFrom('minister', 'x'), fc.record({ office: text })) }),
        postcard: fc.record({ guidance: fc.array(text), offices: fc.array(fc.record({ name: text })) }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(translation, (km) => {
        const campaign = structuredClone({ ...createFullCampaign(), translations: { km } });
        const before = structuredClone(campaign);
        assert.ok(campaignSchema.safeParse(localizeCampaign(campaign, 'km')).success);
        assert.deepEqual(campaign, before);
      }),
    );
  });
});
