/** The log and the request ids: what an operator needs to find a failure, and nothing about supporters. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import { createProxyMatcher } from '../../src/server/http/client-address.ts';
import { close, createHttpServer, defaultLimits, listen } from '../../src/server/http-server.ts';
import { createLog } from '../../src/server/logger.ts';
import { startServerProcess } from './process.ts';
import { createLetter, createLetterCampaign, createTempFolder } from './support.ts';

interface LogEntry {
  level: string;
  time: string;
  requestId?: string;
  msg: string;
}

describe('request ids', () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line) });
  const app = new Hono().get('/fail', async (c) => {
    await new Promise(setImmediate);
    log('GET fail: TypeError');
    return c.text('no', 500);
  });
  const start = async (trustedProxies: string[]) => {
    const server = createHttpServer(app, defaultLimits, { isTrustedProxy: createProxyMatcher(trustedProxies) });
    await listen(server, 0, '127.0.0.1');
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fail` };
  };
  const fetchId = async (url: string, id?: string) => (await fetch(url, { headers: id ? { 'X-Request-Id': id } : {} })).headers.get('X-Request-Id')!;
  let direct: Awaited<ReturnType<typeof start>>;
  let proxied: Awaited<ReturnType<typeof start>>;
  before(async () => {
    direct = await start([]);
    proxied = await start(['127.0.0.1']);
  });
  after(() => Promise.all([close(direct.server), close(proxied.server)]));

  it('are new for each request, and name it in the response and in the log', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => fetchId(direct.url)));
    assert.equal(new Set(ids).size, 3);
    const entries = lines.map((line) => JSON.parse(line) as LogEntry);
    for (const id of ids) {
      const entry = entries.find(({ requestId }) => requestId === id)!;
      assert.deepEqual([entry.level, entry.msg], ['warn', 'GET fail: TypeError']);
      assert.ok(Math.abs(Date.parse(entry.time) - Date.now()) < 60_000);
    }
  });

  it('are those of a trusted proxy, if they are well-formed', async () => {
    assert.equal(await fetchId(proxied.url, '7f3a-4b5c_proxy'), '7f3a-4b5c_proxy');
    for (const id of ['short', 'a b c d e f g h', '"quoted-text"', 'x'.repeat(65)]) assert.match(await fetchId(proxied.url, id), /^[0-9a-f-]{36}$/);
  });

  it('are never those of a client', async () => {
    assert.match(await fetchId(direct.url, '7f3a-4b5c_client'), /^[0-9a-f]{8}-/);
  });
});

describe('what supporters type', () => {
  it('is found in the columns that are meant for it, and in no other, nor in the log', async () => {
    const canaries = Array.from({ length: 12 }, (_, i) => `q7canary${i}q7`);
    const [name, email, postalCode, subject, body, answer, source, medium, campaignSource, content, unknown, query] = canaries as [string, ...string[]];
    const campaign = createLetterCampaign({
      ask: { name: 'required', email: 'required', country: 'required', postalCode: 'optional' },
      fields: [{ id: 'why', label: 'Why', type: 'text' }],
    });
    const [campaigns, data] = [createTempFolder(), createTempFolder()];
    writeFileSync(join(campaigns, `${campaign.id}.json`), JSON.stringify(campaign));
    const server = await startServerProcess({ PORT: '0', DATA_DIR: data, CAMPAIGNS_DIR: campaigns }, data);
    const letter = createLetter({
      person: { name, email: `${email}@example.org`, country: 'AU', postalCode },
      letter: { targets: ['minister'], subject, body },
      fields: { why: answer },
      tracking: { source, medium, campaign: campaignSource, content },
    });
    const post = async (path: string, text: string, type = 'text/plain') => (await fetch(server.url + path, { method: 'POST', body: text, headers: { 'Content-Type': type } })).status;
    const path = `/campaigns/${campaign.id}/submissions`;
    const json = JSON.stringify(letter);
    const invalid = JSON.stringify({ ...letter, id: crypto.randomUUID(), kind: unknown, fields: { [answer!]: answer } });
    assert.deepEqual(
      [await post(path, json), await post(path, json), await post(path, json.replace('"en"', '"km"')), await post(path, invalid), await post(path, json.slice(0, -20)), await post(`/campaigns/${unknown}/submissions`, json)],
      [201, 200, 409, 422, 400, 404],
    );
    await fetch(`${server.url}/a/${campaign.id}?name=${query}`);
    await fetch(`${server.url}/${query}`);
    await post(path, new URLSearchParams({ id: crypto.randomUUID(), 'person/name': name, 'letter/body': body! }).toString(), 'application/x-www-form-urlencoded');
    await server.stop('SIGTERM');

    const output = [...server.stdoutLines, ...server.stderrLines].join('\n');
    for (const canary of canaries) assert.ok(!output.includes(canary), `${canary} in the log`);
    const database = new DatabaseSync(join(data, 'submissions.sqlite'), { readOnly: true });
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all().map((row) => String(row['name']));
    const columns = new Set<string>();
    for (const table of tables)
      for (const row of database.prepare(`select * from "${table}"`).all())
        for (const [column, value] of Object.entries(row)) if (/q7canary\d+q7/.test(String(value))) columns.add(`${table}.${column}`);
    database.close();
    assert.deepEqual([...columns], ['submissions.payload']);
  });
});
