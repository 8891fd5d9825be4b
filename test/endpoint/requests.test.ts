/** Bodies that are no submissions, what may be read from where, and what stays in a cache. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { maxSubmissionBytes } from '../../src/campaign/submission.ts';
import type { Entry, Store } from '../../src/endpoint/store/store.ts';
import { endpointFor, letter, letterCampaign, noCards, temporaryFolder, type Endpoint } from './support.ts';

/** Keeps everything in memory: these tests are about what comes before a database. */
function memory(): Store & { entries: Entry[] } {
  const entries: Entry[] = [];
  return {
    entries,
    append(entry) {
      entries.push(entry);
      return Promise.resolve({ ...entry, counts: entry.count(new Map()), fresh: true });
    },
    find: () => Promise.resolve(undefined),
    numbers: () => Promise.resolve(new Map([['people', 3]])),
    messages: () => Promise.resolve({ messages: [] }),
    cards: noCards,
    forget: () => Promise.resolve(0),
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** A database that went away, and says why in words that must not get out. */
function broken(): Store {
  const fail = () => Promise.reject(Object.assign(new TypeError('duplicate key value (Anna Example)'), { code: '08006' }));
  const cards = { find: fail, move: fail, add: fail, tally: fail, losingWords: fail };
  return { append: fail, find: fail, numbers: fail, cards, messages: fail, forget: fail, ping: fail, close: () => Promise.resolve() };
}

const campaign = letterCampaign();
const path = `/campaigns/${campaign.id}/submissions`;
const post = (endpoint: Endpoint, body: RequestInit['body'], headers: Record<string, string> = { 'Content-Type': 'text/plain' }) =>
  endpoint.request(path, { method: 'POST', body, headers, ...{ duplex: 'half' } });

/** A body that comes in pieces, with no length said beforehand. */
function* pieces(size: number): Generator<Uint8Array> {
  for (let left = size; left > 0; left -= 1000) yield new Uint8Array(Math.min(left, 1000)).fill(0x20);
}
const stream = (size: number, asked: { count: number }) => {
  const source = pieces(size);
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value } = source.next();
      asked.count++;
      if (value) controller.enqueue(value);
      else controller.close();
    },
  });
};

describe('the body of a submission', () => {
  const endpoint = endpointFor(memory(), [campaign]);
  const type = ({ body }: { body?: { type: string } }) => body?.type.split('/').at(-1);

  it('has at most 64 KiB, whatever its length is said to be', async () => {
    const padded = JSON.stringify(letter()).padEnd(maxSubmissionBytes, ' ');
    assert.equal((await post(endpoint, padded)).status, 201);
    for (const length of [String(maxSubmissionBytes + 1), '10']) {
      const answer = await post(endpoint, `${padded} `, { 'Content-Type': 'text/plain', 'Content-Length': length });
      assert.deepEqual([answer.status, type(answer)], [413, 'too-large']);
    }
  });

  it('is not read on once it is too large', async () => {
    const asked = { count: 0 };
    const answer = await post(endpoint, stream(100 * maxSubmissionBytes, asked));
    assert.equal(answer.status, 413);
    assert.ok(asked.count < 100, `${asked.count} pieces were read`);
  });

  it('is JSON, as application/json or text/plain, in UTF-8 and not packed', async () => {
    const text = JSON.stringify(letter());
    const refused = [
      {},
      { 'Content-Type': 'text/html' },
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      { 'Content-Type': 'application/jsonx' },
      { 'Content-Type': 'text/plain; charset=iso-8859-1' },
      { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    ];
    for (const headers of refused) {
      const answer = await post(endpoint, new TextEncoder().encode(text), headers as Record<string, string>);
      assert.deepEqual([answer.status, type(answer)], [415, 'unsupported-type'], JSON.stringify(headers));
    }
    for (const name of ['application/json', 'APPLICATION/JSON;charset="utf-8"', 'text/plain; charset=UTF-8']) {
      assert.equal((await post(endpoint, JSON.stringify(letter()), { 'Content-Type': name })).status, 201, name);
    }
  });

  it('that can not be read is invalid, and no place in it can be named', async () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const unreadable = ['', '{', 'null null', nested(17), nested(30_000), new Uint8Array([0x22, 0xff, 0x22])];
    for (const body of unreadable) {
      const answer = await post(endpoint, body);
      assert.deepEqual([answer.status, type(answer), answer.body.errors], [400, 'invalid', undefined], String(body).slice(0, 30));
    }
    assert.equal((await post(endpoint, nested(15))).status, 422);
  });

  it('is looked at in this order: size, type, JSON, campaign', async () => {
    const large = ' '.repeat(maxSubmissionBytes + 1);
    const asked = (id: string, body: string, name: string) =>
      endpoint.request(`/campaigns/${id}/submissions`, { method: 'POST', body, headers: { 'Content-Type': name } });
    assert.equal((await asked('nobody', large, 'text/html')).status, 413);
    assert.equal((await asked('nobody', '{', 'text/html')).status, 415);
    assert.equal((await asked('nobody', '{', 'text/plain')).status, 400);
    const unknown = await asked('nobody', '{}', 'text/plain');
    assert.deepEqual([unknown.status, type(unknown)], [404, 'unknown-campaign']);
    assert.equal((await asked(campaign.id, '{}', 'text/plain')).status, 422);
  });
});

