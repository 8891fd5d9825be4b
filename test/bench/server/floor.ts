/**
 * The floors, in their own process: `node floor.ts nothing|bare FOLDER` prints where it listens.
 * nothing: our server with a store that answers at once and stores nothing.
 * bare: `node:http` sending what our server sends for a document, with the same headers, or 304.
 */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../../../src/server/app.ts';
import { openCampaigns } from '../../../src/server/campaigns/repository.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { listen } from '../../support/port.ts';

const [kind, folder] = process.argv.slice(2) as ['nothing' | 'bare', string];

const emptyStore: Store = {
  insertSubmission: (entry) => Promise.resolve({ ...entry, counts: entry.count(new Map()), isNew: true }),
  findSubmission: () => Promise.resolve(undefined),
  getCounters: () => Promise.resolve(new Map()),
  getTopPartners: () => Promise.resolve(new Map()),
  cards: {
    find: () => Promise.resolve([]),
    update: () => Promise.resolve(new Map()),
    addPaperCards: () => Promise.resolve([]),
    countByStage: () => Promise.resolve([]),
    countExpiring: () => Promise.resolve([]),
  },
  getMessages: () => Promise.resolve({ messages: [] }),
  deleteExpired: () => Promise.resolve(0),
  deleteReceivedBefore: () => Promise.resolve(0),
  testWrite: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function createNothingStored(): RequestListener {
  const app = createApp({
    campaigns: openCampaigns(folder, { report: console.error }),
    store: emptyStore,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    log: console.error,
    files: { campaigns: folder, web: folder, version: '0.0.0' },
  });
  const listener = getRequestListener(app.fetch);
  return (request, response) => void listener(request, response);
}

function createBareServer(): RequestListener {
  const body = readFileSync(join(folder, 'bench.json'));
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Date, Age, ETag, Retry-After',
    ETag: '"bench"',
    'Cache-Control': 'public, max-age=60, stale-while-revalidate=60',
    Vary: 'Accept-Encoding',
  };
  const documentHeaders = { ...headers, 'Content-Type': 'application/json', 'Content-Length': body.length };
  return (request, response) => {
    if (request.headers['if-none-match']) response.writeHead(304, headers).end();
    else response.writeHead(200, documentHeaders).end(body);
  };
}

console.log(`listening on ${await listen(createServer(kind === 'bare' ? createBareServer() : createNothingStored()))}`);
