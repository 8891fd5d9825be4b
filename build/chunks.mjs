// Which chunk a module of `actions.js` belongs to (`output.manualChunks`): one for each element, one for each group of elements,
// and one for what any other elements share. Modules that only load lazily are left to Rollup.

const groups = {
  people: ['detention-counter', 'postcard-form'],
  reading: ['message-wall', 'campaign-updates', 'action-progress'],
  forms: ['action-letter', 'postcard-form'],
};

const defineModule = /\/([\w-]+)\.define\.ts$/;

/** Adds a module and all that it imports statically to `reached`. */
export function addImports(id, getModuleInfo, reached = new Set()) {
  if (reached.has(id)) return reached;
  reached.add(id);
  for (const imported of getModuleInfo(id).importedIds) addImports(imported, getModuleInfo, reached);
  return reached;
}

/** The elements that load each module first, and the modules that any element loads lazily. */
function findLoads(moduleIds, getModuleInfo) {
  const tagsByModule = new Map();
  const lazyModules = new Set();
  for (const id of moduleIds) {
    const [, tag] = defineModule.exec(id) ?? [];
    if (tag) for (const reached of addImports(id, getModuleInfo)) tagsByModule.set(reached, [...(tagsByModule.get(reached) ?? []), tag]);
    for (const lazy of getModuleInfo(id).dynamicallyImportedIds) if (!defineModule.test(lazy)) addImports(lazy, getModuleInfo, lazyModules);
  }
  return { tagsByModule, lazyModules };
}

/** @returns {import('rollup').GetManualChunk} */
export function createChunkAssignment() {
  let loads;
  return (id, { getModuleInfo, getModuleIds }) => {
    loads ??= findLoads([...getModuleIds()], getModuleInfo);
    const tags = loads.tagsByModule.get(id);
    if (!tags) return undefined;
    // Nothing imports an element's own chunk statically: after a failure it is loaded under another address (build/lazy-files.mjs),
    // and a lazy module would load it again under the first.
    if (tags.length === 1 && !loads.lazyModules.has(id)) return tags[0];
    return Object.keys(groups).find((name) => tags.every((tag) => groups[name].includes(tag))) ?? 'shared';
  };
}

/** The name of a file with messages or country names, which is stable: `letter-km`. Undefined for any other module. */
export function getMessagesName(id) {
  const [, catalog, language] = /\/i18n\/generated\/(\w+)-([\w-]+)\.gen\.ts$/.exec(id ?? '') ?? [];
  return catalog && !['load', 'lazy'].includes(language) ? `${catalog}-${language}` : undefined;
}

/** The catalog that an element's module loads its messages from. */
export function findCatalog(defineId, getModuleInfo) {
  for (const id of addImports(defineId, getModuleInfo)) {
    const [, catalog] = /\/i18n\/generated\/(\w+)-load\.gen\.ts$/.exec(id) ?? [];
    if (catalog && catalog !== 'countries') return catalog;
  }
  return undefined;
}
