/**
 * Code that could not be loaded, asked for once more: Firefox keeps a failed import for as long as the page lives, and
 * only another address leads past it. It is read from the error, where that names it.
 * @param load a dynamic import
 */
export const importAgain = <Module>(load: () => Promise<Module>): Promise<Module> =>
  load().catch((error: unknown) => {
    const [failed] = /http\S+\.js/.exec(error as string) ?? [];
    if (!failed) throw error;
    return import(`${failed}?${Date.now()}`) as Promise<Module>;
  });
