/** Serves the demo's hostile host pages as a site of their own: on another origin than the server. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fetchHostLibraries } from '../../../scripts/fetch-host-libraries.mjs';
import { startSite, type Site, type SitePage } from './site.ts';

const folder = fileURLToPath(new URL('../../../demo/hosts/', import.meta.url));

export type HostSite = Site & { pages: Record<string, SitePage> };

/** @param serverUrl origin from which the pages take script, documents and links */
export async function startHostSite(serverUrl: string): Promise<HostSite> {
  await fetchHostLibraries();
  const pages: Record<string, SitePage> = {};
  // A page with `no-store` would not go into the back/forward cache.
  const headers = { 'cache-control': 'no-cache' };
  for (const file of globSync('**/*.*', { cwd: folder })) {
    const content = readFileSync(folder + file);
    const body = /html$/.test(file) ? content.toString().replaceAll(/="\/(?=v1|campaigns|a\/)/g, `="${serverUrl}/`) : content;
    pages[`/${file}`] = { body, headers };
  }
  return { ...(await startSite(pages)), pages };
}
