// Whatever a language says, it says whole; and at the endpoint the same as in a browser. `npm run locales` says what is missing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatList } from '../../src/i18n/format-list.ts';
import { Translator, type Key } from '../../src/i18n/translator.ts';
import { spoken } from '../support/full-icu.ts';

for (const { language, words, numbers, days, lists, counts } of await spoken())
  describe(`in ${language}`, () => {
    const translator = new Translator(language, words);

    it('all words can be said', () => {
      for (const key of Object.keys(words)) if (typeof words[key as Key] === 'string') assert.ok(translator.t(key as Key).trim(), key);
      for (const [[key, count]] of counts) assert.doesNotMatch(translator.plural(key, count), /\{count\}|undefined/, key);
    });

    it('numbers, days and lists are what ICU makes of them', () => {
      for (const [number, said] of numbers) assert.equal(translator.formatNumber(number), said);
      for (const [day, said] of days) assert.equal(translator.formatDate(day), said);
      for (const [names, said] of lists) assert.equal(formatList(translator, names), said);
    });
  });
