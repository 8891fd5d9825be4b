/** The organiser's desk in a browser: signing in with a link, reading cards by keyboard, and both without scripts. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright } from '../support/e2e/browser-page.ts';
import { inviteToDesk, signInToDesk } from '../support/e2e/desk.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';

const campaign = createPostcardCampaign({ id: 'desk-cards', language: 'km' });
let server: TestServer;
// A server of its own: the desk shows the cards of all campaigns.
before(async () => (server = await startServer([campaign])));
after(() => server.stop());

async function submitCards(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const card = { to: ['ny-sokha'], design: 'lotus', message: `យើងគិតដល់អ្នក ${i}`, from: 'សុខ' };
    const body = JSON.stringify(createPostcard({ postcard: card, language: 'km' }));
    const { status } = await fetch(`${server.url}/campaigns/${campaign.id}/submissions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    assert.equal(status, 201);
  }
}

describeInPlaywright('the desk', (openPage, engine) => {
  it('takes the code of a link out of the address, and signs in when the person says so', async () => {
    const browserPage = await openPage();
    const { playwright: page, consoleMessages } = browserPage;
    const code = await inviteToDesk(server, `Link in ${engine}`);
    await page.goto(`${server.url}/desk/sign-in#${code}`);
    await page.waitForFunction('!location.hash');
    assert.equal(await page.locator('#code').inputValue(), code);
    assert.equal(page.url(), `${server.url}/desk/sign-in`);
    for (const path of ['sign-in', '', '/cards', '/print', '/letters', '/held', '/exports', '/audit', '/accounts', '/passkeys']) {
      if (path === '') {
        await page.locator('#sign-in button').click();
        await page.waitForURL(`${server.url}/desk`);
      } else if (path !== 'sign-in') await page.goto(`${server.url}/desk${path}`);
      await assertNoAxeViolations(browserPage);
    }
    assert.deepEqual(consoleMessages, []);
  });

  it('reads cards by keyboard', async () => {
    await submitCards(3);
    const { playwright: page, context } = await openPage();
    await signInToDesk(context, server);
    await page.goto(`${server.url}/desk/cards`);
    const text = page.locator('#card [lang=km]').first();
    assert.match(await text.innerText(), /យើងគិតដល់អ្នក/);
    const status = page.locator('.decided [role=status]');
    await page.keyboard.press('a');
    await page.waitForURL(/decided=/);
    const [, id] = /^Card (\w+) is approved\.$/.exec(await status.innerText())!;
    await page.keyboard.press('u');
    await page.waitForURL(/card=/);
    assert.match(await page.locator('#card').innerText(), new RegExp(`Card ${id}`));
    // The reasons have keys only while they are shown.
    const cardUrl = page.url();
    await page.keyboard.press('1');
    await page.keyboard.press('d');
    assert.equal(page.url(), cardUrl);
    await page.locator('.reasons button:focus').waitFor();
    await page.keyboard.press('5');
    await page.locator('#note:focus').waitFor();
    await page.keyboard.type('a1');
    assert.equal(await page.locator('#note').inputValue(), 'a1');
    await page.locator('.reasons summary').focus();
    await page.keyboard.press('d');
    await page.locator('.reasons:not([open])').waitFor();
    await page.keyboard.press('d');
    await page.locator('.reasons button:focus').waitFor();
    await page.keyboard.press('2');
    await page.waitForURL(/decided=/);
    assert.equal(await status.innerText(), `Card ${id} is declined: insulting.`);
    await page.keyboard.press('l');
    await page.waitForURL(/skip=/);
    assert.equal(await page.locator('#card').count(), 1);
    // With a modifier, the keys belong to the browser; outside the card, to nobody.
    const url = page.url();
    await page.keyboard.press('Alt+a');
    await page.locator('header a').first().focus();
    await page.keyboard.press('a');
    assert.equal(page.url(), url);
  });

  it('has a menu on a phone, which opens by keyboard', async () => {
    const browserPage = await openPage({ viewport: { width: 390, height: 800 } });
    const { playwright: page, context } = browserPage;
    await signInToDesk(context, server);
    await page.goto(`${server.url}/desk/letters`);
    const link = page.locator('nav a', { hasText: 'Cards' });
    assert.equal(await link.isVisible(), false);
    const menu = page.getByText('Menu: Letters');
    await menu.focus();
    await page.keyboard.press('Enter');
    await link.waitFor();
    await assertNoAxeViolations(browserPage);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Overview');
    await link.click();
    await page.waitForURL(`${server.url}/desk/cards`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await link.waitFor();
    assert.equal(await menu.isVisible(), false);
  });

  if (engine === 'chromium')
    it('works without scripts', async () => {
      await submitCards(1);
      const { playwright: page } = await openPage({ javaScriptEnabled: false });
      await page.goto(`${server.url}/desk`);
      await page.locator('#code').fill(`${server.url}/desk/sign-in#${await inviteToDesk(server, 'No scripts')}`);
      await page.locator('#sign-in button').click();
      await page.waitForURL(`${server.url}/desk`);
      await page.locator('nav a', { hasText: 'Cards' }).click();
      await page.locator('button', { hasText: 'Approve' }).click();
      await page.waitForURL(/decided=/);
      await page.locator('button', { hasText: 'Undo' }).click();
      await page.waitForURL(/card=/);
      await page.locator('.reasons summary').click();
      await page.locator('#note').fill('Another one.');
      await page.locator('#note').press('Enter');
      await page.waitForURL(/decided=/);
      assert.match(await page.locator('.decided').innerText(), /is declined: Another one\./);
      await page.locator('button', { hasText: 'Sign out' }).click();
      await page.waitForURL(`${server.url}/desk/sign-in`);
    });
});
