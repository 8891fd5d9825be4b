/** Letters without scripts: a plain form on the action's own page. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { selectedBrowsers } from '../support/browsers/browsers.mjs';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite } from '../support/e2e/site.ts';
import { describeInPlaywright, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import { openWebKit, type WebKitBrowser } from '../support/e2e/webkit-browser.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { TestServer } from '../support/e2e/server.ts';

const letter = createCampaign({
  ask: { email: 'optional', country: 'required' },
  consent: [{ id: 'news', statement: 'Write to me about the baker.' }],
  translations: { km: { title: 'ដោះលែងអ្នកដុតនំ' } },
});
let server: TestServer;
/** Serves the same pages with a policy under which no engine runs scripts. */
let sandboxed: FaultProxy;
before(async () => {
  server = await serveCampaigns(letter);
  sandboxed = await startFaultProxy(server.url, () => 'pass', {
    'content-security-policy': 'sandbox allow-forms allow-same-origin',
  });
});
after(() => sandboxed.close());

/** Fills in the form with the keyboard alone, at first without a name, and follows it to the thank-you page. */
async function sendWithKeyboard({ playwright: page }: PlaywrightPage, origin: string): Promise<void> {
  await page.goto(`${origin}/a/${letter.id}?lang=km&partner=daily-news`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'km');
  const submissionCount = server.readSubmissions().length;
  const focused = page.locator(':focus');
  const getFocusedName = async () => ((await focused.count()) ? focused.getAttribute('name') : null);
  const tabTo = async (name: string) => {
    for (let i = 0; i < 60; i++) {
      if ((await getFocusedName()) === name) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the Tab key did not reach ${name}`);
  };
  await tabTo('letter/body');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' She bakes bread.');
  await tabTo('person/country');
  await page.keyboard.press('ArrowDown');
  await tabTo('person/email');
  await page.keyboard.type('dara@');
  await page.keyboard.press('Enter');

  // The form returns with everything that was typed, each error next to its field, and the focus on the summary.
  await page.locator('.summary li').first().waitFor();
  assert.equal(await page.locator('.summary li').count(), 3);
  for (const name of ['person/name', 'person/email']) {
    const field = page.locator(`input[name="${name}"]`);
    assert.equal(await field.getAttribute('aria-invalid'), 'true', name);
    const described = (await field.getAttribute('aria-describedby'))!.split(' ');
    const descriptions = await page.locator(described.map((id) => `[id="${id}"]`).join()).allInnerTexts();
    assert.ok(descriptions.join('').trim(), `${name} has an error message`);
  }
  assert.equal(await page.locator('[name="letter/body"]').inputValue(), 'Please let the baker go. She bakes bread.');
  assert.equal(await page.locator('[name="person/email"]').inputValue(), 'dara@');
  assert.match(await page.locator('[name="person/country"]').inputValue(), /^[A-Z]{2}$/);
  assert.equal(server.readSubmissions().length, submissionCount);

  await tabTo('person/name');
  await page.keyboard.type('សុខ ដារ៉ា');
  await tabTo('person/email');
  await page.keyboard.type('dara@example.org');
  await tabTo('consent/news');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&]thanks/);
  const url = new URL(page.url());
  assert.equal(url.pathname, `/a/${letter.id}`);
  assert.equal(url.searchParams.get('lang'), 'km');
  assert.equal(url.searchParams.get('partner'), 'daily-news');

  const submissions = server.readSubmissions();
  assert.equal(submissions.length, submissionCount + 1);
  const { partner, submission } = submissions.at(-1)!;
  assert.equal(partner, 'daily-news');
  assert.equal(submission.language, 'km');
  assert.equal(submission.person?.name, 'សុខ ដារ៉ា');
  assert.equal(submission.person?.email, 'dara@example.org');
  assert.equal(submission.letter?.body, 'Please let the baker go. She bakes bread.');
  const statement = 'Write to me about the baker.';
  assert.deepEqual(submission.consent, [{ id: 'news', statement, given: true, sha256: hash('sha256', statement) }]);
}

describeInPlaywright('letter without scripts', (openPage, engine) => {
  it('can be written, corrected and sent with the keyboard', async () => {
    const page = await openPage(engine === 'chromium' ? { javaScriptEnabled: false } : {});
    await sendWithKeyboard(page, engine === 'chromium' ? server.url : sandboxed.url);
  });

  it('is reached from a partner’s page through the link inside the element', async () => {
    const site = await startSite({ '/': createArticle(createSnippet(`${server.url}/campaigns/${letter.id}.json`)) });
    try {
      const { playwright: page } = await openPage();
      await page.goto(`${site.url}/?nojs`);
      await page.locator('action-letter a').click();
      await page.waitForURL(`${server.url}/a/${letter.id}`);
    } finally {
      await site.close();
    }
  });
});

if (selectedBrowsers.includes('webkit')) {
  describe('letter without scripts (webkit)', () => {
    let webkit: WebKitBrowser;
    before(async () => (webkit = await openWebKit()));
    after(() => webkit.stop());

    it('can be written, corrected and sent', async () => {
      const submissionCount = server.readSubmissions().length;
      await webkit.goto(`${sandboxed.url}/a/${letter.id}?lang=en&partner=daily-news`);
      await webkit.fill('[name="letter/body"]', ' She bakes bread.');
      await webkit.fill('[name="person/country"]', 'Australia');
      await webkit.fill('[name="person/name"]', 'Sok Dara');
      await webkit.click('form button');
      const { call } = webkit;
      const countElements = async (selector: string) =>
        ((await call('POST', '/elements', { using: 'css selector', value: selector })) as unknown[]).length;
      await waitUntil('the form returns with its errors', () => countElements('.summary li'));
      assert.equal(await countElements('.summary li'), 1);
      assert.equal(server.readSubmissions().length, submissionCount);
      await webkit.click('[name="consent/news"][value="no"]');
      await webkit.click('form button');
      await waitUntil('the thank-you page is shown', async () => /[?&]thanks/.test(await webkit.url()));
      const { partner, submission } = server.readSubmissions().at(-1)!;
      assert.equal(server.readSubmissions().length, submissionCount + 1);
      assert.equal(partner, 'daily-news');
      assert.equal(submission.person?.name, 'Sok Dara');
      assert.equal(submission.person?.country, 'AU');
      assert.match(submission.letter?.body ?? '', /She bakes bread/);
      assert.deepEqual(submission.consent?.map(({ given }) => given), [false]);
    });
  });
}
