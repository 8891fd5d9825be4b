import { readFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { close, listen } from '../port.ts';

/** A page of a partner's site: its HTML, or its HTML with type, status and headers. */
export type SitePage = string | { body: string | Buffer; type?: string; status?: number; headers?: OutgoingHttpHeaders };

export interface Site {
  /** The site's origin, without a trailing slash. Each site has its own. */
  url: string;
  /** Every request so far, such as `GET /page.html?nojs`. */
  requests: string[];
  close(): Promise<void>;
}

const MEDIA_TYPES: Record<string, string> = {
  '': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.map': 'application/json',
};

// In every engine, such a document runs no scripts and shows <noscript>, and its forms work.
const NO_SCRIPTS_POLICY = 'sandbox allow-forms allow-same-origin';

/**
 * Starts a partner's site on its own port, from pages by path (`{ '/': '<!doctype html>…' }`) or from a folder.
 * A page whose address ends in `?nojs` is served without scripts.
 */
export async function startSite(pages: Record<string, SitePage> | string): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const path = decodeURIComponent(url.pathname);
    const loadPage = typeof pages === 'string' ? readPage(pages, path) : Promise.resolve(pages[path]);
    void loadPage.then((page) => {
      if (page === undefined) return response.writeHead(404).end();
      const { body, type, status = 200, headers = {} } = typeof page === 'string' ? { body: page } : page;
      response.statusCode = status;
      response.setHeader('content-type', type ?? MEDIA_TYPES[extname(path)] ?? 'application/octet-stream');
      response.setHeader('cache-control', 'no-store');
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
      // Append it, so that the page's own policy still applies.
      if (url.searchParams.has('nojs')) response.appendHeader('content-security-policy', NO_SCRIPTS_POLICY);
      response.end(body);
    });
  });
  const url = await listen(server);
  return { url, requests, close: () => close(server) };
}

async function readPage(folder: string, path: string): Promise<SitePage | undefined> {
  const root = normalize(folder + sep);
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  if (!file.startsWith(root)) return undefined;
  return readFile(file).then((body) => ({ body, type: MEDIA_TYPES[extname(file)] }), () => undefined);
}
