// The date formats of Node's full ICU: pages format dates in every language the same way, whatever their browser has.

export const getValues = (parts, type) => parts.filter((part) => part.type === type).map(({ value }) => value);

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
