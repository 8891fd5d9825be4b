import { listCountryNames } from '../../i18n/country-names.ts';
import type { Translator } from '../../i18n/translator.ts';

const countryNamesCache = new WeakMap<Translator, ReturnType<typeof listCountryNames>>();

/** The code and name of each country in the language of the page, sorted by name. */
export function getCountryNames(translator: Translator): Promise<(readonly [code: string, name: string])[]> {
  let names = countryNamesCache.get(translator);
  if (!names) {
    names = listCountryNames(translator);
    countryNamesCache.set(translator, names);
  }
  return names;
}
