import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { campaignSchema as shape } from '../../src/campaign/schema/campaign.schema.ts';
import { languageFallbacks } from '../../src/campaign/language-fallbacks.ts';
import { localizeCampaign, negotiateLanguage } from '../../src/campaign/localize.ts';
import { whole } from './support/full-campaign.ts';

describe('the language of a campaign', () => {
  const campaign = { ...whole(), translations: { km: {}, 'pt-BR': {}, pt: {} } };

  for (const [wanted, language] of [
    ['km', 'km'],
    ['km-KH', 'km'],
    ['KM', 'km'],
    ['pt-BR', 'pt-BR'],
    ['pt-br', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['en-AU', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    ['k', 'en'],
  ] as const)
    it(`wanted as “${wanted}” is ${language}`, () => assert.equal(negotiateLanguage(campaign, wanted), language));

  it('falls back from a region step by step', () => assert.deepEqual(languageFallbacks('zh-Hant-TW'), ['zh-Hant-TW', 'zh-Hant', 'zh']));
});

describe('a translation', () => {
  const km = localizeCampaign(whole(), 'km');

  it('replaces the texts that it has, and leaves the others', () => {
    assert.equal(km.title, 'មនុស្សប្រាំនាក់');
    assert.equal(km.organiser.name, 'Example');
    assert.equal(km.letter!.body, 'សូមដោះលែង');
    assert.equal(km.letter!.closing, 'Yours sincerely');
  });

  it('finds people, targets and fields by their id', () => {
    assert.deepEqual(km.people!.map(({ name }) => name), ['នី សុខា', 'Lim Mony']);
    assert.deepEqual(km.letter!.targets.map(({ office }) => office), ['Ambassador', 'រដ្ឋមន្ត្រី']);
    assert.deepEqual(km.fields![0]!.options, ['គ្រូ', 'ផ្សេង']);
  });

  it('finds updates by their date, of two on one day the first', () => {
    assert.deepEqual(km.updates!.map(({ text }) => text), ['ថ្ងៃទី ១៦៥', 'Cards have arrived.']);
  });

  it('changes nothing but texts', () => {
    const { title: _t, people: _p, letter, postcard: _c, fields: _f, updates: _u, ...rest } = km;
    const { title: _t2, people: _p2, letter: own, postcard: _c2, fields: _f2, updates: _u2, ...same } = whole();
    assert.deepEqual(rest, same);
    assert.equal(letter!.maxLength, own!.maxLength);
    assert.deepEqual(letter!.targets[0], own!.targets[0]);
  });

  it('into the campaign’s own language is the campaign', () => assert.deepEqual(localizeCampaign(whole(), 'en'), whole()));

  it('of any texts leaves a document of the same shape, and the original as it was', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const words = fc.record(
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
      fc.property(words, (km) => {
        const campaign = structuredClone({ ...whole(), translations: { km } });
        const before = structuredClone(campaign);
        assert.ok(shape.safeParse(localizeCampaign(campaign, 'km')).success);
        assert.deepEqual(campaign, before);
      }),
    );
  });
});
