// Whatever a language says, it says whole; and at the endpoint the same as in a browser. `npm run locales` says what is missing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listOf } from '../../src/i18n/format-list.ts';
import { Speaker, type Key } from '../../src/i18n/translator.ts';
import { spoken } from '../support/full-icu.ts';

for (const { language, words, numbers, days, lists, counts } of await spoken())
  describe(`in ${language}`, () => {
    const speaker = new Speaker(language, words);

    it('all words can be said', () => {
      for (const key of Object.keys(words)) if (typeof words[key as Key] === 'string') assert.ok(speaker.say(key as Key).trim(), key);
      for (const [[key, count]] of counts) assert.doesNotMatch(speaker.count(key, count), /\{count\}|undefined/, key);
    });

    it('numbers, days and lists are what ICU makes of them', () => {
      for (const [number, said] of numbers) assert.equal(speaker.number(number), said);
      for (const [day, said] of days) assert.equal(speaker.day(day), said);
      for (const [names, said] of lists) assert.equal(listOf(speaker, names), said);
    });
  });
