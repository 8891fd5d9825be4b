/** Serves every variant of the page, the floors and the built files: one server, the endpoint's own way of answering. */
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import terserPlugin from '@rollup/plugin-terser';
import { rollup, type Plugin } from 'rollup';
import { createApp } from '../../../src/server/app.ts';
import { openCampaigns } from '../../../src/server/campaigns/repository.ts';
import { createCachedContent, respond, type CachedContent } from '../../../src/server/middleware/cached-content.ts';
import { sqlite } from '../../../src/server/db/sqlite.ts';
import { openStore } from '../../../src/server/db/store.ts';
import { close, listen } from '../../support/port.ts';
import { article, type ArticleParts } from './article.ts';

/** Its types are those of CommonJS, whatever is imported. */
const terser = terserPlugin as unknown as (typeof terserPlugin)['default'];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const document = '/campaigns/sam-sokha.json';
const box = 'display:block;min-height:1600px';
const fallback = '<a href="/a/sam-sokha">Write for Sam Sokha</a>';

/** As it is published: demo/embed/snippets.js. */
export const snippet = `<script type="module" async src="/v1/actions.js"></script>
<action-letter src="${document}" style="${box}">${fallback}</action-letter>`;
export const floorSnippet = `<script type="module" src="/bench/floor-letter.js"></script>
<floor-letter src="${document}" style="${box}">${fallback}</floor-letter>`;

export interface Site {
  url: string;
  /** Paths of the requests since it was last emptied. */
  requests: string[];
  /** Of the floor's form, small. */
  floorCss: string;
  /** Bytes of the packed floor script, for the record. */
  floorBytes: number;
  /** What stands in the head so that nothing is found late. */
  preloads: string;
  add(name: string, parts: ArticleParts): string;
  close(): Promise<void>;
}

/** @throws where dist/web is not built */
export async function startSite(): Promise<Site> {
  if (!existsSync(here('../../../dist/web/actions.js'))) throw new Error('dist/web is not built: npm run build first');
  // Somebody may build again meanwhile.
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const web = join(folder, 'web');
  cpSync(here('../../../dist/web'), web, { recursive: true });
  const store = await openStore(sqlite(join(folder, 'submissions.sqlite')));
  const campaigns = here('../../../demo/campaigns');
  const app = createApp({
    campaigns: openCampaigns(campaigns, { report: console.error }),
    store,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    log: console.error,
    files: { campaigns, web, version: 'bench' },
  });

  const floor = await buildFloor();
  const contents = new Map<string, CachedContent>([
    ['/bench/blank', createCachedContent('<!doctype html><link rel="icon" href="data:,">', 'text/html; charset=utf-8')],
    ['/bench/article.css', createCachedContent(readFileSync(here('article.css'), 'utf8'), 'text/css; charset=utf-8')],
    ['/bench/floor-letter.js', createCachedContent(floor, 'text/javascript; charset=utf-8')],
  ]);
  const requests: string[] = [];
  const listener = getRequestListener((request) => {
    const { pathname } = new URL(request.url);
    requests.push(pathname);
    const content = contents.get(pathname);
    return content ? respond(content, request, { 'Cache-Control': 'public, max-age=300' }) : app.fetch(request);
  });
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => void listener(incoming, outgoing));
  const url = await listen(server);

  const built = (name: string) => readdirSync(web).find((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file))!;
  const chunks = ['actions.js', built('action-letter'), built('core')];
  // Packed once, before anybody measures.
  const paths = [...contents.keys(), document, ...readdirSync(web).filter((file) => file.endsWith('.js')).map((file) => `/v1/${file}`)];
  await Promise.all(paths.map((path) => packed(url + path)));

  return {
    url,
    requests,
    floorCss: smallCss(readFileSync(here('floor/letter.css'), 'utf8')),
    floorBytes: await packed(`${url}/bench/floor-letter.js`),
    preloads: [
      `<link rel="preload" as="fetch" crossorigin href="${document}">`,
      ...chunks.map((file) => `<link rel="modulepreload" href="/v1/${file}">`),
    ].join('\n'),
    add(name, parts) {
      contents.set(`/bench/${name}`, createCachedContent(article(parts), 'text/html; charset=utf-8'));
      return `${url}/bench/${name}`;
    },
    async close() {
      await close(server);
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}


/** Asks as a browser does. @returns how many bytes came */
async function packed(url: string): Promise<number> {
  const { request } = await import('node:http');
  const asked = request(url, { headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' } }).end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url}: status ${answer.statusCode}`);
  let length = 0;
  for await (const chunk of answer) length += (chunk as Buffer).length;
  return length;
}

const smallCss = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(': ', ':');

/** The floor as one minified file. */
async function buildFloor(): Promise<string> {
  const plain: Plugin = {
    name: 'plain',
    transform: (code, id) =>
      id.endsWith('.css') ? `export default ${JSON.stringify(smallCss(code))};` : stripTypeScriptTypes(code, { mode: 'strip' }),
  };
  const bundle = await rollup({
    input: here('floor/floor-letter.ts'),
    plugins: [plain, terser({ ecma: 2022, module: true, compress: { passes: 2 }, format: { comments: false } })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}
