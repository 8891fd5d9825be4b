// Every language says all that English says, and knows of itself what a browser may not. `npm run locales` helps.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, mock } from 'node:test';
import { countries } from '../../src/campaign/countries.ts';
import { countryNames, listOf } from '../../src/locales/names.ts';
import { Speaker, type Plural, type Words } from '../../src/locales/words.ts';

const folder = new URL('../../src/locales/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const english = read('en') as Record<string, string | Plural>;
const languages = readdirSync(folder).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);

/** The placeholders of a sentence, each once. */
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const entries = (words: Record<string, string | Plural>) => Object.entries(words).filter(([key]) => !key.startsWith('@'));

for (const language of languages)
  describe(`the words in ${language}`, () => {
    const words = read(language) as Record<string, string | Plural>;

    it('are those of English, in its order, and none is empty', () => {
      assert.deepEqual(entries(words).map(([key]) => key), Object.keys(english));
      for (const [key, word] of entries(words))
        for (const text of typeof word === 'string' ? [word] : Object.values(word)) assert.ok(text.trim(), key);
    });

    it('change with a number as CLDR has it for the language', () => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const [key, word] of entries(words)) {
        assert.equal(typeof word, typeof english[key], key);
        if (typeof word !== 'string') assert.deepEqual(Object.keys(word).sort(), pluralCategories.toSorted(), key);
      }
    });

    it('hold the placeholders of English', () => {
      for (const [key, word] of entries(words)) {
        const original = english[key]!;
        const wanted = placeholders(typeof original === 'string' ? original : original.other);
        for (const [form, text] of Object.entries(typeof word === 'string' ? { other: word } : word)) {
          const found = placeholders(text);
          // One, two and none may be said in words.
          if (/zero|one|two/.test(form) && wanted.includes('{count}') && !found.includes('{count}')) found.push('{count}');
          assert.deepEqual(found.sort(), wanted, `${key} ${form}`);
        }
      }
    });

    it('can all be said', () => {
      const speaker = new Speaker(language, words);
      for (const [key, word] of entries(words)) {
        const said =
          typeof word === 'string'
            ? [speaker.say(key as 'letter.send')]
            : [0, 1, 2, 3, 11, 100, 12_345].map((count) => speaker.count(key as 'people', count));
        for (const text of said) assert.doesNotMatch(text, /\{count\}|undefined/, key);
      }
    });
  });

describe('what a browser may not know of Khmer', () => {
  const words = read('km') as Words;
  const ours = () => {
    // As Chromium answers.
    const none = mock.method(Intl.NumberFormat, 'supportedLocalesOf', () => []);
    const speaker = new Speaker('km', words);
    none.mock.restore();
    return speaker;
  };
  const full = new Speaker('km', words);

  it('is taken from our own extract only there', () => {
    assert.equal(full.own, undefined);
    assert.equal(ours().own, words['@cldr']);
  });

  it('are numbers, which both write alike', () => {
    for (const number of [0, 7, 165, 999, 1000, 10_000, 1_234_567]) assert.equal(ours().number(number), full.number(number));
  });

  it('are days, which both write alike', () => {
    for (let month = 1; month <= 12; month++) {
      const day = `2018-${String(month).padStart(2, '0')}-18`;
      assert.equal(ours().day(day), full.day(day));
    }
    assert.equal(ours().dayOf('2018-07-18T12:00Z'), full.dayOf('2018-07-18T12:00Z'));
  });

  it('are lists, which both write alike', () => {
    for (const items of [[], ['ក'], ['ក', 'ខ'], ['ក', 'ខ', 'គ'], ['ក', 'ខ', 'គ', 'ឃ']])
      assert.equal(listOf(ours(), items), listOf(full, items));
  });

  it('are the names of countries, which are all there and alike', async () => {
    assert.equal((read('countries/km') as string[]).length, countries.length);
    assert.deepEqual(await countryNames(ours()), await countryNames(full));
  });
});
