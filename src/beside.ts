/** What the classic script fetches from beside itself: other languages, and the picture of a count. */
import type { Some } from './locales/words.ts';

const own = 'actions.iife.js';

/** Read as it starts. One that an optimiser has put into the page, or into a file of its own, has no address, and a picture may have
    taken the name `currentScript`. */
export const address = [document.currentScript, ...document.scripts]
  .map((script) => (script instanceof HTMLScriptElement ? script.src : ''))
  .find((src) => src && URL.canParse(src) && new URL(src).pathname.endsWith(`/${own}`));

async function beside<Module>(file: string): Promise<Module> {
  if (!address) throw new Error(`${own} does not know where it comes from, and can not load ${file}`);
  const { href } = new URL(file, address);
  // Firefox keeps a failed import; only another address leads past it.
  const again = () => import(`${href}?${Date.now()}`);
  // Names no address: whoever found one there would import it past us, and not have it made.
  const fail = () => Promise.reject(new Error(`${file} could not be loaded`));
  return import(href).catch(again).catch(fail) as Promise<Module>;
}

/** Words of another language. */
export const wordsBeside = (file: string): Promise<{ default: Some }> => beside(file);

/** @returns what loads a module that is made of what the script shares with it, once */
export function madeBeside<Module, Shared>(file: string, shared: Shared): () => Promise<Module> {
  let made: Module | undefined;
  return async () => (made ??= (await beside<{ make: (shared: Shared) => Module }>(file)).make(shared));
}
