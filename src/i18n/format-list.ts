/** Names in a row, and the names of countries. */
import { countries } from '../campaign/countries.ts';
import { load } from './generated/countries-load.gen.ts';
import type { Translator } from './translator.ts';

/** "A, B and C". */
export function formatList({ language, cldr }: Translator, items: readonly string[]): string {
  if (!cldr) return new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
  const [between = ', ', last = between, pair = last] = cldr.list;
  if (items.length < 3) return items.join(pair);
  return items.slice(0, -1).join(between) + last + items.at(-1)!;
}

/** Code and name of each country, in the order of the names. */
export async function countryNames(translator: Translator): Promise<(readonly [code: string, name: string])[]> {
  const { language, cldr } = translator;
  // Without the language a browser would answer in another one: Chromium for Khmer, Lao and Burmese.
  const lacking = cldr && !Intl.DisplayNames.supportedLocalesOf(language).length;
  // English stands in for names that can not be had, and the next form asks for them again.
  const names = lacking ? (await load(language.split('-')[0]!).catch(() => (translator.countries = undefined)))?.default : undefined;
  const display = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return countries
    .map((code, i) => [code, names?.[i] ?? display.of(code) ?? code] as const)
    .sort(([, a], [, b]) => compare(a, b));
}
