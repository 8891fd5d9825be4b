/** Images of campaigns: what is accepted, what stays of them, and how they are served. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { it } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { addImage, createImageReader, listImages, removeImage, type CampaignImage } from '../../../src/server/campaigns/campaign-images.ts';
import { createCampaign, publish, saveDraft } from '../../../src/server/campaigns/campaign-editor.ts';
import { createCampaignDescriptions } from '../../../src/server/campaigns/describe-campaigns.ts';
import { combineCampaigns, emptyFolder } from '../../../src/server/campaigns/campaign-sources.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { createLetterCampaign, createPostcardCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestServer, today } from '../support/test-server.ts';

/** Left half red, right half blue. */
function draw(width = 40, height = 20) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#00f';
  context.fillRect(width / 2, 0, width / 2, height);
  return canvas;
}

/** A photo that says where it was taken, and that the camera was turned. */
async function createPhoto(): Promise<Buffer> {
  const jpeg = await draw().encode('jpeg', 95);
  const entries = Buffer.from('4d4d002a00000008 0002 0112 0003 00000001 00060000 010f 0002 0000000e 00000026 00000000'.replaceAll(' ', ''), 'hex');
  const body = Buffer.concat([Buffer.from('Exif\0\0'), entries, Buffer.from('GPS 11.55, 104.9\0')]);
  const comment = Buffer.from('secret comment');
  const segment = (marker: number, content: Buffer) => Buffer.concat([Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);
  return Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, body), segment(0xfe, comment), jpeg.subarray(2)]);
}

async function getColors(bytes: Uint8Array): Promise<{ size: string; first: number[]; last: number[] }> {
  const image = await loadImage(bytes);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const round = (values: Uint8ClampedArray) => [...values].map((value) => (value > 128 ? 1 : 0));
  return { size: `${image.width}x${image.height}`, first: round(data.slice(0, 3)), last: round(data.slice(-4, -1)) };
}

let count = 0;

interface AddOptions {
  campaign?: string;
  alt?: string;
  store?: Pick<Store, 'campaignImages'>;
}

