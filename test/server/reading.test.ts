/** Reading resources from other origins, and caching. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicHeaders } from '../../src/server/http/json-response.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer } from './support/test-server.ts';

const campaign = createLetterCampaign();

describe('a public resource', () => {
  const server = createTestServer(createMemoryStore(), [campaign]);
  const document = `/campaigns/${campaign.id}.json`;
  const publicPaths = [document, `/campaigns/${campaign.id}/counts.json`, '/openapi.json', '/nothing', '/campaigns/nobody.json'];

  it('can be read by any origin with all headers that elements need, and sets no cookie', async () => {
    for (const path of publicPaths) {
      const { headers } = await server.request(path, { headers: { Origin: 'https://partner.example', Cookie: 'a=b' } });
      assert.equal(headers.get('Access-Control-Allow-Origin'), '*', path);
      assert.equal(headers.get('Access-Control-Expose-Headers'), 'Date, Age, ETag, Retry-After', path);
      assert.equal(headers.get('Set-Cookie'), null);
    }
  });

  it('allows the preflight request of a browser that sends JSON', async () => {
    const answer = await server.request(`/campaigns/${campaign.id}/submissions`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://partner.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type, idempotency-key, traceparent',
      },
    });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.match(answer.headers.get('Access-Control-Allow-Methods')!, /POST/);
    assert.equal(answer.headers.get('Access-Control-Allow-Headers'), 'content-type,idempotency-key,traceparent');
    assert.equal(answer.headers.get('Access-Control-Max-Age'), '86400');
  });

  it('is not sent again to a client that has the current campaign document', async () => {
    const first = await server.request(document);
    assert.equal(first.status, 200);
    assert.equal(first.text, JSON.stringify(campaign));
    assert.match(first.headers.get('Content-Type')!, /^application\/json/);
    assert.equal(first.headers.get('Cache-Control'), 'public, max-age=60, stale-while-revalidate=60');
    const etag = first.headers.get('ETag')!;
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const second = await server.request(document, { headers: { 'If-None-Match': value } });
      assert.deepEqual([second.status, second.text, second.headers.get('ETag')], [304, '', etag], value);
      assert.equal(second.headers.get('Access-Control-Allow-Origin'), '*');
    }
    assert.equal((await server.request(document, { headers: { 'If-None-Match': '"other"' } })).status, 200);
  });

  it('is compressed if the client accepts that, with an ETag of its own', async () => {
    const large = createLetterCampaign({ description: 'A long story. '.repeat(100) });
    const server = createTestServer(createMemoryStore(), [large]);
    const ask = (encoding: string, etag = '""') =>
      server.fetch(`/campaigns/${large.id}.json`, { headers: { 'Accept-Encoding': encoding, 'If-None-Match': etag } });
    const plain = await ask('identity');
    const compressed = await ask('gzip, br');
    assert.equal(compressed.headers.get('Content-Encoding'), 'br');
    assert.equal(compressed.headers.get('Vary'), 'Accept-Encoding');
    assert.notEqual(compressed.headers.get('ETag'), plain.headers.get('ETag'));
    assert.equal((await ask('gzip, br', compressed.headers.get('ETag')!)).status, 304);
    assert.equal((await ask('gzip, br;q=0')).headers.get('Content-Encoding'), 'gzip');
    assert.equal((await ask('')).headers.get('Content-Encoding'), null);
  });

  it('has the headers for other sites and for caches whatever the status, the method and the encoding', async () => {
    const large = createPostcardCampaign({ description: 'A long story. '.repeat(100) });
    const server = createTestServer(createMemoryStore(), [large]);
    const compressed = [`/campaigns/${large.id}.json`, '/openapi.json', `/campaigns/${large.id}/counter.svg?now=2016-10-10T00:00Z`, '/page.css'];
    for (const path of [...compressed, `/campaigns/${large.id}/counts.json`, `/campaigns/${large.id}/messages.json`]) {
      const vary = compressed.includes(path) ? 'Accept-Encoding' : null;
      for (const encoding of ['', 'identity', 'gzip', 'br']) {
        const get = (headers: Record<string, string> = {}, method = 'GET') => server.fetch(path, { method, headers: { 'Accept-Encoding': encoding, ...headers } });
        const etag = (await get()).headers.get('ETag');
        const responses = [await get(), await get({}, 'HEAD'), ...(etag ? [await get({ 'If-None-Match': etag })] : [])];
        assert.deepEqual(responses.map(({ status }) => status), etag ? [200, 200, 304] : [200, 200]);
        for (const { status, headers } of responses) {
          for (const [name, value] of Object.entries({ ...publicHeaders, Vary: vary, ETag: etag })) assert.equal(headers.get(name), value, `${path} (${encoding}): ${name} of ${status}`);
        }
      }
    }
  });

  it('is computed for each request of the counts, which caches may keep for 15 seconds', async () => {
    const { status, headers, body } = await server.request(`/campaigns/${campaign.id}/counts.json`);
    assert.equal(status, 200);
    assert.equal(headers.get('Cache-Control'), 'public, max-age=15');
    assert.equal((body as unknown as { people: number }).people, 3);
  });

  it('has the same status and headers for HEAD as for GET, and no body', async () => {
    for (const path of publicPaths) {
      const [get, head] = [await server.request(path), await server.request(path, { method: 'HEAD' })];
      assert.deepEqual([head.status, head.text], [get.status, ''], path);
      assert.equal(head.headers.get('Content-Type'), get.headers.get('Content-Type'));
    }
  });

  it('is a problem document if it does not exist', async () => {
    for (const [path, type] of [
      ['/nothing', 'about:blank'],
      ['/campaigns/nobody.json', '/problems/unknown-campaign'],
      ['/campaigns/nobody/counts.json', '/problems/unknown-campaign'],
    ] as const) {
      const { status, headers, body } = await server.request(path);
      assert.deepEqual([status, headers.get('Content-Type'), body.type], [404, 'application/problem+json', type]);
    }
  });
});
