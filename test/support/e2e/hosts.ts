/** The demo's hostile hosts, as sites of their own: on another origin than the endpoint. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fetchHostLibraries } from '../../../scripts/fetch-host-libraries.mjs';
import { startSite, type Page, type Site } from './site.ts';

const folder = fileURLToPath(new URL('../../../demo/hosts/', import.meta.url));

export type Hosts = Site & { pages: Record<string, Page> };

/** @param endpoint origin that the pages then take script, documents and links from */
export async function startHosts(endpoint: string): Promise<Hosts> {
  await fetchHostLibraries();
  const pages: Record<string, Page> = {};
  // A page that may not be stored is not kept for the way back either.
  const headers = { 'cache-control': 'no-cache' };
  for (const file of globSync('**/*.*', { cwd: folder })) {
    const body = readFileSync(folder + file);
    pages[`/${file}`] = /html$/.test(file) ? { body: body.toString().replaceAll(/="\/(?=v1|campaigns|a\/)/g, `="${endpoint}/`), headers } : { body, headers };
  }
  return { ...(await startSite(pages)), pages };
}
