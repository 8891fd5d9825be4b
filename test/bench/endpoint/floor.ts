/**
 * The floors, in a process of their own: `node floor.ts nothing|bare FOLDER` prints where it listens.
 * nothing: the endpoint itself, but that what it has checked is kept nowhere. bare: `node:http` sending what the endpoint
 * sends for a document, headers and all, or 304.
 */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { publicHeaders } from '../../../src/server/middleware/responses.ts';
import { createApp } from '../../../src/server/app.ts';
import { openCampaigns } from '../../../src/server/campaigns/repository.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { listen } from '../../support/port.ts';

const [kind, folder] = process.argv.slice(2) as ['nothing' | 'bare', string];

const nowhere: Store = {
  append: (entry) => Promise.resolve({ ...entry, counts: entry.count(new Map()), fresh: true }),
  find: () => Promise.resolve(undefined),
  numbers: () => Promise.resolve(new Map()),
  cards: {
    find: () => Promise.resolve([]),
    move: () => Promise.resolve(new Map()),
    add: () => Promise.resolve([]),
    tally: () => Promise.resolve([]),
    losingWords: () => Promise.resolve([]),
  },
  messages: () => Promise.resolve({ messages: [] }),
  forget: () => Promise.resolve(0),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function nothing(): RequestListener {
  const app = createApp({
    campaigns: openCampaigns(folder, { report: console.error }),
    store: nowhere,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    log: console.error,
    files: { campaigns: folder, web: folder, version: '0.0.0' },
  });
  const answer = getRequestListener(app.fetch);
  return (request, response) => void answer(request, response);
}

function bare(): RequestListener {
  const bytes = readFileSync(join(folder, 'bench.json'));
  const headers = {
    ...publicHeaders,
    ETag: '"bench"',
    'Cache-Control': 'public, max-age=60, stale-while-revalidate=60',
    Vary: 'Accept-Encoding',
  };
  const full = { ...headers, 'Content-Type': 'application/json', 'Content-Length': bytes.length };
  return (request, response) => {
    if (request.headers['if-none-match']) response.writeHead(304, headers).end();
    else response.writeHead(200, full).end(bytes);
  };
}

console.log(`listening on ${await listen(createServer(kind === 'bare' ? bare() : nothing()))}`);
