// npm run size: compares what a page loads with its budget. A size over its limit is a failure.
//
// Sizes are those of dist/web as brotli 11 compresses them, file by file, as a server sends them, but with hashes
// in the names of files that are always the same. 1 kB is 1000 bytes.
import { hash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse } from 'acorn';

const folder = new URL('../dist/web/', import.meta.url);
if (!existsSync(new URL('actions.js', folder))) {
  console.error('dist/web is not built. Run npm run build first.');
  process.exit(2);
}

const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
const readText = (file) => readFileSync(new URL(file, folder), 'utf8');
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
/** A hash in the name of a lazily loaded file changes with its content, and with it, by chance, the compressed size of what names it. */
const fixHashes = (text) => text.replace(/([\w.]+)-[\w-]{8}(?=\.js\b)/g, (_, name) => `${name}-${hash('sha256', name, 'base64url').slice(0, 8)}`);
const getSize = (file) => brotliCompressSync(fixHashes(readText(file)), quality).length;

/** A file and everything it imports statically. */
function addImports(file, reached = new Set()) {
  if (reached.has(file)) return reached;
  reached.add(file);
  if (/^(actions\.iife|embed)\.js$/.test(file)) return reached; // classic scripts
  for (const { type, source } of parse(readText(file), { ecmaVersion: 'latest', sourceType: 'module' }).body)
    if (source && /^(Import|Export)/.test(type)) addImports(source.value.replace('./', ''), reached);
  return reached;
}

/** The files that `import()` calls of these files name, with their static imports. Languages have rows of their own. */
function addLazyFiles(loaded, isWanted) {
  const reached = new Set();
  const visit = (file) => {
    for (const [, name] of readText(file).matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g))
      if (files.includes(name) && !isMessages(name) && isWanted(name) && !loaded.has(name) && !reached.has(name))
        for (const one of addImports(name)) {
          if (loaded.has(one) || reached.has(one)) continue;
          reached.add(one);
          visit(one);
        }
  };
  for (const file of loaded) visit(file);
  return reached;
}

const isMessages = (file) => /^(letter|postcard|counter|reading|outbox|countries)-[a-z]{2,3}(-\w+)*\.js$/.test(file);
const isShareImage = (file) => file.startsWith('share-image-panel-');
const isOutbox = (file) => /^(outbox|delivery|element-delivery)[-.]/.test(file) && !isMessages(file);
const isProofOfWork = (file) => file.startsWith('create-proof-');
const isUpgradeLink = (file) => file.startsWith('upgrade-link-');
const isSealing = (file) => file.startsWith('seal-submission-');
const tags = ['action-letter', 'postcard-form', 'detention-counter', 'message-wall', 'campaign-updates', 'action-progress'];

/** The files of a page with these elements that loads `actions.js`. */
function findSplitFiles(elements) {
  const chunks = elements.map((tag) => files.find((file) => new RegExp(`^${tag}-[\\w-]{8}\\.js$`).test(file)));
  return new Set(['actions.js', ...chunks].flatMap((file) => [...addImports(file)]));
}

const lazy = (loaded, isWanted = (file) => !isShareImage(file) && !isProofOfWork(file) && !isUpgradeLink(file) && !isSealing(file) && !isOutbox(file)) => addLazyFiles(loaded, isWanted);
const union = (...sets) => new Set(sets.flatMap((set) => [...set]));
const single = (tag) => addImports(`${tag}.js`);
const counterFiles = single('detention-counter');
const isDocumentCode = (file) => file.startsWith('resolve-campaign-');
const allSplit = findSplitFiles(tags);
const pageScripts = globSync('src/page-scripts/*.ts').map((path) => basename(path, '.ts'));

/**
 * What is loaded before the element is interactive, then what is loaded later. Each row has its budget; a row that misses it
 * has a limit as well, so that it cannot grow further.
 */
