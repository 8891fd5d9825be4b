// CLDR data from Node's full ICU that some browsers lack: Chromium has no number, date, list and region data for these
// languages, and silently falls back to English.
import { getDateFormat, getValues } from '../build/date-format.mjs';
import { countries } from '../src/campaign/countries.ts';

const languagesWithoutBrowserData = ['km', 'lo', 'my'];
export const lacksBrowserData = (language) => languagesWithoutBrowserData.includes(language);

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
export function getCountryNames(language) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const normalize = normalizers[language] ?? String;
  return countries.map((code) => normalize(names.of(code)));
}
