// npm run messages                     compares every language with English and reports what is missing or wrong, with file
//                                      and line; puts the messages into the order of en.json; updates from Node's full ICU
//                                      what some browsers do not know (number, date and list formats, names of countries)
// npm run messages:check [-- FOLDER]   the same without writing: a file that would change is an error
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLineTable } from '../src/campaign/linter/line-table.ts';
import { parseWithPositions } from '../src/campaign/linter/parse-json.ts';
import { getCountryNames, getCldrData, lacksBrowserData } from './cldr-data.mjs';
import { findMessageErrors, findUnknownMessages } from './message-errors.mjs';

const { values: { check }, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const folder = positionals[0] ?? fileURLToPath(new URL('../src/i18n/messages', import.meta.url));
const countriesFolder = join(folder, '../countries');

const formatPlace = (file, line) => `${relative('', file)}${line ? `:${line}` : ''}`;

function reportError(file, line, message) {
  console.error(`${formatPlace(file, line)}: ${message}`);
  process.exitCode = 1;
}

/** @returns the messages of a file, and a function from a path to its line; undefined if the file is not valid JSON */
function readMessages(file) {
  const text = readFileSync(file, 'utf8');
  const { value, problems, getOffset } = parseWithPositions(text);
  const toPosition = createLineTable(text);
  const errors = [...problems];
  for (const { path, offset, message } of errors) reportError(file, toPosition(offset ?? getOffset(path)).line, message);
  if (errors.length) return undefined;
  if (value && typeof value === 'object') return { messages: value, getLine: (path) => toPosition(getOffset(path, true)).line };
  reportError(file, 1, 'must contain an object in { }');
}

/** Where a missing message belongs: after the last message that comes before it in English. */
function findPlace([section, key, form], messages, english) {
  if (form && Object.hasOwn(messages[section][key] ?? {}, form)) return [section, key, form];
  if (!key || !messages[section]) return Object.hasOwn(messages, section) ? [section] : [];
  const keys = Object.keys(english[section]);
  const last = keys.slice(0, keys.indexOf(key) + 1).findLast((name) => Object.hasOwn(messages[section], name));
  return last ? [section, last] : [section];
}

const toLine = (value) => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');

/** One message per line, in the order of English. */
function serialize(language, messages, english) {
  const sections = Object.keys(english).map((section) => {
    const lines = Object.keys(english[section]).map((key) => `    ${JSON.stringify(key)}: ${toLine(messages[section][key])}`);
    return `  ${JSON.stringify(section)}: {\n${lines.join(',\n')}\n  }`;
  });
  const note = messages['@note'] === undefined ? [] : [`  "@note": ${JSON.stringify(messages['@note'])}`];
  const cldr = lacksBrowserData(language) ? [`  "@cldr": ${toLine(getCldrData(language))}`] : [];
  return `{\n${[...note, ...sections, ...cldr].join(',\n')}\n}\n`;
}

function writeIfChanged(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (check) return reportError(file, 0, 'is out of date; run "npm run messages"');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function checkLanguage(language, english) {
  const file = join(folder, `${language}.json`);
  if (!/^[a-z]{2,3}(-[a-z\d]+)*$/.test(language) || !Intl.PluralRules.supportedLocalesOf(language).length)
    return reportError(file, 0, 'is not named after a language that CLDR knows; use a BCP 47 tag in lower case, such as km or pt-br');
  const content = readMessages(file);
  if (!content) return;
  const { messages, getLine } = content;
  const errors = [...findMessageErrors(language, messages, english)];
  for (const [path, error] of errors) reportError(file, getLine(findPlace(path, messages, english)), error);
  for (const path of findUnknownMessages(messages, english)) {
    const name = path.join('.');
    if (check) reportError(file, getLine(path), `${name} is not in en.json`);
    else console.log(`${formatPlace(file, getLine(path))}: removed ${name}, which is not in en.json`);
  }
  if (messages['@note']) unreviewed.push(`${language}: ${messages['@note']}`);
  // Do not rewrite a file with errors.
  if (errors.length || language === 'en') return;
  writeIfChanged(file, serialize(language, messages, english));
  if (lacksBrowserData(language)) writeIfChanged(join(countriesFolder, `${language}.json`), `${JSON.stringify(getCountryNames(language), null, 2)}\n`);
}

const english = readMessages(join(folder, 'en.json'))?.messages;
if (!english) process.exit(1);
const languages = readdirSync(folder)
  .flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? [])
  .sort();
/** The languages that no native speaker has reviewed, with their notes. */
const unreviewed = [];
for (const language of languages) checkLanguage(language, english);

for (const note of unreviewed) console.log(note);
const count = Object.values(english).flatMap(Object.keys).length;
console.log(`${languages.length} languages, ${count} messages: ${process.exitCode ? 'see the errors above' : 'no errors'}`);
