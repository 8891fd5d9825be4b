import { importWithRetry } from '../utils/import-with-retry.ts';
import { NetworkError } from './errors.ts';

/**
 * Code that an element loads when it needs it.
 * @param load calls `import()`
 * @returns a function that loads the module. If it throws, it can be called again: a {NetworkError} if the import has failed, else
 *   what the module itself has thrown.
 */
export function lazyModule<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const importModule = importWithRetry(load);
  return async () => {
    try {
      return await importModule();
    } catch (cause) {
      // Browsers throw a TypeError, and webpack an error of its own.
      const isImportError = cause instanceof TypeError || (cause as Error | undefined)?.name === 'ChunkLoadError';
      throw isImportError ? new NetworkError('a module could not be loaded', { cause }) : cause;
    }
  };
}
