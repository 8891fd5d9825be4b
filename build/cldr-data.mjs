// What Node's full ICU knows and some browsers do not: Chromium has no data of numbers, dates, lists and names for these
// languages, and silently answers in English.
import { countries } from '../src/campaign/countries.ts';

const unknownToBrowsers = ['km', 'lo', 'my'];
export const lacksBrowserData = (language) => unknownToBrowsers.includes(language);

const values = (parts, type) => parts.filter((part) => part.type === type).map(({ value }) => value);

/** A language that every browser knows and that writes numbers in the same way, but for the digits, which it can be told. */
function getEquivalentLocale(language) {
  const { numberingSystem } = new Intl.NumberFormat(language).resolvedOptions();
  const samples = [0, 165, 1234, 12_345, 1_234_567_890];
  const written = (tag) => samples.map((sample) => new Intl.NumberFormat(tag).format(sample)).join();
  const tags = ['en', 'de', 'fr'].map((tag) => (numberingSystem === 'latn' ? tag : `${tag}-u-nu-${numberingSystem}`));
  const found = tags.find((tag) => written(tag) === written(language));
  if (!found) throw new Error(`${language} writes numbers as none of ${tags.join()} does`);
  return found;
}

/**
 * See `DateFormat` in src/i18n/translator.ts.
 *
 * @param digits whether digits of its own are told beside it
 * @returns undefined where years are counted in another way, or digits would be wrong: a browser's own dates do there
 */
export function getDateFormat(language, digits = false) {
  // The digits of Arabic are settled there.
  const long = new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : language, { dateStyle: 'long', timeZone: 'UTC' });
  const parts = (month) => long.formatToParts(new Date(Date.UTC(2018, month, 18)));
  const { calendar, numberingSystem } = long.resolvedOptions();
  if (calendar !== 'gregory' || (numberingSystem !== 'latn' && !digits)) return undefined;
  return {
    months: Array.from({ length: 12 }, (_, month) => values(parts(month), 'month')[0]),
    date: parts(0).map(({ type, value }) => (type === 'literal' ? value : `{${type}}`)).join(''),
  };
}

/** See `CldrData` in src/i18n/translator.ts. */
export function getCldrData(language) {
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const between = (...items) => values(list.formatToParts(items), 'literal');
  return {
    like: getEquivalentLocale(language),
    ...getDateFormat(language, true),
    list: [...between('a', 'b', 'c'), ...between('a', 'b')],
  };
}

/** Lao has four ways to write “islands” there and one name cut into syllables; alike, they take the page fewer bytes. */
const evened = { lo: (name) => name.replace(/(?:ຫມ|ໝ)ູ່ເກາະ ?/, 'ໝູ່ເກາະ').replaceAll('\u200b', '') };

/** In the order of src/campaign/countries.ts. */
export function countryNames(language) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const even = evened[language] ?? String;
  return countries.map((code) => even(names.of(code)));
}
