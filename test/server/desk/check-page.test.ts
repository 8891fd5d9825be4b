/** “Is it on my page?” on the desk. What it says about pages is tested with the check itself. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { embedMethods } from '../../../src/embed-code/snippets.ts';
import { PageError, type FetchPage } from '../../../src/server/page-check/fetch-page.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestDesk } from './support.ts';

describeWithBothStores('checking a page on the desk', (getStore) => {
  const campaign = createLetterCampaign({ title: 'Free <Sam>' });
  const snippet = embedMethods['elements']!.getCode({ origin: 'http://localhost', id: campaign.id, title: campaign.title, element: 'letter', partner: 'a-group' });

  function createDesk(text: string) {
    const requests: { url: string; userAgent: string }[] = [];
    const fetchPage: FetchPage = (url, { userAgent }) => {
      requests.push({ url: url.href, userAgent });
      return Promise.resolve({ url, redirects: 0, status: 200, headers: { 'content-type': ['text/html'], 'content-security-policy': ["script-src 'self'"] }, text, isTruncated: false });
    };
    return { desk: createTestDesk(getStore(), [campaign], { fetchPage }), requests };
  }

  it('shows what is there, what is forbidden, and what to do, and nothing of the page itself', async () => {
    const { desk, requests } = createDesk(`<title>Secret title</title>${snippet}<p>Secret text`);
    const visitor = await desk.visitAs('Moderator 1', 'moderator');
    assert.match((await visitor.get('/desk/check-page')).text, /<form method="post" action="\/desk\/check-page">/);
    const { status, text } = await visitor.post('/desk/check-page', { url: ' partner.example/news?a=b#c ' });
    assert.equal(status, 200);
    assert.equal(requests[0]!.url, 'https://partner.example/news?a=b');
    assert.match(requests[0]!.userAgent, /^action-widgets-server .*http:\/\/localhost\)$/);
    assert.match(text, /<h2>One problem<\/h2>/);
    assert.match(text, /script-src http:\/\/localhost;/);
    assert.match(text, /counts for the partner a-group/);
    assert.ok(text.includes(`href="/embed-code?campaign=${campaign.id}&amp;from=${campaign.id}"`) && text.includes('“Free &lt;Sam&gt;”'));
    assert.ok(!text.includes('Secret'));
  });

  it('shows what was typed again if it is no address, and asks nobody', async () => {
    const { desk, requests } = createDesk('');
    const visitor = await desk.visitAs('Moderator 2', 'moderator');
    const { status, text } = await visitor.post('/desk/check-page', { url: 'file:///etc/"passwd' });
    assert.equal(status, 422);
    assert.match(text, /value="file:\/\/\/etc\/&quot;passwd"/);
    assert.match(text, /aria-invalid="true" aria-describedby="url-error"/);
    assert.deepEqual(requests, []);
  });

  it('limits how many pages an account has checked, and not those of others', async () => {
    const { desk, requests } = createDesk('<p>Nothing');
    const visitor = await desk.visitAs('Moderator 3', 'moderator');
    let status = 200;
    while (status === 200) ({ status } = await visitor.post('/desk/check-page', { url: 'partner.example' }));
    assert.deepEqual([status, requests.length], [429, 30]);
    assert.equal((await (await desk.visitAs('Moderator 4', 'moderator')).post('/desk/check-page', { url: 'partner.example' })).status, 200);
    desk.server.time += 600_000;
    assert.equal((await visitor.post('/desk/check-page', { url: 'partner.example' })).status, 200);
  });

  it('checks only a few pages at the same time', async () => {
    let count = 0;
    const rejections: (() => void)[] = [];
    const desk = createTestDesk(getStore(), [campaign], {
      fetchPage: () => {
        count++;
        return new Promise((_, reject) => rejections.push(() => reject(new PageError('timeout'))));
      },
    });
    const visitor = await desk.visitAs('Moderator 6', 'moderator');
    const waiting = [1, 2, 3, 4].map(() => visitor.post('/desk/check-page', { url: 'partner.example' }));
    await waitUntil('four pages are fetched', () => count === 4);
    const { status, text } = await visitor.post('/desk/check-page', { url: 'partner.example' });
    assert.deepEqual([status, /Other pages are being checked/.test(text)], [429, true]);
    for (const reject of rejections) reject();
    for (const response of await Promise.all(waiting)) assert.equal(response.status, 200);
    const last = visitor.post('/desk/check-page', { url: 'partner.example' });
    await waitUntil('the last page is fetched', () => count === 5);
    rejections.at(-1)!();
    assert.equal((await last).status, 200);
  });

  it('refuses an address inside the network of the server', async () => {
    const visitor = await createTestDesk(getStore(), [campaign]).visitAs('Moderator 5', 'moderator');
    for (const url of ['http://127.0.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[::ffff:10.0.0.1]/', 'http://127.1/'])
      assert.match((await visitor.post('/desk/check-page', { url })).text, /private network/, url);
  });
});
