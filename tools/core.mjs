// The core's file: what keeps something for the whole page has to be there only once. src/autoloader/core.ts says what is in it, and
// the files of the elements take it from there.
import { resolve } from 'node:path';
import MagicString from 'magic-string';

const lib = (path) => resolve('dist/lib', path.replace(/\.ts$/, '.js'));
const entry = lib('core.ts');
/** What a count asks for with import(), once it has a document: its names stay as they are. */
const late = lib('client/document.ts');
/** Keeps something; errors do not, and are told by their code. */
const keeps = /\/client\/(?!errors\.js)/;

/** Its name, the ids of all modules in it, and what it gives of those that core.ts names. */
export const core = { file: '', inside: new Set(), gives: new Map() };
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every page loads its names: a letter is enough. */
export const makeCore = {
  name: 'make-core',
  async transform(code, id) {
    if (id !== entry) return null;
    const edited = new MagicString(code);
    for (const { type, source, specifiers } of this.parse(code).body) {
      if (type !== 'ExportNamedDeclaration') this.error(`${id}: name what is exported`);
      const from = await this.resolve(source.value, id);
      const given = specifiers.map(({ exported: { name } }) => [name, from.id === late ? name : (letters.shift() ?? this.error(`${id}: more names than letters`))]);
      specifiers.forEach(({ start, end }, i) => edited.update(start, end, given[i].join(' as ')));
      core.gives.set(from.id, given.map(([name, letter]) => `${letter} as ${name}`).join());
    }
    return { code: edited.toString(), map: edited.generateMap() };
  },
  writeBundle(_, bundle) {
    const { fileName, moduleIds } = Object.values(bundle).find(({ name }) => name === 'core');
    core.file = fileName;
    core.inside = new Set(moduleIds);
  },
};

/** @param apart whether even its first file is to do without the core: what both need of the same module is in both */
export const useCore = (apart = false) => ({
  name: 'use-core',
  async resolveId(source, importer, options) {
    if (source === `./${core.file}`) return { id: source, external: true };
    const found = importer && (await this.resolve(source, importer, { ...options, skipSelf: true }));
    return found && !apart && core.gives.has(found.id) ? `\0core:${found.id}` : found;
  },
  async resolveDynamicImport(source, importer) {
    const found = typeof source === 'string' && (await this.resolve(source, importer));
    return found && found.id === late ? { id: `./${core.file}`, external: true } : null;
  },
  load(id) {
    const [, from] = /^\0core:(.*)/.exec(id) ?? [];
    return from && `export { ${core.gives.get(from)} } from './${core.file}';`;
  },
  generateBundle(_, bundle) {
    for (const { moduleIds = [], fileName } of Object.values(bundle))
      for (const id of moduleIds)
        if (keeps.test(id) && core.inside.has(id)) this.error(`${fileName} holds ${id}: src/autoloader/core.ts has to name it`);
  },
});
