// npm run size                  what a page loads, held against its budget; a size over it fails
// npm run size -- --json FILE   the same rows as JSON, for the docs
//
// The bytes are those of dist/web as brotli 11 packs them, file by file as they are sent. 1 kB is 1000 bytes.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { families } from './families.mjs';
import { withImports } from './static-imports.mjs';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * `loads` names built files without their hash; what they import statically is counted with them, and what `after` had
 * loaded before is not. English comes with an element, in its file.
 */
const budgets = [
  { what: 'actions.js', loads: ['actions'], budget: 2000 },
  { what: 'first letter', loads: ['actions', 'action-letter'], budget: 15_000 },
  { what: 'links made elements', loads: ['upgrade'], budget: 700 },
  { what: 'wall, updates, progress', loads: ['actions', 'message-wall'], budget: 12_100 },
  { what: 'wall, later', loads: ['wall-later'], after: 'wall, updates, progress', budget: 2500 },
  { what: 'first postcard', loads: ['actions', 'postcard-form'], budget: 17_000 },
  { what: 'postcard, later', loads: ['postcard-later'], after: 'first postcard', budget: 9700 },
  // Wanted are 8, 7 and 4 kB. What downloads, checks and translates a document and asks for the time is the core, 2.8 kB.
  { what: 'counter with a document', loads: ['actions', 'detention-counter', 'core'], budget: 9900 },
  { what: 'counter from attributes', loads: ['actions', 'detention-counter'], budget: 7000 },
  { what: 'picture, later', loads: ['counter-later'], after: 'counter with a document', budget: 4400 },
  { what: 'actions.iife.js', loads: ['actions.iife'], budget: 30_000 },
  { what: 'picture, later, of actions.iife.js', loads: ['classic-picture'], budget: 4800 },
  { what: 'letter, later', loads: ['letter-later'], after: 'first letter', budget: 9700 },
  { what: 'loader of frames', loads: ['embed'], budget: 1000 },
  { what: 'in a frame', loads: ['framed'], budget: 400 },
];
/** All words of a language that the elements of one family say. */
const language = 2500;
const countryNames = 2000;

const { values: options } = parseArgs({ options: { json: { type: 'string' } } });
const folder = new URL('../dist/web/', import.meta.url);
if (!existsSync(new URL('actions.js', folder))) {
  console.error('dist/web is not built: npm run build first');
  process.exit(2);
}

const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
const text = Object.fromEntries(files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]));
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const bytes = Object.fromEntries(files.map((file) => [file, brotliCompressSync(text[file], quality).length]));

const nameOf = (file) => file.replace(/(-[\w-]{8})?\.js$/, '');
const isWords = (file) => new RegExp(`^(${Object.keys(families).join('|')})-[a-z]{2,3}(-[a-z\\d]{2,8})*$`, 'i').test(nameOf(file));
const isCountryNames = (file) => nameOf(file).startsWith('countries-');

function fileOf(name) {
  const found = files.filter((file) => nameOf(file) === name);
  if (found.length !== 1) throw new Error(`${name}: ${found.length} such files in ${fileURLToPath(folder)}`);
  return found[0];
}

const loaded = {};
const rows = budgets.map(({ what, loads, after, budget }) => {
  const all = withImports(text, loads.map(fileOf));
  loaded[what] = all;
  return { what, files: [...all].filter((file) => !after || !loaded[after].has(file)), budget };
});
for (const file of files.filter(isWords)) rows.push({ what: `words ${nameOf(file)}`, files: [file], budget: language });
for (const file of files.filter(isCountryNames))
  rows.push({ what: `country names ${nameOf(file).slice('countries-'.length)}`, files: [file], budget: countryNames });

for (const row of rows) {
  row.bytes = row.files.reduce((sum, file) => sum + bytes[file], 0);
  row.ok = row.bytes <= row.budget;
}

const table = [
  ['what', 'bytes', 'budget', ''],
  ...rows.map(({ what, bytes, budget, ok }) => [what, String(bytes), String(budget), ok ? 'ok' : `${bytes - budget} over`]),
];
const widths = [0, 1, 2].map((column) => Math.max(...table.map((cells) => cells[column].length)));
for (const [what, size, budget, verdict] of table)
  console.log([what.padEnd(widths[0]), size.padStart(widths[1]), budget.padStart(widths[2]), verdict].join('  ').trimEnd());

// A file that no row counts would grow unseen.
const unseen = files.filter((file) => !rows.some((row) => row.files.includes(file)));
for (const file of unseen) console.error(`${file} has no budget: give it one in scripts/size.mjs`);

if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
if (unseen.length || rows.some(({ ok }) => !ok)) process.exitCode = 1;
