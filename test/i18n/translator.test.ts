/** What every language says in this engine, held against what Node says, which has all of CLDR's data. */
import { expect } from '@open-wc/testing';
import { formatInstant } from '../../src/i18n/format-instant.ts';
import { countryNames, formatList } from '../../src/i18n/format-list.ts';
import { Translator } from '../../src/i18n/translator.ts';
import type { Spoken } from '../support/full-icu.ts';

const languages = (await (await fetch('/full-icu.json')).json()) as Spoken[];

describe('every language', () => {
  const each = (says: (spoken: Spoken, translator: Translator) => unknown) => async () => {
    for (const spoken of languages) await says(spoken, new Translator(spoken.language, spoken.words));
  };

  it('writes numbers as its readers do', each(({ language, numbers }, translator) =>
    expect(numbers.map(([number]) => [number, translator.formatNumber(number)]), language).to.deep.equal(numbers)));

  it('writes days as its readers do', each(({ language, days }, translator) =>
    expect(days.map(([day]) => [day, translator.formatDate(day)]), language).to.deep.equal(days)));

  it('writes the day of an instant as that calendar day', each(({ language }, translator) => {
    const noon = new Date(2016, 9, 10, 12);
    expect(formatInstant(translator, noon.toISOString()), language).to.equal(translator.formatDate('2016-10-10'));
  }));

  it('puts names in a row as its readers do', each(({ language, lists }, translator) =>
    expect(lists.map(([names]) => [names, formatList(translator, names)]), language).to.deep.equal(lists)));

  it('changes a sentence with its number', each(({ language, counts }, translator) =>
    expect(counts.map(([[key, count]]) => [[key, count], translator.plural(key, count)]), language).to.deep.equal(counts)));

  it('names the countries', each(async ({ language, countries }, translator) => {
    const names = new Map(await countryNames(translator));
    expect(names.size, language).to.equal(countries.length);
    // Versions of CLDR differ in some, such as Hong Kong.
    const alike = countries.filter(([code, name]) => names.get(code) === name);
    expect(alike.length, language).to.be.at.least(0.9 * countries.length);
  }));
});

describe('A region', () => {
  it('writes days in its own order, with its own months', () => {
    const said = {
      'en-US': 'January 18, 2018',
      'en-GB': '18 January 2018',
      'de-AT': '18. Jänner 2018',
    };
    for (const [tag, text] of Object.entries(said)) {
      const { words } = languages.find(({ language }) => tag.startsWith(language))!;
      expect(new Translator(tag, words).formatDate('2018-01-18')).to.equal(text);
    }
  });
});

describe('Arabic', () => {
  it('has the digits of its country', () => {
    const said = ['ar', 'ar-EG', 'ar-MA'].map((language) => new Translator(language, languages.find((one) => one.language === 'ar')!.words).formatNumber(165));
    expect(said).to.deep.equal(['165', '١٦٥', '165']);
  });
});

describe('Thai', () => {
  it('counts years as its readers do', () => {
    const { words } = languages.find(({ language }) => language === 'th')!;
    expect(new Translator('th', words).formatDate('2016-10-10')).to.contain('2559');
  });
});
