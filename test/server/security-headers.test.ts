/** The headers that protect pages, files and documents, on every route. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

const letters = createLetterCampaign();
const cards = createPostcardCampaign();
const folders = { campaigns: createTempFolder(), web: createTempFolder(), demo: createTempFolder() };
const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>';
/** Every kind of media file beside documents that can be opened directly, but for PDF, whose viewer does not open in a sandbox. */
const media = ['avif', 'gif', 'ico', 'jpg', 'jpeg', 'mp4', 'png', 'svg', 'webm', 'webp', 'woff2'].map((extension) => `file.${extension}`);
for (const name of [...media, 'file.pdf']) writeFileSync(join(folders.campaigns, name), script);
for (const folder of [folders.web, folders.demo]) writeFileSync(join(folder, 'file.svg'), script);
writeFileSync(join(folders.web, 'actions.js'), 'export {};');
const server = createTestServer(createMemoryStore(), [letters, cards], { files: { ...folders, version: '9.9.9' } });

const pages = [`/a/${letters.id}`, `/a/${cards.id}?thanks`, '/a/none', `/embed/${letters.id}/letter`, `/embed/${cards.id}/counter`, '/embed/none/letter', '/embed-code', '/none', '/campaigns/none.json'];
const resources = [
  `/campaigns/${letters.id}.json`,
  `/campaigns/${letters.id}/counts.json`,
  `/campaigns/${cards.id}/messages.json`,
  `/campaigns/${cards.id}/counter.svg`,
  `/campaigns/${cards.id}/counter.png`,
  `/campaigns/${letters.id}/preview.png`,
  `/a/${letters.id}/qr.svg`,
  `/a/${letters.id}/qr.png`,
  `/oembed?url=http%3A%2F%2Flocalhost%2Fa%2F${letters.id}`,
  '/page.css',
  '/favicon.svg',
  '/favicon.ico',
  '/openapi.json',
  '/healthz',
  '/v1/actions.js',
  '/9.9.9/actions.js',
  '/demo/file.svg',
  ...[...media, 'file.pdf'].map((name) => `/campaigns/${name}`),
];

describe('the headers of', () => {
  for (const path of pages)
    it(`the page ${path} keep its window and the device out of reach of others`, async () => {
      const { headers } = await server.request(path, { headers: { Accept: 'text/html' } });
      assert.match(headers.get('Content-Type')!, /^text\/html/);
      assert.match(headers.get('Content-Security-Policy')!, /default-src 'none'/);
      assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'same-origin');
      assert.equal(headers.get('Permissions-Policy'), 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()');
      assert.equal(headers.get('Referrer-Policy'), 'same-origin');
    });

  for (const path of [...pages, ...resources])
    it(`${path} forbid to guess its type, whatever the method`, async () => {
      const requests: RequestInit[] = [{}, { method: 'HEAD' }, { headers: { Accept: 'text/html' } }, { method: 'DELETE' }, { headers: { 'If-None-Match': '*' } }];
      for (const init of requests) {
        const { status, headers } = await server.request(path, init);
        assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', `${JSON.stringify(init)}: ${status}`);
      }
    });

  for (const name of media)
    it(`the campaign file ${name} put it in a sandbox without scripts`, async () => {
      for (const init of [{}, { method: 'HEAD' }, { headers: { Range: 'bytes=0-9' } }]) {
        const { headers } = await server.request(`/campaigns/${name}`, init);
        assert.equal(headers.get('Content-Security-Policy'), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      }
    });
});
