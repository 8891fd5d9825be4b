/** The processor time of the dearest request that a client can make. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { maxSubmissionBytes } from '../../../src/campaign/schema/submission.schema.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore } from '../../../src/server/db/store.ts';
import { maxMessages } from '../../../src/server/messages/list-messages.ts';
import { createTestServer, type TestServer } from '../../server/support/test-server.ts';
import { createFigure, getMedian, interleave, type Bench } from '../figures.ts';
import { publishMessages } from './published-messages.ts';

/** Requests in each round, because the processor's clock has steps of milliseconds on some systems. */
const repeats = 10;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const readCampaign = (id: string) => JSON.parse(readFileSync(`${root}demo/campaigns/${id}.json`, 'utf8')) as Campaign;
const letters = readCampaign('sam-sokha');
const postcards = readCampaign('free-the-5kh');

type Send = (server: TestServer, i: number) => Response | Promise<Response>;
const get =
  (path: string): Send =>
  (server) =>
    server.fetch(path, { headers: { 'Accept-Encoding': 'br' } });
const post =
  (type: string, createBody: () => string): Send =>
  (server) =>
    server.fetch(`/campaigns/${letters.id}/submissions`, { method: 'POST', headers: { 'Content-Type': type }, body: createBody() });
const postJson = (createBody: () => string) => post('text/plain', createBody);
const postForm = (createBody: () => string) => post('application/x-www-form-urlencoded', createBody);

/** Repeats a text until it is almost as long as a body may be. */
const fill = (text: string, size = maxSubmissionBytes) => text.repeat(Math.floor((size - 1000) / text.length));
const { letter } = letters;
const createLetter = (more: object) => ({
  id: crypto.randomUUID(),
  kind: 'letter',
  language: 'en',
  person: { name: 'Anna Example', country: 'AU' },
  letter: { targets: letter!.targets.slice(0, 1).map(({ id }) => id), subject: letter!.subject, body: letter!.body },
  ...more,
});

const requests: Record<string, Send> = {
  'GET a document': get(`/campaigns/${postcards.id}.json`),
  'GET counts': get(`/campaigns/${postcards.id}/counts.json`),
  'GET 100 messages': get(`/campaigns/${postcards.id}/messages.json?limit=${maxMessages}`),
  'GET the largest script': get('/v1/actions.iife.js'),
  'GET an action page': get(`/a/${letters.id}`),
  'GET an action page in Khmer': get(`/a/${postcards.id}?lang=km`),
  'GET a QR code': get(`/a/${postcards.id}/qr.svg`),
  'GET a frame': get(`/embed/${postcards.id}/postcard`),
  'GET the embed code': get('/embed-code'),
  'GET openapi.json': get('/openapi.json'),
  'POST a letter': postJson(() => JSON.stringify(createLetter({}))),
  'POST a letter that is much too long': postJson(() => JSON.stringify(createLetter({ letter: { targets: ['x'], subject: 'x', body: fill('x') } }))),
  'POST a letter of emoji': postJson(() => JSON.stringify(createLetter({ letter: { targets: ['x'], subject: 'x', body: fill('👩‍👩‍👧‍👦') } }))),
  'POST many wrong consents': postJson(() => JSON.stringify(createLetter({ consent: JSON.parse(`[${fill('{},')}{}]`) as object[] }))),
  'POST many unknown keys': postJson(() => `{${Array.from({ length: 5000 }, (_, i) => `"key${i}":1`).join()}}`),
  'POST the largest form': postForm(() => `letter%2Fbody=${fill('%20', 3 * maxSubmissionBytes)}`),
  'POST a form of many fields': postForm(() => fill('a=1&')),
};
/** Dearer, and therefore cached and queued. */
const images: Record<string, Send> = {
  svg: (server, i) => server.fetch(`/campaigns/${postcards.id}/counter.svg?now=${createInstant(i)}`),
  png: (server, i) => server.fetch(`/campaigns/${postcards.id}/counter.png?now=${createInstant(i)}`),
};
/** A day for which there is no image yet. */
const createInstant = (i: number) => `${new Date(Date.UTC(2017, 0, i)).toISOString().slice(0, 10)}T12:00:00Z`;

/** Returns the milliseconds that all processors worked for one request. */
async function measureRequest(server: TestServer, name: string, send: Send, firstNumber: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < repeats; i++) {
    const response = await send(server, firstNumber + i);
    await response.arrayBuffer();
    // A body that is too long, or not valid, is answered with a problem.
    const isExpected = name.startsWith('POST') ? response.status < 500 : response.status === 200;
    if (!isExpected) throw new Error(`${name} was answered with ${response.status}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / repeats;
}

const bench: Bench = async ({ rounds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const store = await openStore(createSqliteDialect(join(folder, 'bench.sqlite')));
  const server = createTestServer(store, [letters, postcards], { files: { campaigns: folder, web: `${root}dist/web`, version: '9.9.9' } });
  try {
    await publishMessages(server, store, postcards, maxMessages);
    let number = 0;
    const measures = Object.entries({ ...requests, ...images }).map(([name, send]) => [name, () => measureRequest(server, name, send, (number += repeats))] as const);
    for (const [, measure] of measures) await measure(); // compiles the code
    const times = await interleave(rounds, Object.fromEntries(measures));
    const ranking = Object.keys(requests).sort((a, b) => getMedian(times[b]!) - getMedian(times[a]!));
    return {
      figures: [
        ...ranking.slice(0, 3).map((name, i) => createFigure(`processor time of a request, number ${i + 1}: ${name}`, 'ms', times[name]!, { max: 30 })),
        ...Object.keys(images).map((type) => createFigure(`processor time of a day count as ${type.toUpperCase()}, cached and queued`, 'ms', times[type]!)),
      ],
      versions: { SQLite: process.versions['sqlite']! },
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
export default bench;
