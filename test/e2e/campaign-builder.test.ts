/** The campaign builder in a browser: a form, what it shows beside it, and the same without scripts. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright } from '../support/e2e/browser-page.ts';
import { signInToDesk } from '../support/e2e/desk.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import type { TestServer } from '../support/e2e/server.ts';
import { createLetterCampaign, createPostcardCampaign } from '../server/support/campaigns.ts';

const engines = ['chromium', 'firefox'] as const;
const letters = engines.map((engine) => createLetterCampaign({ id: `builder-${engine}`, ask: { country: 'required' }, consent: [{ id: 'news', statement: 'Send me news.' }] }));
const cards = createPostcardCampaign({ id: 'builder-cards', translations: { ar: { title: 'أطلقوا سراحهما' } } });
cards.postcard!.designs[0]!.src = '/favicon.svg';
const plain = createLetterCampaign({ id: 'builder-plain', ask: { country: 'required' } });
let server: TestServer;
before(async () => (server = await serveCampaigns(...letters, cards, plain)));

describeInPlaywright('the campaign builder', (openPage, engine) => {
  const path = () => `${server.url}/desk/campaigns/builder-${engine}`;

  async function signIn(options = {}) {
    const browserPage = await openPage(options);
    await signInToDesk(browserPage.context, server);
    return browserPage;
  }

  async function takeOver(page: Awaited<ReturnType<typeof signIn>>['playwright'], address: string) {
    await page.goto(address);
    await page.locator('button', { hasText: 'Take over' }).click();
    await page.waitForURL(/done=taken-over/);
  }

  it('shows what is typed in the real element, in every state, and sends nothing', async () => {
    const browserPage = await signIn();
    const { playwright: page, consoleMessages } = browserPage;
    await takeOver(page, path());
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(`${path()}/parts/letter`);
    const preview = page.frameLocator('iframe[name=preview]');
    await preview.locator('action-letter[state=open]').waitFor();
    await page.locator('[id="/letter/closing"]').fill('With hope,');
    await preview.getByText('With hope,').waitFor();
    await page.locator('#preview-state').selectOption('closed');
    await preview.locator('action-letter[state=closed]').waitFor();
    await page.locator('#preview-state').selectOption('before');
    await preview.locator('action-letter[state=upcoming]').waitFor();
    await page.locator('#preview-state').selectOption('sent');
    await preview.locator('action-letter[state=sent]').waitFor();
    assert.deepEqual(requests.filter((request) => /submissions|counts|challenge/.test(request)), []);
    await assertNoAxeViolations(browserPage);
    assert.deepEqual(consoleMessages, []);
    await page.locator('.decision button', { hasText: /^Save$/ }).click();
    await page.waitForURL(/done=saved/);
    assert.equal(await page.locator('[id="/letter/closing"]').inputValue(), 'With hope,');
  });

  it('takes the focus to an entry that was added, and warns of leaving with what is not saved', async () => {
    const { playwright: page } = await signIn();
    await page.goto(`${path()}/parts/letter`);
    await page.locator('button', { hasText: 'Add: Target' }).click();
    await page.locator('[id="/letter/targets/2"]:focus').waitFor();
    // Firefox asks only if the person has used the page.
    await page.locator('[id="/letter/targets/2/name"]').click();
    await page.keyboard.type('A Third');
    const dialog = page.waitForEvent('dialog');
    const leaving = page.evaluate('location.href = "/desk"');
    await (await dialog).dismiss();
    await leaving;
    assert.match(page.url(), /parts\/letter/);
    // Closing the page must not ask again.
    page.on('dialog', (other) => void other.accept());
    await page.goto(`${path()}/parts/letter`);
  });

  if (engine === 'chromium')
    it('has pages for postcards and translations without violations', async () => {
      const browserPage = await signIn();
      const { playwright: page, consoleMessages } = browserPage;
      const address = `${server.url}/desk/campaigns/builder-cards`;
      await takeOver(page, address);
      for (const part of ['parts/basics', 'parts/people', 'parts/postcard', 'parts/dates', 'parts/form', 'translations', 'translations/ar']) {
        await page.goto(`${address}/${part}`);
        if (part !== 'translations') await page.frameLocator('iframe[name=preview]').locator(':is(postcard-form, detention-counter)[state=open]').waitFor();
        await assertNoAxeViolations(browserPage);
      }
      await page.locator('#preview-state').selectOption('sent');
      await page.frameLocator('iframe[name=preview]').locator('postcard-form[state=sent]').waitFor();
      await page.setViewportSize({ width: 320, height: 640 });
      for (const part of ['parts/people', 'translations/ar']) {
        await page.goto(`${address}/${part}`);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, part);
      }
      assert.deepEqual(consoleMessages, []);
    });

  if (engine === 'chromium')
    it('works without scripts', async () => {
      const { playwright: page } = await signIn({ javaScriptEnabled: false });
      const address = `${server.url}/desk/campaigns/builder-plain`;
      await takeOver(page, address);
      await page.goto(`${address}/parts/letter`);
      await page.locator('button', { hasText: 'Add: Target' }).click();
      await page.locator('[id="/letter/targets/2/name"]').fill('A Third');
      await page.locator('[id="/letter/targets/2/office"]').fill('Third Office');
      await page.locator('#show-preview').click();
      await page.frameLocator('iframe[name=preview]').getByText('The preview needs JavaScript').waitFor();
      // Enter saves; it does not press the first button of a list.
      await page.locator('[id="/letter/targets/2/name"]').press('Enter');
      await page.waitForURL(/done=saved/);
      assert.equal(await page.locator('[id="/letter/targets/2/name"]').inputValue(), 'A Third');
    });
});
