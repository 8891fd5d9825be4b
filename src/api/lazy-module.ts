import { importWithRetry } from '../utils/import-with-retry.ts';
import { NetworkError } from './errors.ts';

/**
 * Code that an element loads when it needs it.
 * @param load calls `import()`
 * @returns a function that loads the module. It throws a {NetworkError}, and can be called again then.
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