describe('a database that does not answer', () => {
  it('is a problem that passes, said in the header and again in the body', async () => {
    const endpoint = endpointFor(broken(), [campaign]);
    for (const answer of [
      await endpoint.send(campaign, letter()),
      await endpoint.send(campaign, letter({ person: {} })),
      await endpoint.request(`/campaigns/${campaign.id}/counts.json`),
      await endpoint.request('/healthz'),
    ]) {
      assert.equal(answer.status, 503, answer.text);
      assert.ok(answer.body.type.endsWith('/problems/unavailable'));
      assert.equal(Number(answer.headers.get('Retry-After')), answer.body.retryAfter);
      assert.ok(answer.body.retryAfter! > 0);
    }
  });

  it('is logged by its code, and nothing that somebody wrote', async () => {
    const endpoint = endpointFor(broken(), [campaign]);
    await endpoint.send(campaign, letter());
    assert.deepEqual(endpoint.logged, ['POST submissions: TypeError 08006']);
  });
});

describe('what may be read', () => {
  const endpoint = endpointFor(memory(), [campaign]);
  const document = `/campaigns/${campaign.id}.json`;
  const answers = [document, `/campaigns/${campaign.id}/counts.json`, '/openapi.json', '/nothing', '/campaigns/nobody.json'];

  it('can be read from any page, with the headers a page needs, and sets no cookie', async () => {
    for (const path of answers) {
      const { headers } = await endpoint.request(path, { headers: { Origin: 'https://partner.example', Cookie: 'a=b' } });
      assert.equal(headers.get('Access-Control-Allow-Origin'), '*', path);
      assert.equal(headers.get('Access-Control-Expose-Headers'), 'Date, Age, ETag, Retry-After', path);
      assert.equal(headers.get('Set-Cookie'), null);
    }
  });

  it('a browser that asks before it sends JSON is told yes', async () => {
    const answer = await endpoint.request(path, {
      method: 'OPTIONS',
      headers: { Origin: 'https://partner.example', 'Access-Control-Request-Method': 'POST' },
    });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.match(answer.headers.get('Access-Control-Allow-Methods')!, /POST/);
    assert.match(answer.headers.get('Access-Control-Allow-Headers')!, /Content-Type, Idempotency-Key/);
  });

  it('a document is sent once, until it changes', async () => {
    const first = await endpoint.request(document);
    assert.equal(first.status, 200);
    assert.equal(first.text, JSON.stringify(campaign));
    assert.match(first.headers.get('Content-Type')!, /^application\/json/);
    assert.equal(first.headers.get('Cache-Control'), 'public, max-age=60, stale-while-revalidate=60');
    const etag = first.headers.get('ETag')!;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await endpoint.request(document, { headers: { 'If-None-Match': known } });
      assert.deepEqual([again.status, again.text, again.headers.get('ETag')], [304, '', etag], known);
      assert.equal(again.headers.get('Access-Control-Allow-Origin'), '*');
    }
    assert.equal((await endpoint.request(document, { headers: { 'If-None-Match': '"other"' } })).status, 200);
  });

  it('a document comes packed where that is understood, under a tag of its own', async () => {
    const large = letterCampaign({ description: 'A long story. '.repeat(100) });
    const endpoint = endpointFor(memory(), [large]);
    const ask = (encoding: string, etag = '""') =>
      endpoint.raw(`/campaigns/${large.id}.json`, { headers: { 'Accept-Encoding': encoding, 'If-None-Match': etag } });
    const plain = await ask('identity');
    const packed = await ask('gzip, br');
    assert.equal(packed.headers.get('Content-Encoding'), 'br');
    assert.equal(packed.headers.get('Vary'), 'Accept-Encoding');
    assert.notEqual(packed.headers.get('ETag'), plain.headers.get('ETag'));
    assert.equal((await ask('gzip, br', packed.headers.get('ETag')!)).status, 304);
    assert.equal((await ask('gzip, br;q=0')).headers.get('Content-Encoding'), 'gzip');
    assert.equal((await ask('')).headers.get('Content-Encoding'), null);
  });

  it('counts are fresh, and caches may keep them for 15 seconds', async () => {
    const { status, headers, body } = await endpoint.request(`/campaigns/${campaign.id}/counts.json`);
    assert.equal(status, 200);
    assert.equal(headers.get('Cache-Control'), 'public, max-age=15');
    assert.equal((body as unknown as { people: number }).people, 3);
  });

  it('HEAD says what GET would, without its body', async () => {
    for (const path of answers) {
      const [get, head] = [await endpoint.request(path), await endpoint.request(path, { method: 'HEAD' })];
      assert.deepEqual([head.status, head.text], [get.status, ''], path);
      assert.equal(head.headers.get('Content-Type'), get.headers.get('Content-Type'));
    }
  });

  it('what is not there is a problem document', async () => {
    for (const [path, type] of [
      ['/nothing', 'about:blank'],
      ['/campaigns/nobody.json', '/problems/unknown-campaign'],
      ['/campaigns/nobody/counts.json', '/problems/unknown-campaign'],
    ] as const) {
      const { status, headers, body } = await endpoint.request(path);
      assert.deepEqual([status, headers.get('Content-Type'), body.type], [404, 'application/problem+json', type]);
    }
  });
});

