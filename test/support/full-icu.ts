/** What every language looks like according to full ICU: Node has all CLDR data, browsers have only what they ship. */
import { listCountryNames } from '../../src/i18n/country-names.ts';
import { formatList } from '../../src/i18n/format-list.ts';
import { languages } from '../../src/i18n/generated/languages.gen.ts';
import { letterMessages } from '../../src/i18n/generated/letter.gen.ts';
import { allMessages } from '../../src/i18n/server-catalog.ts';
import { Translator, type CountedKey, type PartialMessages, type LocaleMessages } from '../../src/i18n/translator.ts';

type Samples<Value> = readonly (readonly [value: Value, text: string])[];

export interface LanguageSamples {
  language: string;
  messages: LocaleMessages;
  numbers: Samples<number>;
  dates: Samples<string>;
  lists: Samples<readonly string[]>;
  plurals: Samples<readonly [key: CountedKey, count: number]>;
  /** Code and name of each, in the order of the names. */
  countries: readonly (readonly [code: string, name: string])[];
}

const numbers = [0, 1, 2, 5, 7, 11, 99, 100, 165, 999, 1000, 1496, 10_000, 123_456, 1_000_000, 1_234_567];
const dates = Array.from({ length: 12 }, (_, month) => `2016-${String(month + 1).padStart(2, '0')}-${String(2 * month + 1).padStart(2, '0')}`);
const lists = [['Ny Sokha'], ['Ny Sokha', 'Lim Mony'], ['Ny Sokha', 'Yi Soksan', 'Lim Mony'], ['Ny Sokha', 'Yi Soksan', 'Nay Vanda', 'Lim Mony']];

/** The date format comes with what a page loads, not with the server's messages. */
async function loadDateFormat(language: string): Promise<PartialMessages['@days']> {
  if (language === 'en') return letterMessages.english['@days'];
  return (await letterMessages.load(language)).default['@days'];
}

async function createSamples(language: string): Promise<LanguageSamples> {
  const all = language === 'en' ? allMessages.english : (await allMessages.load(language)).default;
  const messages = { ...all, '@days': await loadDateFormat(language) } as LocaleMessages;
  // Without our own CLDR extract, everything comes from ICU.
  const translator = new Translator(language, { ...messages, '@cldr': undefined, '@days': undefined });
  const keys = Object.keys(messages).filter((key): key is CountedKey => !key.startsWith('@') && typeof messages[key as CountedKey] === 'object');
  return {
    language,
    messages,
    numbers: numbers.map((number) => [number, translator.formatNumber(number)] as const),
    dates: dates.map((date) => [date, translator.formatDate(date)] as const),
    lists: lists.map((list) => [list, formatList(translator, list)] as const),
    plurals: keys.flatMap((key) => numbers.map((count) => [[key, count], translator.plural(key, count)] as const)),
    countries: await listCountryNames(translator),
  };
}

export const createLanguageSamples = (): Promise<LanguageSamples[]> => Promise.all(['en', ...languages].map(createSamples));
