// npm run locales    holds every language against English, says what is missing, puts the keys into the order of
// en.json, and renews from Node's full ICU what some browsers do not know (the extract, and the countries' names)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { countries } from '../src/campaign/countries.ts';

const folder = new URL('../src/locales/', import.meta.url);
/** Chromium has no data of numbers, dates, lists and names for these, and silently answers in English. */
const unknownToBrowsers = ['km', 'lo', 'my'];

const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const values = (parts, type) => parts.filter((part) => part.type === type).map(({ value }) => value);

/** See `Cldr` in words.ts. */
function extract(language) {
  const long = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const parts = (month) => long.formatToParts(new Date(Date.UTC(2018, month, 18)));
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const between = (...items) => values(list.formatToParts(items), 'literal');
  return {
    group: values(new Intl.NumberFormat(language).formatToParts(1234567), 'group')[0],
    months: Array.from({ length: 12 }, (_, month) => values(parts(month), 'month')[0]),
    date: parts(0).map(({ type, value }) => (type === 'literal' ? value : `{${type}}`)).join(''),
    list: [...between('a', 'b', 'c'), ...between('a', 'b')],
  };
}

const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();

/** What is wrong with one sentence, or with the forms of one that changes with a number. */
function* faults(english, own, categories) {
  if (own === undefined) return yield 'is missing';
  if (typeof english !== typeof own) return yield 'has another kind';
  if (typeof own === 'string') {
    if (placeholders(own) !== placeholders(english)) yield `wants the placeholders ${placeholders(english) || 'none'}`;
    return;
  }
  if (Object.keys(own).sort().join() !== [...categories].sort().join()) yield `wants the forms ${categories.join()}`;
  for (const [category, text] of Object.entries(own)) {
    // A form for exactly none, one or two may say the number in words.
    const given = /zero|one|two/.test(category) ? text + (text.includes('{count}') ? '' : '{count}') : text;
    if (placeholders(given) !== placeholders(english.other)) yield `wants other placeholders (${category})`;
  }
}

const english = read('en');
const languages = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.json$/i.test(file) && file !== 'en.json')
  .map((file) => file.slice(0, -5));

for (const language of languages) {
  const { '@note': note, '@cldr': _, ...words } = read(language);
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  for (const key of Object.keys(english))
    for (const fault of faults(english[key], words[key], pluralCategories)) {
      console.error(`${language}.json: ${key} ${fault}`);
      process.exitCode = 1;
    }
  for (const key of Object.keys(words)) if (!(key in english)) console.log(`${language}.json: ${key} is dropped`);

  const own = unknownToBrowsers.includes(language);
  const entries = [
    ['@note', note],
    ...Object.keys(english).map((key) => [key, words[key]]),
    ['@cldr', own ? extract(language) : undefined],
  ].filter(([, value]) => value !== undefined);
  const line = ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')}`;
  writeFileSync(new URL(`${language}.json`, folder), `{\n${entries.map(line).join(',\n')}\n}\n`);
  if (own) {
    const names = new Intl.DisplayNames(language, { type: 'region' });
    const list = countries.map((code) => names.of(code));
    writeFileSync(new URL(`countries/${language}.json`, folder), `${JSON.stringify(list, null, 2)}\n`);
  }
}
