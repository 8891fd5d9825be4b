/**
 * The floors, in their own process: `node floor.ts NAME` prints where it listens.
 * nothing-stored: our server with a store that answers at once and stores nothing.
 * one-by-one: our server with a store that commits each submission alone, without waiting for others.
 * node-http: `node:http` alone, sending what our server sends for a document, with the same headers, or 304.
 */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Kysely } from 'kysely';
import { createApp } from '../../../src/server/app.ts';
import { openCampaignFolder } from '../../../src/server/campaigns/campaign-folder.ts';
import { combineCampaigns } from '../../../src/server/campaigns/campaign-sources.ts';
import { insertSubmissions } from '../../../src/server/db/insert-submissions.ts';
import { createPostgresDialect } from '../../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { publicHeaders } from '../../../src/server/http/json-response.ts';
import { createMemoryStore } from '../../server/support/memory-store.ts';
import { listen } from '../../support/port.ts';
import type { FloorName } from './processes.ts';
import type { Tables } from '../../../src/server/db/schema.ts';
import type { Store } from '../../../src/server/db/store.ts';

const { CAMPAIGNS_DIR: folder = '', DATA_DIR, DATABASE_URL } = process.env;

function createServerWithStore(store: Store): RequestListener {
  const app = createApp({
    campaigns: combineCampaigns(openCampaignFolder(folder, { report: console.error }), store, { report: console.error }),
    store,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    log: console.error,
    files: { campaigns: folder, web: folder, version: '0.0.0' },
  });
  const listener = getRequestListener(app.fetch);
  return (request, response) => void listener(request, response);
}

/** Uses a database that a server has created. */
function createOneByOneStore(): Store {
  const dialect = DATABASE_URL ? createPostgresDialect(DATABASE_URL) : createSqliteDialect(join(DATA_DIR!, 'submissions.sqlite'));
  const db = new Kysely<Tables>({ dialect });
  return { ...createMemoryStore(), insertSubmission: async (submission) => (await insertSubmissions(db, [submission]))[0]! };
}

function createNodeServer(): RequestListener {
  const body = readFileSync(join(folder, 'bench.json'));
  const headers = {
    ...publicHeaders,
    ETag: '"0123456789abcdefghijkl"',
    'Cache-Control': 'public, max-age=60, stale-while-revalidate=60',
    Vary: 'Accept-Encoding',
  };
  const documentHeaders = { ...headers, 'Content-Type': 'application/json', 'Content-Length': body.length };
  return (request, response) => {
    if (request.headers['if-none-match']) response.writeHead(304, headers).end();
    else response.writeHead(200, documentHeaders).end(body);
  };
}

const floors: Record<FloorName, () => RequestListener> = {
  'nothing-stored': () => createServerWithStore(createMemoryStore()),
  'one-by-one': () => createServerWithStore(createOneByOneStore()),
  'node-http': createNodeServer,
};

process.once('SIGTERM', () => process.exit());
console.log(`listening on ${await listen(createServer(floors[process.argv[2] as FloorName]()))}`);
