/**
 * Serves every variant of the page, the floors, the built files and the campaigns: compressed in advance, from memory, so
 * that all variants get their files equally fast. The server benches measure our server.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { close, listen } from '../../support/port.ts';
import { createArticle, type ArticleParts } from './article.ts';
import { buildFloorScript, minifyCss } from './build-floor.ts';
import { embedMethods, type SnippetOptions } from '../../../src/embed-code/snippets.ts';

const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const web = resolvePath('../../../dist/web/');

/** The snippet as it is published, for a server with the same origin as the page. */
export const createSnippet = (method: 'element' | 'elements', options: Partial<SnippetOptions> = {}): string =>
  embedMethods[method]!.getCode({ origin: '', id: 'sam-sokha', title: 'Write for Sam Sokha', element: 'letter', ...options });

/** The hand-written element, with the same space reserved and the same fallback content. */
export const floorSnippet = createSnippet('elements')
  .replaceAll('action-letter', 'floor-letter')
  .replace(/<script.*\/script>/, '<script type="module" src="/bench/floor-letter.js"></script>');

export interface Site {
  /** The styles of the floor's form, minified. */
  floorCss: string;
  /** Adds a page and returns its address. */
  addPage(name: string, parts: ArticleParts): string;
  /** Adds a file at a path, with a query if only that is to be answered by it. */
  addFile(path: string, content: string | Buffer): void;
  close(): Promise<void>;
}

interface SiteFile {
  type: string;
  body: Buffer;
  compressed: Buffer;
}

const mediaTypes: Record<string, string> = { '': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json' };

/** @throws if dist/web has not been built */
export async function startSite(): Promise<Site> {
  if (!existsSync(`${web}actions.js`)) throw new Error('dist/web is missing: run npm run build first');
  const files = new Map<string, SiteFile>();
  const addFile = (path: string, content: string | Buffer) => {
    const body = Buffer.from(content);
    const type = mediaTypes[extname(path.replace(/\?.*/, ''))] ?? 'application/octet-stream';
    files.set(path, { type, body, compressed: brotliCompressSync(body) });
  };
  for (const file of globSync('*.js', { cwd: web })) addFile(`/v1/${file}`, readFileSync(web + file));
  for (const id of ['sam-sokha', 'free-the-5kh'])
    addFile(`/campaigns/${id}.json`, readFileSync(resolvePath(`../../../demo/campaigns/${id}.json`)));
  addFile('/campaigns/sam-sokha/counts.json', JSON.stringify({
    people: 6148, letters: 6148, postcards: { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 },
    perPerson: {}, perPartner: {}, asOf: new Date().toISOString(),
  }));
  addFile('/bench/blank', '<!doctype html><link rel="icon" href="data:,">');
  addFile('/bench/article.css', readFileSync(resolvePath('article.css')));
  addFile('/bench/floor-letter.js', await buildFloorScript());

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const path = request.url ?? '/';
    const file = files.get(path) ?? files.get(path.replace(/\?.*/, ''));
    if (!file) return void response.writeHead(404).end();
    const isCompressed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    const body = isCompressed ? file.compressed : file.body;
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      'cache-control': 'public, max-age=300',
      ...(isCompressed && { 'content-encoding': 'br' }),
    });
    response.end(body);
  });
  const url = await listen(server);
  return {
    floorCss: minifyCss(readFileSync(resolvePath('floor/letter.css'), 'utf8')),
    addFile,
    addPage(name, parts) {
      addFile(`/bench/${name}`, createArticle(parts));
      return `${url}/bench/${name}`;
    },
    close: () => close(server),
  };
}
