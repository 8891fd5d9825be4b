import { importWithRetry } from '../utils/import-with-retry.ts';
import { NetworkError } from './errors.ts';

/**
 * Code that an element loads when it needs it.
 * @param load calls `import()`
 * @returns a function that loads the module. If it throws a {NetworkError}, it can be called again.
 */
export function lazyModule<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const importModule = importWithRetry(load);
  return async () => {
    try {
      return await importModule();
    } catch (cause) {
      throw new NetworkError('a module could not be loaded', { cause });
    }
  };
}
