// What Node's full ICU knows and some browsers do not: Chromium has no number, date, list and region data for these
// languages, and silently answers in English.
import { countries } from '../src/campaign/countries.ts';

const languagesWithoutBrowserData = ['km', 'lo', 'my'];
export const lacksBrowserData = (language) => languagesWithoutBrowserData.includes(language);

const getValues = (parts, type) => parts.filter((part) => part.type === type).map(({ value }) => value);

/** A language that every browser knows and that formats numbers in the same way, with the digits of `language`. */
function getEquivalentLocale(language) {
  const { numberingSystem } = new Intl.NumberFormat(language).resolvedOptions();
  const samples = [0, 165, 1234, 12_345, 1_234_567_890];
  const formatSamples = (tag) => samples.map((sample) => new Intl.NumberFormat(tag).format(sample)).join();
  const tags = ['en', 'de', 'fr'].map((tag) => (numberingSystem === 'latn' ? tag : `${tag}-u-nu-${numberingSystem}`));
  const match = tags.find((tag) => formatSamples(tag) === formatSamples(language));
  if (!match) throw new Error(`${language} does not format numbers like any of ${tags.join()}`);
  return match;
}

/**
 * See `DateFormat` in src/i18n/translator.ts.
 *
 * @param hasDigits whether the translator also knows the digits of the language
 * @returns undefined if years are counted in another calendar, or if the digits would be wrong: then the browser formats
 */
export function getDateFormat(language, hasDigits = false) {
  // Arabic without a region uses Latin digits here, as in the translator.
  const format = new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : language, { dateStyle: 'long', timeZone: 'UTC' });
  const getParts = (month) => format.formatToParts(new Date(Date.UTC(2018, month, 18)));
  const { calendar, numberingSystem } = format.resolvedOptions();
  if (calendar !== 'gregory' || (numberingSystem !== 'latn' && !hasDigits)) return undefined;
  return {
    months: Array.from({ length: 12 }, (_, month) => getValues(getParts(month), 'month')[0]),
    date: getParts(0).map(({ type, value }) => (type === 'literal' ? value : `{${type}}`)).join(''),
  };
}

/** See `CldrData` in src/i18n/translator.ts. */
export function getCldrData(language) {
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const getSeparators = (...items) => getValues(list.formatToParts(items), 'literal');
  return {
    equivalentLocale: getEquivalentLocale(language),
    ...getDateFormat(language, true),
    list: [...getSeparators('a', 'b', 'c'), ...getSeparators('a', 'b')],
  };
}

/** CLDR spells “islands” in four ways in Lao and splits one name into syllables; spelled alike, the names compress better. */
const normalizers = { lo: (name) => name.replace(/(?:ຫມ|ໝ)ູ່ເກາະ ?/, 'ໝູ່ເກາະ').replaceAll('\u200b', '') };

/** In the order of src/campaign/countries.ts. */
export function countryNames(language) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const normalize = normalizers[language] ?? String;
  return countries.map((code) => normalize(names.of(code)));
}
