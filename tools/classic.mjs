// The classic script, actions.iife.js: all elements and English in one file, for tag managers and whoever can not load
// modules. It brings with it what sends and thanks; other languages and the picture of a count come from beside it.
//
// The picture's code must meet the same words and the same elements as the script. So it is built without what the script
// holds already, as a module that is given it: `make(shared)`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { families } from './families.mjs';

const lib = (path) => resolve('dist/lib', path.replace(/\.ts$/, '.js'));
const virtual = 'virtual:shared';
const { later } = families.counter;

/** Ids of all modules that the script holds, filled in by `noteInside` as the elements are built. */
const inside = new Set();
/** Of the picture's file: its name, and what it takes of the script, by module. */
const picture = { file: '', wants: [] };

export const noteInside = {
  name: 'note-inside',
  writeBundle(_, bundle) {
    for (const { moduleIds = [] } of Object.values(bundle)) if (!moduleIds.includes(lib(later))) moduleIds.forEach((id) => inside.add(id));
  },
};

const takeShared = {
  name: 'take-shared',
  async resolveId(source, importer, options) {
    const found = importer && (await this.resolve(source, importer, { ...options, skipSelf: true }));
    return found && inside.has(found.id) ? { id: found.id, external: 'absolute' } : found;
  },
  writeBundle(_, bundle) {
    const [{ fileName, imports, importedBindings }] = Object.values(bundle);
    picture.file = fileName;
    picture.wants = imports.map((id) => [id, importedBindings[id]]);
  },
};

const keyOf = (id) => [...inside].indexOf(id);

/** One object for each module, with the names that the picture's file takes of it. */
const giveShared = {
  name: 'give-shared',
  resolveId: (id) => (id === virtual ? `\0${id}` : undefined),
  load(id) {
    if (id !== `\0${virtual}`) return undefined;
    const all = picture.wants.map(([from, names]) => [from, names.map((name) => [name, `${name}${keyOf(from)}`])]);
    const imports = all.map(([from, names]) => `import { ${names.map((pair) => pair.join(' as ')).join()} } from ${JSON.stringify(from)};`);
    const objects = all.map(([from, names]) => `${keyOf(from)}: { ${names.map((pair) => pair.join(': ')).join()} }`);
    return `${imports.join('\n')}\nexport const shared = { ${objects.join()} };`;
  },
};

/** What comes from beside the script, its words and the picture, is asked for there. */
const fromBeside = (hashOfWords) => ({
  name: 'from-beside',
  load(id) {
    const [, name] = /\/locales\/(\w+)-load\.gen\.js$/.exec(id) ?? [];
    return (
      name &&
      `import { wordsBeside } from ${JSON.stringify(lib('beside.ts'))};
      export const load = (language) => wordsBeside(\`${name}-\${language}-${hashOfWords}.js\`);`
    );
  },
  transform(code, id) {
    if (id !== lib('elements/detention-counter.ts')) return null;
    const load = /lazy\(\(\) => import\(["']\.\/counter-later\.js["']\)\)/;
    if (!load.test(code)) this.error(`${id} loads its picture in another way than it did`);
    const imports = `import { madeBeside } from ${JSON.stringify(lib('beside.ts'))};\nimport { shared } from '${virtual}';\n`;
    return { code: imports + code.replace(load, `madeBeside('${picture.file}', shared)`), map: null };
  },
});

/** Before the first class: where a browser is too old, nothing runs. */
const unlessAble = () => `${readFileSync(lib('able.ts'), 'utf8').replace('export ', '').replace(/\/\/#.*/, '')}\nif (!able) return;`;

/** @param page the plugins of all builds; after those builds that `noteInside` has seen */
export const classic = (page, hashOfWords) => [
  {
    input: { 'classic-picture': lib(later) },
    output: {
      dir: 'dist/web',
      entryFileNames: '[name]-[hash:8].js',
      sourcemap: true,
      format: 'iife',
      name: 'made',
      globals: (id) => `shared[${keyOf(id)}]`,
      banner: 'export const make = (shared) => {',
      footer: 'return made; };',
    },
    plugins: [takeShared, ...page],
  },
  {
    input: lib('classic.ts'),
    output: { file: 'dist/web/actions.iife.js', format: 'iife', inlineDynamicImports: true, sourcemap: true, intro: unlessAble },
    plugins: [giveShared, fromBeside(hashOfWords), ...page],
  },
];
