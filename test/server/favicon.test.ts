/** The icon of the server's pages. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer } from './support/test-server.ts';

const campaign = createLetterCampaign();
const server = createTestServer(createMemoryStore(), [campaign]);

/** The colours that are opaque in an image, as `r,g,b`. */
async function readColours(data: Buffer): Promise<Set<string>> {
  const image = await loadImage(data);
  const context = createCanvas(48, 48).getContext('2d');
  context.drawImage(image, 0, 0, 48, 48);
  const pixels = [...context.getImageData(0, 0, 48, 48).data];
  return new Set(Array.from({ length: 48 * 48 }, (_, i) => pixels.slice(4 * i, 4 * i + 4)).filter(([, , , alpha]) => alpha === 255).map((pixel) => pixel.slice(0, 3).join()));
}

describe('the icon', () => {
  it('is named by every page that has a tab, and comes from the same origin', async () => {
    for (const path of [`/a/${campaign.id}`, `/a/${campaign.id}?thanks`, '/a/none', '/', '/embed-code', '/none']) {
      const { text, headers } = await server.request(path, { headers: { Accept: 'text/html' } });
      const icons = [...text.matchAll(/<link rel="icon" href="([^"]+)"/g)].map(([, href]) => href);
      assert.deepEqual(icons, ['/favicon.ico', '/favicon.svg'], path);
      assert.match(headers.get('Content-Security-Policy')!, /img-src 'self'/);
    }
    assert.doesNotMatch((await server.request(`/embed/${campaign.id}/letter`)).text, /rel="icon"/);
  });

  it('is the same as SVG and as PNG, and is cached', async () => {
    for (const [path, type] of [['/favicon.svg', 'image/svg+xml; charset=utf-8'], ['/favicon.ico', 'image/png']] as const) {
      const response = await server.fetch(path);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('Content-Type'), type);
      assert.equal(response.headers.get('Cache-Control'), 'public, max-age=86400');
      assert.equal((await server.fetch(path, { headers: { 'If-None-Match': response.headers.get('ETag')! } })).status, 304);
      const colours = await readColours(Buffer.from(await response.arrayBuffer()));
      assert.ok(colours.has('22,80,140') && colours.has('255,255,255'), `${path}: ${[...colours].slice(0, 5).join(' ')}`);
    }
    assert.deepEqual(server.logLines, []);
  });
});
