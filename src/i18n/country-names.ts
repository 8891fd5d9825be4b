/** The names of countries. */
import { countries } from '../campaign/countries.ts';
import { load } from './generated/countries-load.gen.ts';
import type { Translator } from './translator.ts';

/** Code and name of each country, sorted by name. */
export async function listCountryNames(translator: Translator): Promise<(readonly [code: string, name: string])[]> {
  const { language, cldr } = translator;
  // Browsers answer in another language if they do not know this one: Chromium for Khmer, Lao and Burmese.
  const lacksNames = cldr && !Intl.DisplayNames.supportedLocalesOf(language).length;
  // If the names cannot be loaded, they are in English, and the next form tries again.
  const names = lacksNames ? (await load(language.split('-')[0]!).catch(() => (translator.countries = undefined)))?.default : undefined;
  const display = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return countries
    .map((code, i) => [code, names?.[i] ?? display.of(code) ?? code] as const)
    .sort(([, a], [, b]) => compare(a, b));
}
