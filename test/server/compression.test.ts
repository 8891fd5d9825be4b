/** Pages are compressed for browsers that accept it: supporters pay for each kilobyte. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

const campaign = createLetterCampaign();

describe('the compression of pages', () => {
  let server: TestServer;
  before(() => (server = createTestServer(createMemoryStore(), [campaign], { newId: () => '123e4567-e89b-42d3-a456-426614174000' })));

  for (const path of ['/', `/a/${campaign.id}`, `/embed/${campaign.id}`, '/embed-code', '/a/unknown'])
    it(`makes ${path.replace(campaign.id, ':id')} smaller, and leaves its text as it is`, async () => {
      const headers = { Accept: 'text/html' };
      const plain = await server.fetch(path, { headers });
      const compressed = await server.fetch(path, { headers: { ...headers, 'Accept-Encoding': 'gzip, deflate, br' } });
      const text = await plain.text();
      const bytes = Buffer.from(await compressed.arrayBuffer());
      assert.equal(plain.headers.get('Content-Encoding'), null);
      assert.equal(compressed.headers.get('Content-Encoding'), 'gzip');
      assert.deepEqual([plain, compressed].map((response) => /\bAccept-Encoding\b/.test(response.headers.get('Vary') ?? '')), [true, true]);
      assert.equal(gunzipSync(bytes).toString(), text);
      assert.ok(bytes.length < text.length * 0.7, `${bytes.length} of ${text.length} bytes`);
    });
});
