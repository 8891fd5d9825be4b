// A Rollup plugin: replaces PRELOAD_LIST in actions.js by the files that each element's module imports statically, so that
// the autoloader starts all downloads at once instead of one round trip after the other.
import MagicString from 'magic-string';
import { findCatalog } from './chunks.mjs';
import { languages } from './message-catalogs.mjs';

/** File names of a chunk's static imports, and of theirs, in the order of execution. */
const getImports = (fileName, chunks) =>
  [...new Set(chunks[fileName].imports.flatMap((imported) => [...getImports(imported, chunks), imported]))];

/** @param {{ isPinned?: boolean }} options pinned files are loaded with integrity checks, which a hint would bypass */
export const preloadList = ({ isPinned = false } = {}) => ({
  name: 'preload-list',
  renderChunk(code, { name }, { sourcemap }, { chunks }) {
    const start = code.indexOf('= PRELOAD_LIST') + 2;
    if (name !== 'actions' || start < 2) return null;
    const elements = {};
    for (const chunk of Object.values(chunks)) {
      const [, tag] = /\/([\w-]+)\.define\.ts$/.exec(chunk.moduleIds.find((id) => id.endsWith('.define.ts')) ?? '') ?? [];
      if (!tag) continue;
      const defineId = chunk.moduleIds.find((id) => id.endsWith('.define.ts'));
      elements[tag] = isPinned ? { imports: [] } : { imports: getImports(chunk.fileName, chunks), messages: findCatalog(defineId, this.getModuleInfo) };
    }
    const edited = new MagicString(code).update(start, start + 'PRELOAD_LIST'.length, JSON.stringify({ languages, elements }));
    return { code: edited.toString(), map: sourcemap ? edited.generateMap({ hires: true }) : null };
  },
});
