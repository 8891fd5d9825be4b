/** What the classic script fetches from beside itself: other languages, and the picture of a count. */
import { importWithRetry } from '../utils/import-with-retry.ts';
import type { PartialMessages } from '../i18n/translator.ts';

const own = 'actions.iife.js';

/** Read as it starts. One that an optimiser has put into the page, or into a file of its own, has no address, and a picture may have
    taken the name `currentScript`. */
export const address = [document.currentScript, ...document.scripts]
  .map((script) => (script instanceof HTMLScriptElement ? script.src : ''))
  .find((src) => src && URL.canParse(src) && new URL(src).pathname.endsWith(`/${own}`));

async function beside<Module>(file: string): Promise<Module> {
  if (!address) throw new Error(`${own} does not know where it comes from, and can not load ${file}`);
  return import(new URL(file, address).href) as Promise<Module>;
}

/** Words of another language. */
export const wordsBeside = (file: string): Promise<{ default: PartialMessages }> => importWithRetry((query = '') => beside<{ default: PartialMessages }>(file + query))();

/** @returns what loads a module that is made of what the script shares with it, once */
export function madeBeside<Module, Shared>(file: string, shared: Shared): () => Promise<Module> {
  const load = importWithRetry((query = '') => beside<{ make: (shared: Shared) => Module }>(file + query));
  let made: Module | undefined;
  return () => load().then(({ make }) => (made ??= make(shared)));
}
