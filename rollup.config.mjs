// Two things are built from one source: `dist/web/`, which a script tag loads and an endpoint serves, and `dist/lib/`,
// which npm serves to bundlers and to Node.
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { minifyLiterals } from './tools/minify-literals.mjs';
import { pageWords } from './tools/page-words.mjs';

rmSync('dist', { recursive: true, force: true });

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const external = [/^node:/, ...Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`))];
const compile = (options = {}) =>
  typescript({ tsconfig: 'tsconfig.json', noEmit: false, noEmitOnError: false, rewriteRelativeImportExtensions: false, filterRoot: process.cwd(), include: ['src/**/*.ts'], ...options });
const page = [
  nodeResolve({ browser: true }),
  pageWords(),
  json({ compact: true, preferConst: true, namedExports: false }),
  compile(),
  minifyLiterals(),
  terser({ ecma: 2022, module: true, compress: { passes: 2 }, format: { comments: false } }),
];

/** Which chunk holds which element and which language: the script tag asks for both by these names. */
const chunks = { elements: {}, words: {} };
const noteChunks = {
  name: 'note-chunks',
  writeBundle(_, bundle) {
    for (const { fileName, isEntry, name, facadeModuleId } of Object.values(bundle)) {
      if (isEntry) chunks.elements[name] = fileName;
      if (/\/locales\/[\w-]+\.json$/.test(facadeModuleId ?? '')) chunks.words[name] = fileName;
    }
  },
};
const giveChunks = {
  name: 'give-chunks',
  resolveId: (id) => (id === 'virtual:chunks' ? `\0${id}` : undefined),
  load: (id) =>
    id === '\0virtual:chunks'
      ? Object.entries(chunks)
          .map(([name, files]) => `export const ${name} = ${JSON.stringify(files)};`)
          .join('\n')
      : undefined,
};

/** The type of all catalogues is that of the English one. */
const typedWords = {
  name: 'typed-words',
  generateBundle() {
    const fileName = 'locales/en.json';
    this.emitFile({ type: 'asset', fileName, source: readFileSync(`src/${fileName}`) });
  },
};

const names = (pattern) => Object.fromEntries(globSync(pattern).map((file) => [basename(file, '.ts'), file]));

export default [
  {
    input: names('src/define/*.ts'),
    output: {
      dir: 'dist/web',
      entryFileNames: '[name]-[hash:8].js',
      chunkFileNames: '[name]-[hash:8].js',
      sourcemap: true,
    },
    plugins: [...page, noteChunks],
  },
  {
    input: 'src/actions.ts',
    output: { file: 'dist/web/actions.js', sourcemap: true },
    plugins: [giveChunks, ...page],
  },
  {
    input: [
      'src/index.ts',
      ...globSync('src/{define,elements}/action-*.ts').filter((file) => !file.includes('.styles.')),
      ...globSync('src/campaign/{campaign,submission,counts,messages,problem,checker}.ts'),
      ...globSync('src/cli/main.ts'),
      ...globSync('src/endpoint/server.ts'),
    ],
    output: {
      dir: 'dist/lib',
      preserveModules: true,
      preserveModulesRoot: 'src',
      sourcemap: true,
    },
    external,
    plugins: [
      json({ preferConst: true, namedExports: false }),
      typedWords,
      compile({ declaration: true, outDir: 'dist/lib', rootDir: 'src', rewriteRelativeImportExtensions: true }),
    ],
  },
];
