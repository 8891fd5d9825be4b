/**
 * Code that could not be loaded, asked for once more: Firefox keeps a failed import for as long as the page lives, and
 * only another address leads past it. The address stands in every engine's error.
 * @param load a dynamic import
 */
export async function importAgain<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const failed = /https?:\S+\.js/.exec(String(error))?.[0];
    if (!failed) throw error;
    return import(`${failed}?${Date.now()}`) as Promise<Module>;
  }
}
