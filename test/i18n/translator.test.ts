/** Each language in this engine, compared with Node, which has all of CLDR's data. */
import { expect } from '@open-wc/testing';
import { formatInstant } from '../../src/i18n/format-instant.ts';
import { listCountryNames } from '../../src/i18n/country-names.ts';
import { formatList } from '../../src/i18n/format-list.ts';
import { Translator } from '../../src/i18n/translator.ts';
import type { LanguageSamples } from '../support/full-icu.ts';

const languages = (await (await fetch('/full-icu.json')).json()) as LanguageSamples[];

const getMessages = (tag: string) => languages.find(({ language }) => language === tag)!.messages;

describe('the translator of every language', () => {
  const forEachLanguage = (check: (samples: LanguageSamples, translator: Translator) => unknown) => async () => {
    for (const samples of languages) await check(samples, new Translator(samples.language, samples.messages));
  };

  it('formats numbers as CLDR does', forEachLanguage(({ language, numbers }, translator) =>
    expect(numbers.map(([number]) => [number, translator.formatNumber(number)]), language).to.deep.equal(numbers)));

  it('formats dates as CLDR does', forEachLanguage(({ language, dates }, translator) =>
    expect(dates.map(([date]) => [date, translator.formatDate(date)]), language).to.deep.equal(dates)));

  it('formats the day of a point in time in its own offset, and names that where it is another day for the reader', forEachLanguage(({ language }, translator) => {
    const day = translator.formatDate('2018-08-01');
    for (const [instant, offset, expected] of [
      ['2018-08-01T00:00:00+07:00', -420, day],
      ['2018-08-01T00:00:00+07:00', 0, `${day} (UTC+07:00)`],
      ['2018-08-01T00:00:00+07:00', -540, day],
      ['2018-08-01T23:59:00-10:00', 600, day],
      ['2018-08-01T23:59:00-10:00', -120, `${day} (UTC-10:00)`],
      ['2018-08-01T12:00Z', 0, day],
      ['2018-08-01T12:00Z', -840, `${day} (UTC)`],
    ] as const)
      expect(formatInstant(translator, instant, offset), `${language}, ${offset}`).to.equal(expected);
  }));

  it('compares the day of a point in time with that of the browser', forEachLanguage(({ language }, translator) => {
    for (const instant of ['2018-08-01T00:00:00+07:00', '2018-08-01T23:59:00-10:00', '2018-08-01T00:00:00-10:00']) {
      const localDay = new Date(instant).toLocaleDateString('sv');
      const day = translator.formatDate('2018-08-01');
      expect(formatInstant(translator, instant) === day, language).to.equal(localDay === '2018-08-01');
    }
  }));

  it('joins the items of a list as CLDR does', forEachLanguage(({ language, lists }, translator) =>
    expect(lists.map(([names]) => [names, formatList(translator, names)]), language).to.deep.equal(lists)));

  it('chooses the plural form of a message by its number', forEachLanguage(({ language, plurals }, translator) =>
    expect(plurals.map(([[key, count]]) => [[key, count], translator.plural(key, count)]), language).to.deep.equal(plurals)));

  it('names the countries', forEachLanguage(async ({ language, countries }, translator) => {
    const names = new Map(await listCountryNames(translator));
    expect(names.size, language).to.equal(countries.length);
    // Versions of CLDR differ in some names, such as that of Hong Kong.
    const equal = countries.filter(([code, name]) => names.get(code) === name);
    expect(equal.length, language).to.be.at.least(0.9 * countries.length);
  }));
});

describe('the translator of a region', () => {
  it('formats dates in its own order, with its own month names', () => {
    const dates = {
      'en-US': 'January 18, 2018',
      'en-GB': '18 January 2018',
      'de-AT': '18. Jänner 2018',
    };
    for (const [tag, text] of Object.entries(dates)) expect(new Translator(tag, getMessages(tag.slice(0, 2))).formatDate('2018-01-18')).to.equal(text);
  });
});

describe('the Arabic translator', () => {
  it('uses the digits of the country', () => {
    const numbers = ['ar', 'ar-EG', 'ar-MA'].map((language) => new Translator(language, getMessages('ar')).formatNumber(165));
    expect(numbers).to.deep.equal(['165', '١٦٥', '165']);
  });
});

describe('the Thai translator', () => {
  it('counts years in the Buddhist calendar', () => {
    expect(new Translator('th', getMessages('th')).formatDate('2016-10-10')).to.contain('2559');
  });
});
