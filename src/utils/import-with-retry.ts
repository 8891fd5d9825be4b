/**
 * Imports a module once for all callers. If that fails, it tries again at once, for all of them; after that, the next caller starts over.
 *
 * Firefox remembers a failed import for the life of the page (https://github.com/whatwg/html/issues/6768), so the files for
 * script tags retry under another URL: see build/lazy-files.mjs.
 * @param load calls `import()`
 */
export function importWithRetry<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let module: Promise<Module> | undefined;
  const forget = (error: unknown) => {
    module = undefined;
    throw error;
  };
  return () => (module ??= load().catch(load).catch(forget));
}
