/** On the server, every language has every message and formats values as full ICU does, as it does in a browser. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatList } from '../../src/i18n/format-list.ts';
import { Translator, type Key } from '../../src/i18n/translator.ts';
import { createLanguageSamples } from '../support/full-icu.ts';

for (const { language, messages, numbers, dates, lists, plurals } of await createLanguageSamples())
  describe(`the messages in ${language}`, () => {
    const translator = new Translator(language, messages);

    it('have a text for every key and every plural form', () => {
      for (const key of Object.keys(messages)) if (typeof messages[key as Key] === 'string') assert.ok(translator.t(key as Key).trim(), key);
      for (const [[key, count]] of plurals) assert.doesNotMatch(translator.plural(key, count), /\{count\}|undefined/, key);
    });

    it('format numbers, dates and lists as ICU does', () => {
      for (const [number, text] of numbers) assert.equal(translator.formatNumber(number), text);
      for (const [date, text] of dates) assert.equal(translator.formatDate(date), text);
      for (const [names, text] of lists) assert.equal(formatList(translator, names), text);
    });
  });
