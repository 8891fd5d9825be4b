/** The log and the request ids: what an operator needs to find a failure, and nothing about supporters. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import { createProxyMatcher } from '../../src/server/http/client-address.ts';
import { close, createHttpServer, defaultLimits, listen } from '../../src/server/http-server.ts';
import { createLog } from '../../src/server/logger.ts';

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