describe('files', () => {
  const folders = { campaigns: temporaryFolder(), web: temporaryFolder(), releases: temporaryFolder(), demo: temporaryFolder() };
  const write = (folder: string, name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write(folders.campaigns, 'sam.jpg', 'picture');
  write(folders.campaigns, 'photos/sam.svg', '<svg/>');
  write(folders.campaigns, '.secret', 'secret');
  write(folders.campaigns, 'broken.json', '{}');
  write(folders.web, 'actions.js', 'export {};'.repeat(100));
  write(folders.web, 'letter-ab12CD_-.js', 'export {};');
  const named = ['actions.js.map', 'actions.iife.js', 'embed.js', 'framed.js', 'integrity.json', 'campaign.schema.json', 'custom-elements.json'];
  for (const name of named) write(folders.web, name, '{}');
  write(folders.web, 'letter-ab12CD_-.js.map', '{}');
  write(folders.web, 'pinned/actions.js', 'pinned');
  write(folders.releases, '0.1.0/actions.js', 'old');
  write(folders.releases, '0.1.0/pinned/actions.js', 'old, pinned');
  write(folders.releases, '0.0.9/actions.js', 'older');
  write(folders.releases, '0.1.0/letter-later-00AA11bb.js', 'old');
  write(folders.releases, 'secret', 'secret');
  write(folders.demo, 'index.html', '<h1>Demo</h1>');
  const endpoint = endpointFor(memory(), [campaign], { files: { ...folders, version: '9.9.9' } });

  it('beside the documents are served with their types, and are not sent twice', async () => {
    const picture = await endpoint.request('/campaigns/sam.jpg');
    assert.deepEqual([picture.status, picture.headers.get('Content-Type'), picture.text], [200, 'image/jpeg', 'picture']);
    assert.equal(picture.headers.get('Access-Control-Allow-Origin'), '*');
    const again = await endpoint.request('/campaigns/sam.jpg', { headers: { 'If-None-Match': picture.headers.get('ETag')! } });
    assert.equal(again.status, 304);
    assert.equal((await endpoint.request('/campaigns/photos/sam.svg')).headers.get('Content-Type'), 'image/svg+xml');
  });

  it('that the version before had stay for pages that were opened with it', async () => {
    const old = await endpoint.request('/v1/letter-later-00AA11bb.js');
    assert.deepEqual([old.status, old.text], [200, 'old']);
    assert.match(old.headers.get('Cache-Control')!, /immutable/);
    assert.equal((await endpoint.request('/v1/letter-later-00AA11cc.js')).status, 404);
    assert.equal((await endpoint.request('/v1/..%2fsecret-00AA11cc.js')).status, 404);
  });

  it('outside the folder, hidden ones and documents that are no campaigns are not', async () => {
    for (const path of [
      '/campaigns/.secret',
      '/campaigns/..%2f..%2fetc%2fpasswd',
      '/campaigns/%2e%2e/%2e%2e/etc/passwd',
      '/campaigns/photos/..%5c..%5csam.jpg',
      '/campaigns/photos%2f%2e%2e%2f.secret',
      '/campaigns//etc/passwd',
      '/campaigns/photos',
      '/campaigns/broken.json',
      '/campaigns/%zz',
      '/campaigns/a%00b',
      '/v1/..%2f..%2fpackage.json',
      '/secret',
      '/0.1.0/..%2fsecret',
    ]) {
      assert.equal((await endpoint.request(path)).status, 404, path);
    }
  });

  it('of this version and of earlier ones are served under their paths', async () => {
    const caching = async (path: string) => {
      const { status, headers } = await endpoint.request(path);
      return [status, headers.get('Content-Type')?.split(';')[0], headers.get('Cache-Control')];
    };
    const js = 'text/javascript';
    const year = 'public, max-age=31536000, immutable';
    assert.deepEqual(await caching('/v1/actions.js'), [200, js, 'public, max-age=300']);
    for (const name of named) assert.equal((await caching(`/v1/${name}`))[2], 'public, max-age=300', name);
    assert.deepEqual(await caching('/v1/letter-ab12CD_-.js'), [200, js, year]);
    assert.equal((await caching('/v1/letter-ab12CD_-.js.map'))[2], year);
    assert.deepEqual(await caching('/9.9.9/actions.js'), [200, js, year]);
    assert.deepEqual(await caching('/0.1.0/actions.js'), [200, js, year]);
    assert.equal((await endpoint.request('/0.2.0/actions.js')).status, 404);
  });

  it('of one version are those that were published with their hashes, where it has them', async () => {
    const text = async (path: string) => (await endpoint.request(path)).text;
    assert.equal(await text('/9.9.9/actions.js'), 'pinned');
    assert.equal(await text('/9.9.9/letter-ab12CD_-.js'), 'export {};');
    assert.equal(await text('/0.1.0/actions.js'), 'old, pinned');
    assert.equal(await text('/0.0.9/actions.js'), 'older');
    for (const path of ['/v1/pinned/actions.js', '/9.9.9/pinned/actions.js', '/0.1.0/pinned/actions.js'])
      assert.equal((await endpoint.request(path)).status, 404, path);
  });

  it('that are scripts come packed', async () => {
    const answer = await endpoint.raw('/v1/actions.js', { headers: { 'Accept-Encoding': 'br' } });
    assert.equal(answer.headers.get('Content-Encoding'), 'br');
    assert.equal(brotliDecompressSync(await answer.arrayBuffer()).toString(), 'export {};'.repeat(100));
  });

  it('of the demo are where the front door leads', async () => {
    const { status, headers } = await endpoint.request('/');
    assert.deepEqual([status, headers.get('Location')], [302, '/demo/']);
    assert.equal((await endpoint.request('/demo/')).text, '<h1>Demo</h1>');
  });
});

describe('openapi.json', () => {
  it('describes every route, with the shapes as they are checked', async () => {
    const { body } = await endpointFor(memory(), [campaign]).request('/openapi.json');
    const { openapi, paths, components } = body as unknown as Record<string, Record<string, unknown>>;
    assert.equal(openapi, '3.1.0');
    assert.deepEqual(Object.keys(paths!), [
      '/campaigns/{id}.json',
      '/campaigns/{file}',
      '/campaigns/{id}/counts.json',
      '/campaigns/{id}/messages.json',
      '/campaigns/{id}/counter.svg',
      '/campaigns/{id}/counter.png',
      '/campaigns/{id}/submissions',
      '/a/{id}',
      '/a/{id}/qr.svg',
      '/a/{id}/qr.png',
      '/embed/{id}/{kind}',
      '/v1/{file}',
      '/{version}/{file}',
      '/openapi.json',
      '/healthz',
    ]);
    const { responses } = (paths!['/campaigns/{id}/submissions'] as { post: { responses: object } }).post;
    assert.deepEqual(Object.keys(responses), ['200', '201', '303', '400', '403', '404', '409', '410', '413', '415', '422', '503']);
    const { Submission, Campaign } = components!['schemas'] as Record<string, { required: string[] }>;
    assert.deepEqual(Submission!.required, ['id', 'kind', 'language']);
    assert.deepEqual(Campaign!.required, ['version', 'id', 'language', 'title', 'organiser']);
    for (const [, name] of JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      assert.ok(name! in (components!['schemas'] as object), name);
    }
  });
});
