/**
 * Imports a module once for all callers. If that fails, it tries again at once, and again for the next caller.
 *
 * Firefox remembers a failed import for the life of the page (https://github.com/whatwg/html/issues/6768), so the files for
 * script tags retry under another URL: see build/lazy-files.mjs.
 * @param load calls `import()`
 */
export function importWithRetry<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let module: Promise<Module> | undefined;
  return async () => {
    try {
      return await (module ??= load());
    } catch {
      return (module = load());
    }
  };
}
