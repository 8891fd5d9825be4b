/** What every language says on a machine that knows all of them: Node has the full data of CLDR, browsers have what they ship. */
import { readdirSync, readFileSync } from 'node:fs';
import { countryNames, formatList } from '../../src/i18n/format-list.ts';
import { letterMessages } from '../../src/i18n/generated/letter.gen.ts';
import { Translator, type CountedKey, type PartialMessages, type Messages } from '../../src/i18n/translator.ts';

type Said<Value> = readonly (readonly [value: Value, said: string])[];

export interface Spoken {
  language: string;
  words: Messages;
  numbers: Said<number>;
  days: Said<string>;
  lists: Said<readonly string[]>;
  counts: Said<readonly [key: CountedKey, count: number]>;
  /** Code and name of each, in the order of the names. */
  countries: readonly (readonly [code: string, name: string])[];
}

const numbers = [0, 1, 2, 5, 7, 11, 99, 100, 165, 999, 1000, 1496, 10_000, 123_456, 1_000_000, 1_234_567];
const days = Array.from({ length: 12 }, (_, month) => `2016-${String(month + 1).padStart(2, '0')}-${String(2 * month + 1).padStart(2, '0')}`);
const lists = [['Ny Sokha'], ['Ny Sokha', 'Lim Mony'], ['Ny Sokha', 'Yi Soksan', 'Lim Mony'], ['Ny Sokha', 'Yi Soksan', 'Nay Vanda', 'Lim Mony']];

/** The words that a letter's code loads. */
async function lettersOf(language: string): Promise<PartialMessages> {
  if (language === 'en') return letterMessages.english;
  return ((await import(`../../src/i18n/messages/letter-${language}.gen.ts`)) as { default: PartialMessages }).default;
}

const folder = new URL('../../src/i18n/messages/', import.meta.url);
const languages = readdirSync(folder).flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? []);

export async function spoken(): Promise<Spoken[]> {
  return Promise.all(
    languages.map(async (language) => {
      const catalogue = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Messages;
      const words = { ...catalogue, '@days': (await lettersOf(language))['@days'] };
      // Without our own extract: all of it is ICU's.
      const translator = new Translator(language, { ...words, '@cldr': undefined, '@days': undefined });
      const counted = Object.keys(words).filter((key): key is CountedKey => !key.startsWith('@') && typeof words[key as CountedKey] === 'object');
      return {
        language,
        words,
        numbers: numbers.map((number) => [number, translator.formatNumber(number)] as const),
        days: days.map((day) => [day, translator.formatDate(day)] as const),
        lists: lists.map((list) => [list, formatList(translator, list)] as const),
        counts: counted.flatMap((key) => numbers.map((count) => [[key, count], translator.plural(key, count)] as const)),
        countries: await countryNames(translator),
      };
    }),
  );
}
