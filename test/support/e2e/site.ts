import { readFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { close, listen } from '../port.ts';

/** A page of a partner's site: its HTML, or what else there is to say about it. */
export type Page = string | { body: string | Buffer; type?: string; status?: number; headers?: OutgoingHttpHeaders };

export interface Site {
  /** The site's origin, without a slash at its end. Each site has one of its own. */
  url: string;
  /** Every request so far, `GET /page.html?nojs`. */
  requests: string[];
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
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

// No script runs in such a document, in any engine, and <noscript> is shown; forms work.
const NO_SCRIPTS = 'sandbox allow-forms allow-same-origin';

/**
 * A partner's site on a port of its own: pages by their path (`{ '/': '<!doctype html>…' }`), or a folder of files.
 * Any page is served without scripts where its address ends in `?nojs`.
 */
export async function startSite(pages: Record<string, Page> | string): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const path = decodeURIComponent(url.pathname);
    const found = typeof pages === 'string' ? fileOf(pages, path) : Promise.resolve(pages[path]);
    void found.then((page) => {
      if (page === undefined) return response.writeHead(404).end();
      const { body, type, status = 200, headers = {} } = typeof page === 'string' ? { body: page } : page;
      response.statusCode = status;
      response.setHeader('content-type', type ?? TYPES[extname(path)] ?? 'application/octet-stream');
      response.setHeader('cache-control', 'no-store');
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
      // beside the page's own policy, if it has one: both hold
      if (url.searchParams.has('nojs')) response.appendHeader('content-security-policy', NO_SCRIPTS);
      response.end(body);
    });
  });
  const url = await listen(server);
  return { url, requests, close: () => close(server) };
}

async function fileOf(folder: string, path: string): Promise<Page | undefined> {
  const root = normalize(folder + sep);
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  if (!file.startsWith(root)) return undefined;
  return readFile(file).then((body) => ({ body, type: TYPES[extname(file)] }), () => undefined);
}
