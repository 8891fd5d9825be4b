// Which chunk a module of `actions.js` belongs to (`output.manualChunks`): one for each element, one for each group of elements,
// and one for what any other elements share. Modules that load lazily are left to Rollup.
import { basename } from 'node:path';

const groups = {
  forms: ['action-letter', 'postcard-form'],
  reading: ['message-wall', 'campaign-updates', 'action-progress'],
  people: ['detention-counter', 'postcard-form'],
};

const defineModule = /\/([\w-]+)\.define\.ts$/;

/** Adds a module and all that it imports to `reached`. */
function addImports(id, getImportedIds, reached = new Set()) {
  if (reached.has(id)) return reached;
  reached.add(id);
  for (const imported of getImportedIds(id)) addImports(imported, getImportedIds, reached);
  return reached;
}

/** @returns {Map<string, string[]>} for each module, the elements that reach it */
function findElementsByModule(moduleIds, getImportedIds) {
  const elementsByModule = new Map();
  for (const id of moduleIds) {
    const [, tag] = defineModule.exec(id) ?? [];
    if (!tag) continue;
    for (const reached of addImports(id, getImportedIds)) elementsByModule.set(reached, [...(elementsByModule.get(reached) ?? []), tag]);
  }
  return elementsByModule;
}

/** @returns {import('rollup').GetManualChunk} */
export function createChunkAssignment() {
  let firstLoads;
  let allLoads;
  return (id, { getModuleInfo, getModuleIds }) => {
    const moduleIds = [...getModuleIds()];
    firstLoads ??= findElementsByModule(moduleIds, (one) => getModuleInfo(one).importedIds);
    allLoads ??= findElementsByModule(moduleIds, (one) => [...getModuleInfo(one).importedIds, ...getModuleInfo(one).dynamicallyImportedIds]);
    const tags = firstLoads.get(id);
    if (!tags) return undefined;
    // What one element loads first and others load lazily has its own chunk, so that these others do not load the element.
    if (tags.length === 1) return allLoads.get(id).length === 1 ? tags[0] : `${tags[0]}-shared`;
    return Object.keys(groups).find((name) => tags.every((tag) => groups[name].includes(tag))) ?? 'shared';
  };
}

/** The name of a file with messages or country names, which is stable: `letter-km`. Undefined for any other module. */
export function getMessagesName(id) {
  const [, catalog, language] = /\/i18n\/generated\/(\w+)-(\w+)\.gen\.ts$/.exec(id ?? '') ?? [];
  if (catalog && !['load', 'lazy'].includes(language)) return `${catalog}-${language}`;
  return /\/i18n\/countries\/\w+\.json$/.test(id ?? '') ? `countries-${basename(id, '.json')}` : undefined;
}

/** The catalog that an element's module loads its messages from. */
export function findCatalog(defineId, getModuleInfo) {
  for (const id of addImports(defineId, (one) => getModuleInfo(one).importedIds)) {
    const [, catalog] = /\/i18n\/generated\/(\w+)-load\.gen\.ts$/.exec(id) ?? [];
    if (catalog && catalog !== 'countries') return catalog;
  }
  return undefined;
}
