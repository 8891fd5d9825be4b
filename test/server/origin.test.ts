/** A server behind a proxy, whose public origin differs from that of its requests. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createLetterCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTestServer } from './support/test-server.ts';

describeWithStores(['sqlite'], 'a page of a server behind a proxy', (store) => {
  const campaign = createLetterCampaign({ share: { url: '/five', text: 'Five people', channels: ['copy'] } });
  const thanks = async (publicOrigin?: string) =>
    (await createTestServer(store(), [campaign], { publicOrigin }).request(`http://127.0.0.1:8080/a/${campaign.id}?thanks`)).text;

  it('contains URLs with the public origin', async () => {
    const text = await thanks('https://actions.example');
    assert.match(text, /href="https:\/\/actions\.example\/five"/);
    assert.doesNotMatch(text, /127\.0\.0\.1/);
  });

  it('contains URLs with the origin of the request if no public origin is configured', async () => {
    assert.match(await thanks(), /href="http:\/\/127\.0\.0\.1:8080\/five"/);
  });

  const getQrCode = async (publicOrigin?: string) =>
    createTestServer(store(), [campaign], { publicOrigin }).request(`http://127.0.0.1:8080/a/${campaign.id}/qr.svg`, { headers: { Host: 'evil.example' } });

  it('a QR code contains the public address, and a cache may keep it', async () => {
    const { text, headers } = await getQrCode('https://actions.example');
    assert.ok(text.includes(`<desc id="desc">https://actions.example/a/${campaign.id}</desc>`));
    assert.equal(headers.get('Cache-Control'), 'public, max-age=3600');
  });

  it('without PUBLIC_URL, a QR code contains the requested host, and no cache may keep it', async () => {
    const { text, headers } = await getQrCode();
    assert.ok(text.includes(`<desc id="desc">http://127.0.0.1:8080/a/${campaign.id}</desc>`));
    assert.equal(headers.get('Cache-Control'), 'no-store');
  });
});