describeWithBothStores('images of campaigns', (getStore) => {
  const add = async (bytes: Uint8Array, { campaign = `images-${++count}`, alt = 'A flag', store = getStore() }: AddOptions = {}) => ({ campaign, ...(await addImage(store, campaign, { bytes, alt, now: today })) });
  const added = async (bytes: Uint8Array, options?: AddOptions): Promise<CampaignImage & { campaign: string }> => {
    const result = await add(bytes, options);
    assert.ok('image' in result, JSON.stringify(result));
    return { ...result.image, campaign: result.campaign };
  };

  it('keep their pixels, turned as the camera says, and nothing else that is in the file', async () => {
    const photo = await createPhoto();
    assert.ok(photo.includes('GPS') && photo.includes('secret'));
    const { src } = await added(photo);
    const bytes = Buffer.from(await (await createTestServer(getStore(), []).fetch(`/campaigns/${src}`)).arrayBuffer());
    for (const text of ['GPS', 'Exif', 'secret']) assert.equal(bytes.includes(text), false, text);
    assert.deepEqual(await getColors(bytes), { size: '20x40', first: [1, 0, 0], last: [0, 0, 1] });
  });

  it('lose scripts that pretend to be an image', async () => {
    const { src } = await added(Buffer.concat([await draw().encode('gif'), Buffer.from('<script>alert(1)</script>')]));
    const response = await createTestServer(getStore(), []).fetch(`/campaigns/${src}`);
    assert.equal(Buffer.from(await response.arrayBuffer()).includes('script'), false);
  });

  for (const [input, type, extension] of [['jpeg', 'image/jpeg', 'jpg'], ['png', 'image/png', 'png'], ['webp', 'image/webp', 'webp'], ['avif', 'image/webp', 'webp'], ['gif', 'image/png', 'png']] as const)
    it(`are accepted as ${input}, and served as ${type} from every process, for ever`, async () => {
      const bytes = await draw().encode(input as 'png');
      const { src, name, campaign, width, height } = await added(bytes);
      assert.match(src, new RegExp(`^${campaign}/images/[0-9a-f]{24}\\.${extension}$`));
      assert.deepEqual([width, height], [40, 20]);
      const response = await createTestServer(getStore(), []).fetch(`/campaigns/${src}`);
      const body = new Uint8Array(await response.arrayBuffer());
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('Content-Type'), type);
      assert.equal(response.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
      assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(response.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
      assert.equal(response.headers.get('Content-Security-Policy'), "default-src 'none'; sandbox");
      assert.ok(name.startsWith(hash('sha256', body).slice(0, 24)));
      assert.deepEqual(await getColors(body), { size: '40x20', first: [1, 0, 0], last: [0, 0, 1] });
    });

  it('are made smaller than a screen needs', async () => {
    const { width, height } = await added(await draw(4800, 1200).encode('png'));
    assert.deepEqual([width, height], [2400, 600]);
  });

  it('are refused if they are something else, broken, too large, or have no text alternative', async () => {
    const png = await draw().encode('png');
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(30_000, 20);
    for (const [bytes, problem] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'type'],
      [Buffer.from('<!doctype html>'), 'type'],
      [(await draw().encode('jpeg')).subarray(0, 200), 'broken'],
      [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'broken'],
      [bomb, 'dimensions'],
      [Buffer.alloc(13 * 1024 * 1024, png), 'size'],
    ] as const)
      assert.deepEqual({ ...(await add(bytes)), campaign: '' }, { campaign: '', problem });
    for (const alt of ['', ' \n ', 'a'.repeat(301)]) assert.deepEqual({ ...(await add(png, { alt })), campaign: '' }, { campaign: '', problem: 'alt' });
  });

  it('are stored once, with the newest text alternative, and listed for forms', async () => {
    const png = await draw().encode('png');
    const { campaign, src } = await added(png, { alt: 'First' });
    await added(png, { campaign, alt: ' A red\nand blue flag ' });
    const images = await listImages(getStore(), campaign);
    assert.deepEqual(images.map((image) => [image.src, image.alt, image.width, image.height]), [[src, 'A red and blue flag', 40, 20]]);
    assert.deepEqual(await listImages(getStore(), 'another'), []);
  });

  it('are deleted unless the draft or the published version uses them', async () => {
    const store = getStore();
    const document = createPostcardCampaign();
    const sources = combineCampaigns(emptyFolder, store, { report: (line) => assert.fail(line) });
    const save = { author: 'Anna', now: today };
    await createCampaign(store, { sources, exports: store.exports }, { id: document.id, title: document.title, language: 'en', kind: 'postcard' }, save);
    const { src, name } = await added(await draw().encode('png'), { campaign: document.id });
    const designs = [{ id: 'flag', src, alt: 'A flag' }];
    await saveDraft(store, document.id, { text: JSON.stringify({ ...document, postcard: { ...document.postcard!, designs } }), revision: 1 }, save);
    assert.equal(await removeImage(store, document.id, name), 'used');
    assert.equal(await publish(store, sources, document.id, { revision: 2, now: today }), 'done');
    await saveDraft(store, document.id, { text: JSON.stringify(document), revision: 2 }, save);
    assert.equal(await removeImage(store, document.id, name), 'used');
    assert.equal(await publish(store, sources, document.id, { revision: 3, now: today }), 'done');
    assert.equal(await removeImage(store, 'another', name), 'unknown');
    assert.equal(await removeImage(store, document.id, name), 'done');
    assert.equal(await removeImage(store, document.id, name), 'unknown');
    // The version that used it can be restored, and says what it lacks.
    await saveDraft(store, document.id, { text: JSON.stringify({ ...document, postcard: { ...document.postcard!, designs } }), revision: 3 }, save);
    const refused = await publish(store, sources, document.id, { revision: 4, now: today });
    assert.ok(typeof refused === 'object' && 'errors' in refused);
    assert.deepEqual(refused.errors.map(({ pointer, message }) => [pointer, message]), [['/postcard/designs/0/src', 'this image was deleted, or never added']]);
    const { diagnostics } = (await createCampaignDescriptions(store, sources).find(document.id))!;
    assert.ok(diagnostics.some(({ message }) => message === 'this image was deleted, or never added'));
    assert.equal((await createTestServer(store, []).fetch(`/campaigns/${src}`)).status, 404);
  });

  it('are read from the database once for many supporters, and again after a minute', async () => {
    const store = getStore();
    let reads = 0;
    let now = today;
    const { find } = store.campaignImages;
    const counting = { campaignImages: { ...store.campaignImages, find: (campaign: string, name: string) => (reads++, find(campaign, name)) } };
    const findImage = createImageReader(counting, () => now);
    const { campaign, name } = await added(await draw().encode('png'));
    const contents = await Promise.all([1, 2, 3].map(() => findImage(campaign, name)));
    assert.ok(contents[0]);
    assert.equal(contents[2], contents[0]);
    assert.equal(reads, 1);
    await removeImage(store, campaign, name);
    now += 60_001;
    assert.equal(await findImage(campaign, name), undefined);
    assert.equal(await findImage(campaign, name), undefined);
    assert.equal(reads, 3);
    for (const other of ['', 'a.png', '../x.png', `${'0'.repeat(24)}.svg`]) assert.equal(await findImage(campaign, other), undefined);
    assert.equal(reads, 3);
  });

  it('are in the audit log by their names', async () => {
    const store = getStore();
    const audited = store.withAudit({ actor: 'Olga', command: 'campaigns add image' });
    const { campaign, name } = await added(await draw().encode('png'), { store: audited });
    await removeImage(store.withAudit({ actor: 'Olga', command: 'campaigns delete image' }), campaign, name);
    const entries = await store.audit.find({ campaign });
    assert.deepEqual(entries.map(({ command, ids }) => `${command} ${ids}`).sort(), [`campaigns add image ["${name}"]`, `campaigns delete image ["${name}"]`]);
  });

  it('do not take the place of other paths of a campaign', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(getStore(), [campaign]);
    assert.equal((await server.request(`/campaigns/${campaign.id}/images/none.png`)).status, 404);
    assert.equal((await server.request(`/campaigns/${campaign.id}/counts.json`)).status, 200);
  });
});
