import { importWithRetry } from '../utils/import-with-retry.ts';
import { NetworkError } from './errors.ts';

/**
 * Code that an element loads when it needs it.
 * @param load an `import()` and nothing else
 * @param base `import.meta.url` of the calling module
 * @returns a function that loads the module. It throws a {NetworkError}, and can be called again then.
 */
export function lazyModule<Module>(load: () => Promise<Module>, base: string): () => Promise<Module> {
  const importModule = importWithRetry(load, base);
  return async () => {
    try {
      return await importModule();
    } catch (cause) {
      throw new NetworkError('a module could not be loaded', { cause });
    }
  };
}
