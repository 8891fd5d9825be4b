/**
 * Code that comes later: loaded once for all who want it. Where it did not come it is asked for once more at once, and once
 * more by whoever wants it next. Firefox keeps a failed import for as long as the page lives, WebKit one that a hint had
 * asked for before: only another address leads past it. It is made of the one that the error names; WebKit's names none.
 * Not for a file that others import: they would have it a second time, from its first address.
 * @param load an import() and nothing else, since it is passed over where the error names an address; where it knows its own,
 *   it puts the query behind it
 */
export function importWithRetry<Module>(load: (query?: string) => Promise<Module>): () => Promise<Module> {
  let code: Promise<Module> | undefined;
  const retry = (error: unknown) => {
    const failed = /http.+js/.exec(error as string);
    const query = '?' + Date.now();
    return failed ? (import(failed[0] + query) as Promise<Module>) : load(query);
  };
  return () => (code = (code ?? load()).catch(retry));
}
