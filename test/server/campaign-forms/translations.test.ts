/** Translations beside their source: what is missing, and what the form makes of them. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { getLanguages, localizeCampaign } from '../../../src/campaign/localize.ts';
import { lintCampaign } from '../../../src/campaign/linter/lint-campaign.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { JsonObject } from '../../../src/server/campaign-forms/form-schema.ts';
import { createTranslationRows, isMissing, readTranslation, setTranslation } from '../../../src/server/campaign-forms/translation-rows.ts';
import { createFullCampaign } from '../../campaign/support/full-campaign.ts';
import { setPaths } from '../../campaign/support/set-path.ts';

const full = (changes: Record<string, unknown> = {}) => setPaths(createFullCampaign(), changes) as JsonObject;
const getForm = (document: JsonObject, language: string, changes: Record<string, string> = {}) => {
  const rows = createTranslationRows(document, language);
  for (const name of Object.keys(changes)) assert.ok(rows.some((row) => row.name === name), `no row ${name}`);
  return new URLSearchParams(rows.map(({ name, text }) => [name, (changes[name] ?? text).replaceAll('\n', '\r\n')]));
};
const submit = (document: JsonObject, language: string, changes: Record<string, string> = {}) => readTranslation(document, language, getForm(document, language, changes));
const getTranslation = (document: JsonObject, language = 'km') => (document['translations'] as JsonObject)[language] as JsonObject;

describe('a translation that is sent unchanged', () => {
  it('changes nothing in the campaigns of the demo', () => {
    for (const file of globSync('demo/campaigns/*.json')) {
      const document = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
      for (const language of Object.keys((document['translations'] ?? {}))) assert.equal(JSON.stringify(submit(document, language)), JSON.stringify(document), `${file} ${language}`);
    }
  });

  it('changes nothing in one with unknown keys, old entries and other types', () => {
    const document = full({
      '/translations/km/note': 'x', '/translations/km/people/nobody': { name: 'x' }, '/translations/km/updates': [{ date: '2000-01-01', text: 'old' }, { date: '2016-10-10', text: 'ថ្ងៃ', note: 1 }],
      '/translations/km/letter/targets/minister/office': 5, '/translations/km/consent': [], '/translations/km/share': {}, '/translations/km/title': '',
    });
    assert.equal(JSON.stringify(submit(document, 'km')), JSON.stringify(document));
  });
});

describe('the rows of a translation', () => {
  it('have every text of the campaign, with its source, in groups', () => {
    const rows = createTranslationRows(full(), 'km');
    const row = rows.find(({ name }) => name === '/letter/targets/1/office')!;
    assert.deepEqual(row, { name: '/letter/targets/1/office', pointer: '/translations/km/letter/targets/minister/office', group: 'Letter', label: 'Target 2, Office', source: 'Minister', text: 'រដ្ឋមន្ត្រី', isLong: false, isAddress: false });
    assert.ok(rows.some(({ label, source }) => label === 'Point 2' && source === 'Name nobody else.'));
    assert.ok(rows.some(({ label, text }) => label === 'Question 1, Answer 1' && text === 'គ្រូ'));
    assert.ok(!rows.some(({ name }) => /date$|timeZone|\/id$|channels/.test(name)));
  });

  it('say what is missing, but not of addresses', () => {
    const count = (document: JsonObject, language = 'km') => createTranslationRows(document, language).filter(isMissing).length;
    const before = count(full());
    assert.equal(count(full({ '/translations/km/title': undefined })), before + 1);
    const all = createTranslationRows(full(), 'fr');
    assert.equal(count(full(), 'fr'), all.filter(({ isAddress }) => !isAddress).length);
    assert.ok(all.some(({ isAddress, name }) => isAddress && name === '/organiser/url'));
  });
});

describe('a translation that was changed', () => {
  it('is shown as the campaign shows it, whatever was translated', () => {
    const document = full({ '/translations': undefined });
    const rows = createTranslationRows(document, 'km');
    const changes = Object.fromEntries(rows.map(({ name, isAddress }) => [name, isAddress ? 'https://km.example/' : `ខ្មែរ ${name}`]));
    const translated = submit(document, 'km', changes);
    const { campaign, diagnostics } = lintCampaign(JSON.stringify(translated));
    assert.deepEqual(diagnostics.filter(({ severity }) => severity === 'error').filter(({ pointer }) => pointer.startsWith('/translations')), []);
    assert.deepEqual(getLanguages(campaign!), ['en', 'km']);
    // In Khmer, each text is the one that was entered at its place.
    const localized = localizeCampaign(translated as unknown as Campaign, 'km') as unknown as JsonObject;
    for (const { name } of rows) assert.equal(name.split('/').slice(1).reduce<unknown>((value, key) => (value as JsonObject)[key], localized), changes[name], name);
  });

  it('keeps the order of keys, and removes what is emptied, with what contained it', () => {
    const changed = submit(full(), 'km', { '/title': '', '/people/0/name': ' ' });
    assert.ok(!('title' in getTranslation(changed)) && !('people' in getTranslation(changed)));
  });

  it('matches updates by their date, also two of one day', () => {
    const changed = submit(full(), 'fr', { '/updates/1/text': 'Deux' });
    assert.deepEqual(getTranslation(changed, 'fr')['updates'], [{ date: '2016-10-10', text: '' }, { date: '2016-10-10', text: 'Deux' }]);
    const both = submit(changed, 'fr', { '/updates/0/text': 'Un' });
    assert.deepEqual(getTranslation(both, 'fr')['updates'], [{ date: '2016-10-10', text: 'Un' }, { date: '2016-10-10', text: 'Deux' }]);
    const first = submit(both, 'fr', { '/updates/1/text': '' });
    assert.deepEqual(getTranslation(first, 'fr')['updates'], [{ date: '2016-10-10', text: 'Un' }]);
    assert.deepEqual(getTranslation(submit(first, 'fr', { '/updates/0/text': '' }), 'fr'), {});
  });

  it('has as many entries as the document where the order counts', () => {
    const changed = submit(full(), 'fr', { '/postcard/guidance/1': 'Deux' });
    assert.deepEqual(getTranslation(changed, 'fr')['postcard'], { guidance: ['', 'Deux'] });
    assert.equal(getTranslation(submit(changed, 'fr', { '/postcard/guidance/1': '' }), 'fr')['postcard'], undefined);
  });

  it('can be added and removed', () => {
    const added = setTranslation(full(), 'fr', {});
    assert.deepEqual(Object.keys(added['translations'] as object), ['km', 'fr']);
    const { translations: _, ...document } = full();
    assert.deepEqual(setTranslation(document, 'fr', {})['translations'], { fr: {} });
    assert.ok(!('translations' in setTranslation(full(), 'km', undefined)));
    assert.equal(JSON.stringify(setTranslation(added, 'fr', undefined)), JSON.stringify(full()));
  });
});
