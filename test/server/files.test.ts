/** Static files: images next to documents, scripts of this version and of earlier ones, the demo. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { publicHeaders } from '../../src/server/http/json-response.ts';
import { createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

describe('the file server', () => {
  const folders = { campaigns: createTempFolder(), web: createTempFolder(), releases: createTempFolder(), demo: createTempFolder() };
  const write = (folder: string, name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write(folders.campaigns, 'sam.jpg', 'picture');
  write(folders.campaigns, 'photos/sam.svg', '<svg/>');
  write(folders.campaigns, '.secret', 'secret');
  write(folders.campaigns, 'broken.json', '{}');
  write(folders.web, 'actions.js', 'export {};'.repeat(100));
  for (const [ending, compress] of [['br', brotliCompressSync], ['gz', gzipSync]] as const)
    writeFileSync(join(folders.web, `actions.js.${ending}`), compress('export {};'.repeat(100)));
  write(folders.web, 'letter-ab12CD_-.js', 'export {};');
  const fileNames = ['actions.js.map', 'actions.iife.js', 'embed.js', 'frame.js', 'integrity.json', 'campaign.schema.json', 'custom-elements.json'];
  for (const name of fileNames) write(folders.web, name, '{}');
  write(folders.web, 'letter-ab12CD_-.js.map', '{}');
  write(folders.web, 'pinned/actions.js', 'pinned');
  write(folders.releases, '0.1.0/actions.js', 'old');
  write(folders.releases, '0.1.0/pinned/actions.js', 'old, pinned');
  write(folders.releases, '0.0.9/actions.js', 'older');
  write(folders.releases, '0.1.0/letter-later-00AA11bb.js', 'old');
  write(folders.releases, 'secret', 'secret');
  write(folders.demo, 'index.html', '<h1>Demo</h1>');
  const server = createTestServer(createMemoryStore(), [createLetterCampaign()], { files: { ...folders, version: '9.9.9' } });

  it('serves files next to the documents with their types, and does not send them again to a client that has them', async () => {
    const image = await server.request('/campaigns/sam.jpg');
    assert.deepEqual([image.status, image.headers.get('Content-Type'), image.text], [200, 'image/jpeg', 'picture']);
    assert.equal(image.headers.get('Access-Control-Allow-Origin'), '*');
    const second = await server.request('/campaigns/sam.jpg', { headers: { 'If-None-Match': image.headers.get('ETag')! } });
    assert.equal(second.status, 304);
    assert.equal((await server.request('/campaigns/photos/sam.svg')).headers.get('Content-Type'), 'image/svg+xml; charset=utf-8');
  });

  it('serves files of the previous version, for pages that were opened with it', async () => {
    const old = await server.request('/v1/letter-later-00AA11bb.js');
    assert.deepEqual([old.status, old.text], [200, 'old']);
    assert.match(old.headers.get('Cache-Control')!, /immutable/);
    assert.equal((await server.request('/v1/letter-later-00AA11cc.js')).status, 404);
    assert.equal((await server.request('/v1/..%2fsecret-00AA11cc.js')).status, 404);
  });

  it('does not serve files outside the folder, hidden files or invalid documents', async () => {
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
      assert.equal((await server.request(path)).status, 404, path);
    }
  });

  it('serves this version and earlier ones under their paths', async () => {
    const caching = async (path: string) => {
      const { status, headers } = await server.request(path);
      return [status, headers.get('Content-Type')?.split(';')[0], headers.get('Cache-Control')];
    };
    const js = 'text/javascript';
    const year = 'public, max-age=31536000, immutable';
    assert.deepEqual(await caching('/v1/actions.js'), [200, js, 'public, max-age=300']);
    for (const name of fileNames) assert.equal((await caching(`/v1/${name}`))[2], 'public, max-age=300', name);
    assert.deepEqual(await caching('/v1/letter-ab12CD_-.js'), [200, js, year]);
    assert.equal((await caching('/v1/letter-ab12CD_-.js.map'))[2], year);
    assert.deepEqual(await caching('/9.9.9/actions.js'), [200, js, year]);
    assert.deepEqual(await caching('/0.1.0/actions.js'), [200, js, year]);
    assert.equal((await server.request('/0.2.0/actions.js')).status, 404);
  });

  it('serves the files whose hashes were published under the path of a version, if there are any', async () => {
    const text = async (path: string) => (await server.request(path)).text;
    assert.equal(await text('/9.9.9/actions.js'), 'pinned');
    assert.equal(await text('/9.9.9/letter-ab12CD_-.js'), 'export {};');
    assert.equal(await text('/0.1.0/actions.js'), 'old, pinned');
    assert.equal(await text('/0.0.9/actions.js'), 'older');
    for (const path of ['/v1/pinned/actions.js', '/9.9.9/pinned/actions.js', '/0.1.0/pinned/actions.js'])
      assert.equal((await server.request(path)).status, 404, path);
  });

  it('sends the precompressed form of a script that the client accepts, with an ETag of its own', async () => {
    const text = 'export {};'.repeat(100);
    const get = (encoding: string, headers = {}) => server.fetch('/v1/actions.js', { headers: { 'Accept-Encoding': encoding, ...headers } });
    const [plain, brotli, gzip] = [await get('identity'), await get('gzip, deflate, br'), await get('gzip')];
    assert.deepEqual([plain, brotli, gzip].map(({ headers }) => headers.get('Content-Encoding')), [null, 'br', 'gzip']);
    assert.equal(await plain.text(), text);
    assert.equal(brotliDecompressSync(await brotli.arrayBuffer()).toString(), text);
    assert.equal(gunzipSync(await gzip.arrayBuffer()).toString(), text);
    const etags = [plain, brotli, gzip].map(({ headers }) => headers.get('ETag')!);
    assert.equal(new Set(etags).size, 3);
    const second = await get('gzip, deflate, br', { 'If-None-Match': etags[1]! });
    assert.deepEqual([second.status, second.headers.get('Cache-Control'), second.headers.get('Vary')], [304, 'public, max-age=300', 'Accept-Encoding']);
  });

  it('sends the same headers for other sites and for caches, whatever the status and the method', async () => {
    const requests: [path: string, vary: string | null][] = [['/v1/actions.js', 'Accept-Encoding'], ['/9.9.9/actions.js', 'Accept-Encoding'], ['/0.1.0/actions.js', 'Accept-Encoding'], ['/campaigns/sam.jpg', null], ['/demo/', null]];
    for (const [path, vary] of requests) {
      const get = (headers: Record<string, string> = {}, method = 'GET') => server.request(path, { method, headers });
      const complete = await get();
      const etag = complete.headers.get('ETag')!;
      const responses = { 200: complete, 206: await get({ Range: 'bytes=0-1' }), 304: await get({ 'If-None-Match': etag }) };
      for (const [status, response] of [...Object.entries(responses), ['200', await get({}, 'HEAD')]] as const) {
        assert.equal(response.status, Number(status), path);
        for (const [name, value] of Object.entries({ ...publicHeaders, ETag: etag, Vary: vary, 'Cache-Control': complete.headers.get('Cache-Control') }))
          assert.equal(response.headers.get(name), value, `${path}: ${name} of ${status}`);
      }
      const unsatisfiable = await get({ Range: 'bytes=99999-' });
      assert.deepEqual([unsatisfiable.status, unsatisfiable.headers.get('Access-Control-Allow-Origin')], [416, '*'], path);
    }
    for (const path of ['/v1/none.js', '/9.9.9/none.js', '/campaigns/none.jpg', '/demo/none']) {
      const { status, headers } = await server.request(path);
      assert.equal(status, 404);
      for (const [name, value] of Object.entries({ ...publicHeaders, Vary: 'Accept', ETag: null })) assert.equal(headers.get(name), value, `${path}: ${name}`);
    }
  });

  it('keeps artwork from running scripts on the origin of the forms', async () => {
    const { headers } = await server.request('/campaigns/photos/sam.svg');
    assert.equal(headers.get('Content-Security-Policy'), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    for (const name of ['X-Frame-Options', 'Cross-Origin-Opener-Policy', 'Strict-Transport-Security']) assert.equal(headers.get(name), null, name);
  });

  it('serves only listed media types from the campaigns folder', async () => {
    for (const name of ['sam.json~', 'sam.json.bak', 'old/sam.json', 'pile.txt', 'submissions.sqlite-wal', 'page.html', 'sam.jpg.old', 'notes', '.hidden.png', '.hidden/sam.png']) {
      write(folders.campaigns, name, 'private');
      assert.equal((await server.request(`/campaigns/${name}`)).status, 404, name);
    }
  });

  it('does not compress large artwork for each request', async () => {
    const size = 3_000_000;
    write(folders.campaigns, 'large.svg', `<svg>${' '.repeat(size)}</svg>`);
    const { headers, text } = await server.request('/campaigns/large.svg', { headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
    assert.deepEqual([headers.get('Content-Encoding'), text.length], [null, size + 11]);
  });

  it('serves names with spaces and non-Latin letters', async () => {
    write(folders.campaigns, 'សំ សុខា.png', 'image');
    assert.equal((await server.request(`/campaigns/${encodeURIComponent('សំ សុខា.png')}`)).text, 'image');
  });

  it('answers a range of a file', async () => {
    const { status, headers, text } = await server.request('/campaigns/sam.jpg', { headers: { Range: 'bytes=0-2' } });
    assert.deepEqual([status, headers.get('Content-Range'), text], [206, 'bytes 0-2/7', 'pic']);
  });

  it('answers 405 with the methods of the path', async () => {
    for (const path of ['/v1/actions.js', '/campaigns/sam.jpg', '/demo/']) {
      const { status, headers } = await server.request(path, { method: 'PUT' });
      assert.equal(status, 405, path);
      assert.deepEqual(headers.get('Allow')!.split(', ').sort(), ['GET', 'HEAD', 'OPTIONS'], path);
    }
  });

  it('redirects the root to the demo', async () => {
    const { status, headers } = await server.request('/');
    assert.deepEqual([status, headers.get('Location')], [302, '/demo/']);
    assert.equal((await server.request('/demo/')).text, '<h1>Demo</h1>');
  });
});
