// Builds dist/web/, which a script tag loads and an endpoint serves, from the compiled sources in dist/lib/, which npm
// serves to bundlers and to Node.
//
// Every family of elements is built apart: what two of them have in common and what keeps nothing for the page is in both,
// so that the first element of a page comes in two files, its own and the core, and a count from attributes in its own alone.
// A file for each thing that some of them share would be one more request for everybody.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { languages } from './dist/lib/locales/languages.gen.js';
import { selector as linksToUpgrade } from './dist/lib/autoloader/upgrade-links.js';
import { classic, noteInside } from './tools/classic.mjs';
import { core, makeCore, useCore } from './tools/core.mjs';
import { families } from './tools/families.mjs';
import { minifyLiterals } from './tools/minify-literals.mjs';
import { quietLit } from './tools/quiet-lit.mjs';

rmSync('dist/web', { recursive: true, force: true });

const lib = (path) => resolve('dist/lib', path.replace(/\.ts$/, '.js'));
/** TypeScript guards each computed import(), though the page's are never relative. */
const plainImports = {
  name: 'plain-imports',
  transform: (code) => ({ code: code.replaceAll('import(__rewriteRelativeImportExtension(', 'import(('), map: null }),
};

const output = { dir: 'dist/web', entryFileNames: '[name]-[hash:8].js', chunkFileNames: ({ name }) => `${name.replace('.gen', '')}-[hash:8].js`, sourcemap: true };

/**
 * All files of words, `letter-km` and the like, share one hash of them all: what a page loads first then names none of
 * them, and a language costs it nothing but its tag.
 */
const words = Object.fromEntries(
  [
    ...Object.keys(families).flatMap((family) => languages.map((tag) => [`${family}-${tag}`, lib(`locales/${family}-${tag}.gen.ts`)])),
    ...globSync('dist/lib/locales/countries/*.json').map((path) => [`countries-${basename(path, '.json')}`, resolve(path)]),
  ].sort(),
);
const hashOfWords = createHash('sha256')
  .update(Object.values(words).map((path) => readFileSync(path)).join())
  .digest('base64url')
  .slice(0, 8);

/** Finds them by their tags. */
const loadWords = {
  name: 'load-words',
  load(id) {
    const [, name] = /\/locales\/(\w+)-load\.gen\.js$/.exec(id) ?? [];
    return (
      name &&
      `import { lazy } from ${JSON.stringify(lib('lazy.ts'))};
      export const load = (language) => lazy((query = '') => import(\`./${name}-\${language}-${hashOfWords}.js\` + query))();`
    );
  },
};

const page = [
  plainImports,
  quietLit,
  nodeResolve({ browser: true }),
  json({ compact: true, preferConst: true, namedExports: false }),
  minifyLiterals(),
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, pure_getters: true },
    format: { comments: false },
  }),
];

/** For the script tag. */
const chunks = { families: [], hashOfWords };
/** Those with a region before those without. */
const spoken = `/^(?:${languages.toReversed().join('|')})\\b/`;

const noteFamily = (family, tags) => ({
  name: 'note-family',
  writeBundle(_, bundle) {
    const { fileName } = Object.values(bundle).find(({ name }) => name === tags[0]);
    chunks.families.push([tags.join(), fileName, family]);
  },
});

const noteUpgrade = {
  name: 'note-upgrade',
  writeBundle(_, bundle) {
    const [file] = Object.keys(bundle);
    chunks.families.push([linksToUpgrade, file]);
  },
};

const giveChunks = {
  name: 'give-chunks',
  resolveId: (id) => (id === 'virtual:chunks' ? `\0${id}` : undefined),
  load(id) {
    if (id !== '\0virtual:chunks') return undefined;
    const all = Object.entries({ core: core.file, ...chunks }).map(([name, value]) => [name, JSON.stringify(value)]);
    return [...all, ['languages', spoken]].map(([name, value]) => `export const ${name} = ${value};`).join('\n');
  },
};

/** What is only hinted at has to be what is wanted, too. */
const pinHints = {
  name: 'pin-hints',
  transform(code, id) {
    const hint = "{ rel, as, crossOrigin: '', href }";
    if (id !== lib('actions.ts')) return null;
    if (!code.includes(hint)) this.error(`${id} gives hints in another way than it did`);
    return { code: code.replace(hint, 'pinned.hint(rel, as, href)'), map: null };
  },
};

/** One module that registers all tags of a family. */
const registerAll = (tags) => ({
  name: 'register-all',
  resolveId: (id) => (id === 'virtual:define' ? `\0${id}` : undefined),
  load: (id) => (id === '\0virtual:define' ? tags.map((tag) => `import ${JSON.stringify(lib(`define/${tag}.ts`))};`).join('\n') : undefined),
});

export default [
  { input: words, output: { ...output, entryFileNames: `[name]-${hashOfWords}.js` }, plugins: page },
  { input: { core: lib('core.ts') }, output, plugins: [makeCore, ...page, noteInside] },
  ...Object.entries(families).map(([family, { tags, apart }]) => ({
    input: { [tags[0]]: 'virtual:define' },
    output,
    plugins: [registerAll(tags), loadWords, useCore(apart), ...page, noteFamily(family, tags), noteInside],
  })),
  { input: { upgrade: lib('upgrade-beside.ts') }, output, plugins: [...page, noteUpgrade, noteInside] },
  {
    input: lib('actions.ts'),
    output: { file: 'dist/web/actions.js', sourcemap: true },
    plugins: [giveChunks, ...page],
  },
  // For pages with actions in frames: the loader, a classic script, and what stands in the frame.
  { input: lib('embed/embed.ts'), output: { file: 'dist/web/embed.js', format: 'iife', sourcemap: true }, plugins: page },
  { input: lib('embed/framed.ts'), output: { file: 'dist/web/framed.js', sourcemap: true }, plugins: page },
  ...classic(page, hashOfWords),
  // The same under the address of one version: tools/pin.mjs.
  { input: lib('actions.ts'), output: { file: 'dist/web/pinned/actions.js' }, plugins: [giveChunks, pinHints, ...page] },
];
