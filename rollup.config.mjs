// Builds dist/web/, the files for script tags, from the sources. docs/embedding.md says which file is for which page.
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import literals from 'rollup-plugin-html-literals';
import { minify as swcMinify } from 'rollup-plugin-swc3';
import { addImports, createChunkAssignment, getMessagesName } from './build/chunks.mjs';
import { classicIntro, lazyFiles } from './build/lazy-files.mjs';
import { litTrustedTypesPolicy } from './build/lit-trusted-types.mjs';
import { preloadList } from './build/preload-list.mjs';

const plugins = [
  literals({ include: 'src/**/*.ts' }),
  typescript({ tsconfig: 'tsconfig.web.json' }),
  litTrustedTypesPolicy,
  nodeResolve({ browser: true }),
  json({ compact: true, namedExports: false, preferConst: true }),
];
const minify = swcMinify({
  ecma: 2022,
  module: true,
  sourceMap: true,
  compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, pure_getters: true },
  mangle: { toplevel: true },
  format: { comments: false },
});

const web = 'dist/web';
const getChunkName = ({ name, facadeModuleId }) => getMessagesName(facadeModuleId) ?? name;

/** Under /v1/, lazy files have a hash in their names, except messages: pages preload those by name. */
const current = {
  dir: web,
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: (chunk) => (getMessagesName(chunk.facadeModuleId) ? `${getChunkName(chunk)}.js` : '[name]-[hash:8].js'),
  plugins: [lazyFiles(), preloadList(), minify],
};

/** Under the address of one version, all names are stable, and each file holds the hashes of what it loads. */
const pinned = (folder) => ({
  dir: `${web}/pinned`,
  entryFileNames: '[name].js',
  chunkFileNames: (chunk) => (getMessagesName(chunk.facadeModuleId) ? `${getChunkName(chunk)}.js` : `${folder}/[name].js`),
  plugins: [lazyFiles({ isPinned: true }), preloadList({ isPinned: true }), minify],
});

const elements = globSync('src/autoloader/elements/*.ts').map((path) => basename(path, '.ts')).sort();
/** They share no code, so that each is one file. */
const pageScripts = Object.fromEntries(globSync('src/page-scripts/*.ts').map((path) => [basename(path, '.ts'), path]));
const manualChunks = createChunkAssignment();

/** Keeps the code for documents in one file, although what delivers waiting submissions shares a part of it: one request, not two. */
function joinDocumentCode() {
  let documentCode, elementCode;
  return (id, { getModuleInfo, getModuleIds }) => {
    const findImports = (ending) => addImports([...getModuleIds()].find((one) => one.endsWith(ending)), getModuleInfo);
    documentCode ??= findImports('/src/api/resolve-campaign.ts');
    elementCode ??= findImports('/src/autoloader/elements/detention-counter.ts');
    return documentCode.has(id) && !elementCode.has(id) ? 'resolve-campaign' : undefined;
  };
}

/** What the classic script loads on demand from beside it, besides messages. */
const lazyModules = ['src/components/detention-counter/share-image-panel.ts', 'src/outbox/outbox-store.ts', 'src/proof-of-work/create-proof.ts', 'src/sealing/seal-submission.ts'];
/** The names of their files, with a hash. */
const lazyModuleFiles = {};
const noteLazyModule = {
  name: 'note-lazy-module',
  writeBundle({ dir }, bundle) {
    const [{ name, fileName }] = Object.values(bundle);
    if (dir === web) lazyModuleFiles[`./${name}.js`] = fileName;
  },
};

/** The classic script contains everything except the files that it loads on demand. */
const externalImports = {
  name: 'external-imports',
  async resolveDynamicImport(specifier, importer) {
    const { id } = (typeof specifier === 'string' && (await this.resolve(specifier, importer))) || {};
    const name = lazyModules.some((path) => id?.endsWith(`/${path}`)) ? basename(id, '.ts') : getMessagesName(id);
    return name ? { id: `./${name}.js`, external: true } : null;
  },
};
const classic = { format: 'iife', inlineDynamicImports: true, intro: classicIntro };

export default [
  {
    input: { actions: 'src/autoloader/autoloader.ts', frame: 'src/iframe/frame.ts' },
    output: [{ ...current, manualChunks }, { ...pinned('actions'), manualChunks }],
    plugins,
  },
  ...elements.map((tag) => ({
    input: { [tag]: `src/autoloader/elements/${tag}.ts` },
    output: [current, pinned(tag)].map((output) => (tag === 'detention-counter' ? { ...output, manualChunks: joinDocumentCode(), onlyExplicitManualChunks: true } : output)),
    plugins,
  })),
  ...lazyModules.map((path) => ({
    input: { [basename(path, '.ts')]: path },
    output: [{ ...current, entryFileNames: '[name]-[hash:8].js' }, pinned('actions.iife')],
    plugins: [...plugins, noteLazyModule],
  })),
  {
    input: { 'actions.iife': 'src/autoloader/all-elements.ts' },
    output: [{ ...current, ...classic, paths: (id) => (lazyModuleFiles[id] ? `./${lazyModuleFiles[id]}` : id) }, { ...pinned(), ...classic }],
    plugins: [...plugins, externalImports],
  },
  {
    input: { 'embed-code': 'src/embed-code/page.ts', 'desk-editor': 'src/desk-editor/page.ts', ...pageScripts },
    output: current,
    plugins,
  },
  {
    input: { 'desk-sealed': 'src/desk-sealed/page.ts' },
    output: current,
    plugins,
  },
  {
    input: { 'desk-passkeys': 'src/desk-passkeys/page.ts' },
    output: current,
    plugins,
  },
  {
    input: { embed: 'src/iframe/loader.ts' },
    output: [{ ...current, format: 'iife' }, { ...pinned(), format: 'iife' }],
    plugins,
  },
];
