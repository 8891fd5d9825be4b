/**
 * Serves every variant of the page, the floors, the built files and one campaign: compressed in advance, from memory, so
 * that all variants get their files equally fast. `server/bench.ts` measures our server.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { close, listen } from '../../support/port.ts';
import { createArticle, type ArticleParts } from './article.ts';
import { buildFloorScript, minifyCss } from './build-floor.ts';

const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const web = resolvePath('../../../dist/web/');

export const documentPath = '/campaigns/sam-sokha.json';
const attributes = `src="${documentPath}" style="display:block;min-height:1600px"`;
const fallback = '<a href="/a/sam-sokha">Write for Sam Sokha</a>';

/** The snippet for a page that embeds one action. */
export const oneActionSnippet = `<link rel="preload" as="fetch" crossorigin href="${documentPath}">
<script type="module" async src="/v1/action-letter.js"></script>
<action-letter ${attributes}>${fallback}</action-letter>`;
/** The snippet with the script that finds every element. */
export const autoloaderSnippet = `<script type="module" async src="/v1/actions.js"></script>
<action-letter ${attributes}>${fallback}</action-letter>`;
export const floorSnippet = `<script type="module" src="/bench/floor-letter.js"></script>
<floor-letter ${attributes}>${fallback}</floor-letter>`;

export interface Site {
  url: string;
  /** The styles of the floor's form, minified. */
  floorCss: string;
  /** Size of the floor's script, compressed. */
  floorBytes: number;
  /** Adds a page and returns its address. */
  addPage(name: string, parts: ArticleParts): string;
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
    const file = { type: mediaTypes[extname(path)] ?? 'application/octet-stream', body, compressed: brotliCompressSync(body) };
    files.set(path, file);
    return file;
  };
  for (const file of globSync('*.js', { cwd: web })) addFile(`/v1/${file}`, readFileSync(web + file));
  addFile(documentPath, readFileSync(resolvePath('../../../demo/campaigns/sam-sokha.json')));
  addFile('/campaigns/sam-sokha/counts.json', JSON.stringify({
    people: 6148, letters: 6148, postcards: { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 },
    perPerson: {}, perPartner: {}, asOf: new Date().toISOString(),
  }));
  addFile('/bench/blank', '<!doctype html><link rel="icon" href="data:,">');
  addFile('/bench/article.css', readFileSync(resolvePath('article.css')));
  const { compressed } = addFile('/bench/floor-letter.js', await buildFloorScript());

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://site').pathname);
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
    url,
    floorCss: minifyCss(readFileSync(resolvePath('floor/letter.css'), 'utf8')),
    floorBytes: compressed.length,
    addPage(name, parts) {
      addFile(`/bench/${name}`, createArticle(parts));
      return `${url}/bench/${name}`;
    },
    close: () => close(server),
  };
}
