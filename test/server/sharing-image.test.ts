/** The image in previews of a link to a campaign's page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

const translations = {
  km: { title: 'សូមដោះលែងអ្នកស្រី សំ សុខា' },
  ar: { title: 'أطلقوا سراح سام سوكا' },
  my: { title: 'ဆမ် ဆုခါကို လွှတ်ပေးပါ' },
  lo: { title: 'ປ່ອຍຕົວ ສົມ ໂສຄາ' },
  th: { title: 'ปล่อยตัวสม โสคา' },
};
const titled = (more: Partial<Campaign> = {}) => createLetterCampaign({ translations, ...more });
const counted = (more: Partial<Campaign> = {}) => createPostcardCampaign({ translations, ...more });
const createServer = (...campaigns: Campaign[]) => createTestServer(createMemoryStore(), campaigns, { publicOrigin: 'https://actions.example' });

/** The path of the image that the page names. */
async function getImagePath(server: TestServer, { id }: Campaign, query = ''): Promise<string> {
  const { text } = await server.request(`/a/${id}${query}`);
  const [, url] = /<meta property="og:image" content="([^"]+)">/.exec(text)!;
  const { pathname, search } = new URL(url!.replaceAll('&amp;', '&'));
  return pathname + search;
}

type Box = [x: number, y: number, width: number, height: number];

/** The size of a PNG, and a function that looks at its pixels. */
async function readImage(response: Response) {
  assert.equal(response.headers.get('Content-Type'), 'image/png');
  const image = await loadImage(await response.arrayBuffer());
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  /** The number of colours in a box. */
  const countColours = (...box: Box) => new Set(new Uint32Array(context.getImageData(...box).data.buffer)).size;
  return { size: [image.width, image.height], countColours };
}

describe('the image in previews of a link', () => {
  it('has the size that networks ask for, in every language, with people and without', async () => {
    for (const campaign of [titled(), counted()])
      for (const language of ['en', ...Object.keys(translations)]) {
        const server = createServer(campaign);
        const { size } = await readImage(await server.fetch(await getImagePath(server, campaign, `?lang=${language}`)));
        assert.deepEqual(size, [1200, 630], language);
      }
  });

  it('starts a title at the side where its script starts', async () => {
    const campaign = titled();
    const server = createServer(campaign);
    const read = async (language: string) => readImage(await server.fetch(`/campaigns/${campaign.id}/preview.png?lang=${language}`));
    const [left, right] = [[60, 150, 40, 250], [1100, 150, 40, 250]] as [Box, Box];
    const thai = await read('th');
    assert.ok(thai.countColours(...left) > 1);
    assert.equal(thai.countColours(...right), 1);
    const arabic = await read('ar');
    assert.equal(arabic.countColours(...left), 1);
    assert.ok(arabic.countColours(...right) > 1);
  });

  it('keeps a long title inside', async () => {
    for (const [language, text] of [['en', 'Llanfairpwllgwyngyllgogerych '], ['km', 'ពន្ធនាគារព្រៃស'], ['ar', 'سجن بري سار ']] as const) {
      const campaign = createLetterCampaign({ language, title: text.repeat(12), organiser: { name: text.repeat(4), url: 'https://group.example' } });
      const { countColours } = await readImage(await createServer(campaign).fetch(`/campaigns/${campaign.id}/preview.png`));
      for (const box of [[0, 0, 1200, 20], [0, 610, 1200, 20], [0, 0, 20, 630], [1180, 0, 20, 630]] as Box[]) assert.equal(countColours(...box), 1, language);
    }
  });

  it('is kept for ever at the address on the page', async () => {
    const campaign = counted();
    const server = createServer(campaign);
    const path = await getImagePath(server, campaign);
    const { status, headers } = await server.fetch(path);
    assert.equal(status, 200);
    assert.equal(headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    assert.equal((await server.fetch(path, { headers: { 'If-None-Match': headers.get('ETag')! } })).status, 304);
  });

  it('has another address on another day, where days are counted, and the old one is kept only briefly', async () => {
    const [days, title] = [counted(), titled()];
    const server = createServer(days, title);
    const before = [await getImagePath(server, days), await getImagePath(server, title)] as const;
    const first = await server.fetch(before[0]);
    // 17:00 UTC is midnight in Phnom Penh.
    server.time = Date.parse('2018-07-20T16:59:59Z');
    assert.equal(await getImagePath(server, days), before[0]);
    server.time = Date.parse('2018-07-20T17:00:00Z');
    assert.notEqual(await getImagePath(server, days), before[0]);
    assert.equal(await getImagePath(server, title), before[1]);
    const second = await server.fetch(before[0]);
    assert.equal(second.headers.get('Cache-Control'), 'public, max-age=300');
    assert.notEqual(second.headers.get('ETag'), first.headers.get('ETag'));
  });

  it('has another address when the document changes what it shows', async () => {
    const campaign = titled();
    const changed = { ...campaign, title: 'Free Sam Sokha now' };
    const paths = [await getImagePath(createServer(campaign), campaign), await getImagePath(createServer(changed), changed)];
    assert.notEqual(paths[0], paths[1]);
  });

  it('is in the document’s own language without a parameter, and does not exist in others', async () => {
    const campaign = titled();
    const server = createServer(campaign);
    const getTag = async (query: string) => (await server.fetch(`/campaigns/${campaign.id}/preview.png${query}`)).headers.get('ETag');
    assert.equal(await getTag(''), await getTag('?lang=en'));
    assert.notEqual(await getTag(''), await getTag('?lang=km'));
    for (const [path, type] of [
      [`${campaign.id}/preview.png?lang=fr`, 'about:blank'],
      [`${campaign.id}/preview.png?lang=__proto__`, 'about:blank'],
      ['none/preview.png', '/problems/unknown-campaign'],
    ] as const) {
      const { status, body } = await server.request(`/campaigns/${path}`);
      assert.deepEqual([status, body.type], [404, type], path);
    }
    assert.deepEqual(server.logLines, []);
  });
});
