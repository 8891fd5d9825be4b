/**
 * Loads a module once for all callers. When that fails, it tries once more at once, and again for the next caller. The
 * retry uses another URL, because Firefox remembers a failed import for the life of the page, and WebKit one that was
 * preloaded: https://github.com/whatwg/html/issues/6768.
 *
 * Do not use it for a module that others import: from its second URL they would get a second copy.
 * @param load an `import()` with a literal specifier and nothing else: its source text, in which bundlers have already
 *   resolved the specifier, gives the URL for the retry. Or a function that appends the query to a URL of its own.
 * @param base `import.meta.url` of the calling module
 */
export function importWithRetry<Module>(load: (query?: string) => Promise<Module>, base?: string): () => Promise<Module> {
  let module: Promise<Module> | undefined;
  const retry = () => {
    const query = `?${Date.now()}`;
    const [, specifier] = /import\((["'`])(\.[^"'`]+)\1/.exec(String(load))?.slice(1) ?? [];
    if (!base || !specifier) return load(query);
    const url: string = new URL(specifier + query, base).href;
    return import(/* webpackIgnore: true */ /* @vite-ignore */ url) as Promise<Module>;
  };
  return () => (module = (module ?? load()).catch(retry));
}
