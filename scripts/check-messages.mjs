// npm run locales                    holds every language against English and says what is missing, in which language and
//                                    where; puts the keys into the order of en.json, and renews from Node's full ICU what
//                                    some browsers do not know (the getCldrData, and the countries' names)
// npm run locales -- --check [DIR]   the same, and writes nothing: what would be written is a fault
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseWithPositions } from '../src/campaign/linter/parse-json.ts';
import { countryNames, getCldrData, lacksBrowserData } from '../build/cldr-data.mjs';
import { faultsOf } from './message-errors.mjs';

const { values: { check }, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const folder = positionals[0] ?? fileURLToPath(new URL('../src/i18n/messages', import.meta.url));

const at = (file, line) => `${relative('', file)}${line ? `:${line}` : ''}`;

function say(file, line, what) {
  console.error(`${at(file, line)}: ${what}`);
  process.exitCode = 1;
}

/** A catalogue, and the line on which a key or a form stands in it; none where it can not be read. */
function read(file) {
  const text = readFileSync(file, 'utf8');
  const { value, remarks, offsetOf } = parseWithPositions(text);
  const lineAt = (offset) => text.slice(0, offset).split('\n').length;
  for (const { path, offset, message } of remarks) say(file, lineAt(offset ?? offsetOf(path)), message);
  if (remarks.length) return undefined;
  if (value && typeof value === 'object') return { words: value, lineOf: (path) => lineAt(offsetOf(path, true)) };
  say(file, 1, 'holds no { keys and texts }');
}

/** One key a line, forms beside each other. */
function written(language, { '@note': note, ...words }, english) {
  const entries = [
    ['@note', note],
    ...Object.keys(english).map((key) => [key, words[key]]),
    ['@cldr', lacksBrowserData(language) ? getCldrData(language) : undefined],
  ].filter(([, value]) => value !== undefined);
  const line = ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')}`;
  return `{\n${entries.map(line).join(',\n')}\n}\n`;
}

/** Written where it may be and is not so already. */
function put(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (check) return say(file, 0, 'is not as npm run locales writes it');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const english = read(join(folder, 'en.json'));
if (!english) process.exit(1);
const languages = readdirSync(folder)
  .flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? [])
  .sort();
const unread = [];

for (const language of languages) {
  const file = join(folder, `${language}.json`);
  if (!/^[a-z]{2,3}(-[a-z\d]+)*$/.test(language) || !Intl.PluralRules.supportedLocalesOf(language).length) {
    say(file, 0, 'is no language that CLDR knows; a file is called as in BCP 47, in small letters: km, pt-br');
    continue;
  }
  const found = language === 'en' ? english : read(file);
  if (!found) continue;
  const { words, lineOf } = found;
  const faults = [...faultsOf(language, words, english.words)];
  for (const [[key, form], fault] of faults) {
    const keys = Object.keys(english.words);
    // Where it should be: behind the key that comes before it in English.
    const place = keys.slice(0, keys.indexOf(key) + 1).findLast((one) => Object.hasOwn(words, one));
    say(file, lineOf(place === key && form ? [key, form] : [place ?? key]), `${key}${form ? ` (${form})` : ''} ${fault}`);
  }
  for (const key of Object.keys(words).filter((one) => !one.startsWith('@') && !Object.hasOwn(english.words, one)))
    if (check) say(file, lineOf([key]), `${key} is no key of en.json`);
    else console.log(`${at(file, lineOf([key]))}: ${key} is dropped, since en.json has it no more`);
  if (words['@note']) unread.push([language, words['@note']]);
  // Until nothing is missing, what is there stays as its translator wrote it.
  if (language === 'en' || faults.length) continue;
  put(file, written(language, words, english.words));
  if (lacksBrowserData(language)) put(join(folder, 'countries', `${language}.json`), `${JSON.stringify(countryNames(language), null, 2)}\n`);
}

for (const [language, note] of unread) console.log(`${language}: ${note}`);
const missing = process.exitCode ? 'see above' : 'nothing is missing';
console.log(`${languages.length} languages, ${Object.keys(english.words).length} texts: ${missing}`);
