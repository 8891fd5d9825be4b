// Writes src/i18n/generated/*.gen.ts: for each family of elements the words that its code says, so that no phone loads a sentence
// that nobody shows it. English travels with the code, another language is one file for a family. A key is said where a
// source names it in quotes, or as `${kind}.sent` or `${this.kind}.sent`. *-load.gen.ts name each file, for bundlers; what
// a script tag loads has one import() for all instead (rollup.config.mjs).
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { families } from '../families.mjs';
import { daysOf } from '../locales/extract.mjs';

mkdirSync('src/i18n/generated', { recursive: true });
const read = (path) => readFileSync(join('src', path), 'utf8');
const catalogue = (language) => JSON.parse(read(`i18n/messages/${language}.json`));
const languages = globSync('src/i18n/messages/*.json').map((path) => path.match(/([\w-]+)\.json$/)[1]).filter((one) => one !== 'en').sort();

/** A file and all that it imports statically. */
function graph(path, reached = new Set()) {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const [, from] of read(path).matchAll(/^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+\.ts)'/gm))
    if (!from.endsWith('.gen.ts')) graph(join(dirname(path), from), reached);
  return reached;
}

/** @param own the family: sentences of another kind are not said, though a source that several share names them */
function said(own, paths) {
  const text = [...paths].map(read).join('\n');
  const kinds = Object.keys(families).filter((one) => one !== own);
  const { words = /^/ } = families[own];
  return (key) => {
    if (!words.test(key)) return false;
    const [kind, name] = key.split('.');
    if (name && kinds.includes(kind)) return false;
    return text.includes(`'${key}'`) || (name && text.includes(`kind}.${name}\``));
  };
}

/** A catalogue with how its language writes days, where that is not told by `@cldr`. */
const dated = (tag) => ({ ...catalogue(tag), '@days': '@cldr' in catalogue(tag) ? undefined : daysOf(tag) });

const pick = (words, wanted) => Object.fromEntries(Object.entries(words).filter(([key]) => wanted(key)));
const write = (name, text) =>
  writeFileSync(`src/i18n/generated/${name}.gen.ts`, `// Made by tools/generate/words.mjs from the catalogues beside it.\n${text}`);
const literal = (value) => JSON.stringify(value, null, 2);

/**
 * @param from the source of an import, by language
 * @param again whether a page asks once more for what did not come
 */
function writeLoad(name, tags, type, from, again = false) {
  const files = tags.map((tag) => `  '${tag}': () => import(${from(tag)}),\n`).join('');
  const load = `Record<string, () => Promise<{ default: ${type} }>>`;
  const imports = [again && "import { importWithRetry } from '../../utils/import-with-retry.ts';\n", type === 'PartialMessages' && "import type { PartialMessages } from '../translator.ts';\n"];
  const get = again ? 'importWithRetry(files[language]!)()' : 'files[language]!()';
  write(`${name}-load`, `${imports.filter(Boolean).join('')}
const files: ${load} = {\n${files}};\nexport const load = (language: string) => ${get};\n`);
}

write('languages', `/** Beside English. */\nexport const languages: readonly string[] = ${literal(languages)};\n`);
writeLoad('whole', languages, 'PartialMessages', (tag) => `'../messages/${tag}.json', { with: { type: 'json' } }`);
const unknownToBrowsers = languages.filter((tag) => '@cldr' in catalogue(tag));
writeLoad('countries', unknownToBrowsers, 'readonly string[]', (tag) => `'../countries/${tag}.json', { with: { type: 'json' } }`);

for (const [family, { tags, later }] of Object.entries(families)) {
  const paths = tags.reduce((reached, tag) => graph(`components/${tag}/${tag}.ts`, reached), new Set());
  const isFirst = said(family, paths);
  const isLater = later ? said(family, graph(later)) : () => false;
  const english = dated('en');
  // A count tells a day only where its page gives one.
  const isDated = paths.has(join('components/shared', 'updates.ts'));
  write(
    family,
    `import { load } from './${family}-load.gen.ts';
import type { MessageCatalog } from '../translator.ts';\n
export const ${family}Messages: MessageCatalog = {\n  english: ${literal(pick(english, (key) => (key === '@days' ? isDated : isFirst(key))))},\n  load,\n};\n`,
  );
  writeLoad(family, languages, 'PartialMessages', (tag) => `'./${family}-${tag}.gen.ts'`, true);
  if (later) write(`${family}-later`, `export const lazyMessages = ${literal(pick(english, (key) => isLater(key) && !isFirst(key)))};\n`);
  for (const tag of languages)
    write(`${family}-${tag}`, `export default ${literal(pick(dated(tag), (key) => /^@(cldr|days)$/.test(key) || isFirst(key) || isLater(key)))};\n`);
}