const rows = [
  ['actions.js', new Set(['actions.js']), 2000],
  ['letter (action-letter.js)', single('action-letter'), 18_500],
  ['letter (actions.js)', findSplitFiles(['action-letter']), 18_500, 21_300],
  ['postcard (postcard-form.js)', single('postcard-form'), 21_000],
  ['postcard (actions.js)', findSplitFiles(['postcard-form']), 21_000, 24_600],
  ['counter from attributes', counterFiles, 12_000, 12_400],
  ['counter with a document', union(counterFiles, lazy(counterFiles, isDocumentCode)), 15_000, 15_250],
  ['wall', single('message-wall'), 15_000],
  ['updates', single('campaign-updates'), 15_000],
  ['progress', single('action-progress'), 15_000],
  ['letter + progress', findSplitFiles(['action-letter', 'action-progress']), 20_000, 23_250],
  ['postcard + wall + counter + progress', findSplitFiles(['postcard-form', 'message-wall', 'detention-counter', 'action-progress']), 27_000, 31_300],
  ['all six with lazy parts', union(allSplit, lazy(allSplit)), 42_000, 47_750],
  ['all six in one classic file', new Set(['actions.iife.js']), 38_000],
  ['letter, lazy part', lazy(single('action-letter')), 10_000, 11_100],
  ['postcard, lazy part', lazy(single('postcard-form')), 10_000, 11_000],
  ['outbox', lazy(union(single('action-letter'), lazy(single('action-letter'))), isOutbox), 7000, 8200],
  ['wall, lazy part', lazy(single('message-wall')), 10_000],
  ['link upgrade', lazy(allSplit, isUpgradeLink), 1000],
  ['share image', lazy(counterFiles, isShareImage), 5000],
  ['proof of work', lazy(union(single('action-letter'), lazy(single('action-letter'))), isProofOfWork), 3000],
  ['sealing', lazy(union(single('action-letter'), lazy(single('action-letter'))), isSealing), 37_000],
  ['iframe loader', new Set(['embed.js']), 1000],
  ['frame page', new Set(['frame.js']), 1000],
  ['snippet configurator', new Set(['embed-code.js']), 1500],
  ['desk: JSON editor', new Set(['desk-editor.js']), 125_000],
  ['desk: sealed submissions', new Set(['desk-sealed.js']), 40_000],
  ['desk: passkeys', new Set(['desk-passkeys.js']), 4000],
  ...pageScripts.map((name) => [`page script: ${name}`, new Set([`${name}.js`]), 1500]),
  ...files.filter(isMessages).map((file) => [`language ${file.replace('.js', '')}`, new Set([file]), file.startsWith('countries') ? 2000 : 2500]),
].map(([name, loaded, budget, limit = budget]) => ({ name, files: loaded, budget, limit, size: [...loaded].reduce((sum, file) => sum + getSize(file), 0) }));

const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, size, budget, limit } of rows) {
  const verdict = size <= budget ? 'ok' : `misses its budget by ${size - budget}${size > limit ? `, and is over its limit of ${limit}` : ''}`;
  console.log(`${name.padEnd(width)}  ${String(size).padStart(6)}  ${String(budget).padStart(6)}  ${verdict}`);
}

const overLimit = rows.filter(({ size, limit }) => size > limit);
const empty = rows.filter(({ files: loaded }) => !loaded.size);
for (const { name } of empty) console.error(`${name}: no file found. Has it been renamed?`);
// A file that no row counts could grow unnoticed.
const uncounted = files.filter((file) => !rows.some(({ files: loaded }) => loaded.has(file)));
const isDuplicate = (file) => /^(upgrade-link|letter-form\.lazy|postcard-form\.lazy|message-list\.lazy|create-proof|seal-submission|share-image-panel|resolve-campaign|outbox|delivery|element-delivery)[-.]/.test(file);
for (const file of uncounted.filter((one) => !isDuplicate(one))) console.error(`${file} has no budget. Add a row to scripts/size.mjs.`);
if (overLimit.length || empty.length || uncounted.some((file) => !isDuplicate(file))) process.exitCode = 1;
