/** The plugin's page and its preview in the editor, with the project's own server. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { findAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright, submitForm, waitForState, FORM, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import type { TestServer } from '../support/e2e/server.ts';
import { saveSettings, startWordPress, type Role, type WordPress } from './support.ts';

let server: TestServer;
let wordPress: WordPress;
before(async () => {
  server = await getDemoServer();
  wordPress = await startWordPress();
  await saveSettings(wordPress, 'administrator', { servers: server.url, partner: 'partner-site' });
});
after(() => wordPress.stop());

const createBlock = () => `<!-- wp:action-widgets/action {"campaign":"${server.url}/campaigns/sam-sokha.json"} /-->`;
const createShortcode = () => `<!-- wp:shortcode -->\n[action_widget campaign="${server.url}/campaigns/sam-sokha.json"]\n<!-- /wp:shortcode -->`;

async function publish(content: string): Promise<string> {
  const { body } = await wordPress.rest('author', 'POST', '/wp/v2/posts', { title: 'Write to the prime minister', content, status: 'publish' });
  return `${wordPress.url}/?p=${body.id}`;
}

async function signIn({ playwright }: PlaywrightPage, role: Role): Promise<void> {
  await playwright.goto(`${wordPress.url}/wp-login.php`);
  await playwright.fill('#user_login', role);
  await playwright.fill('#user_pass', role);
  await playwright.click('#wp-submit');
  await playwright.waitForURL('**/wp-admin/**');
}

describeInPlaywright('the plugin in a browser', (openPage) => {
  for (const [form, create] of Object.entries({ block: createBlock, shortcode: createShortcode }))
    it(`sends a letter from the ${form} of an author, without a third party`, async () => {
      const url = await publish(create());
      const page = await openPage();
      const origins = new Set<string>();
      page.playwright.on('request', (request) => /^http/.test(request.url()) && origins.add(new URL(request.url()).origin));
      await page.goto(url);
      await waitForState(page, 'open');
      assert.equal(await page.evaluate(`return [...document.querySelectorAll('action-letter a')].filter((link) => link.getClientRects().length).length`), 0);
      await page.waitFor(`${FORM}.shadowRoot.querySelectorAll('[name="person/country"] option').length > 1`);
      await page.fill('person/name', 'Sok Dara');
      await page.playwright.locator('[name="person/country"]').selectOption('AU');
      await page.playwright.locator('[name="consent/news"]').first().check();
      const count = server.readSubmissions('sam-sokha').length;
      await submitForm(page);
      await waitForState(page, 'sent');
      const letters = server.readSubmissions('sam-sokha');
      assert.equal(letters.length, count + 1);
      assert.equal(letters.at(-1)!.partner, 'partner-site');
      assert.deepEqual([...origins].sort(), [server.url, wordPress.url].sort());
    });

  it('leaves a link to the form where scripts are off', async () => {
    const url = await publish(createBlock());
    const page = await openPage({ javaScriptEnabled: false });
    await page.playwright.goto(url);
    await page.playwright.locator('action-letter a').click();
    await page.playwright.locator('form[method=post]').first().waitFor();
    assert.match(page.playwright.url(), /\/a\/sam-sokha\?partner=partner-site&kind=letter$/);
  });

  it('has an accessible settings page', async () => {
    const page = await openPage();
    await signIn(page, 'administrator');
    await page.goto(`${wordPress.url}/wp-admin/options-general.php?page=action-widgets`);
    await page.playwright.getByLabel('Campaign servers').fill('nonsense');
    await page.playwright.getByRole('button', { name: 'Save Changes' }).click();
    await page.waitFor(`document.querySelector('.settings-error')?.textContent.includes('“nonsense” is not the address of a server')`);
    const violations = await findAxeViolations(page);
    assert.deepEqual(violations.filter((line) => line.includes('action-widgets')), []);
    await page.playwright.getByLabel('Campaign servers').fill(server.url);
    await page.playwright.getByRole('button', { name: 'Save Changes' }).click();
    await page.waitFor(`document.querySelector('.settings-error.notice-success')`);
  });

  it('shows authors a preview in the editor, where the form cannot be used by mistake', async () => {
    const page = await openPage();
    await signIn(page, 'author');
    await page.goto(`${wordPress.url}/wp-admin/post-new.php`);
    await page.waitFor(`window.wp?.data?.select('core/block-editor') && wp.blocks.getBlockType('action-widgets/action')`);
    await page.evaluate(`wp.data.dispatch('core/block-editor').insertBlocks(wp.blocks.createBlock('action-widgets/action', { campaign: args[0] }))`, `${server.url}/a/sam-sokha`);
    await page.waitFor(`document.querySelector('iframe[src="${server.url}/embed/sam-sokha/letter"]')`);
    await page.playwright.frameLocator('iframe[src*="/embed/"]').locator('action-letter[state=open]').waitFor();
    assert.equal(await page.evaluate(`return Boolean(document.querySelector('iframe[src*="/embed/"]').closest('[inert], .components-disabled'))`), true);
    await page.evaluate(`const { dispatch, select } = wp.data;
      const [block] = select('core/block-editor').getBlocks().filter(({ name }) => name === 'action-widgets/action');
      dispatch('core/block-editor').updateBlockAttributes(block.clientId, { campaign: 'https://other.example/a/sam-sokha' });`);
    await page.waitFor(`document.querySelector('.action-widgets-notice')?.textContent.includes('an administrator must add https://other.example')`);
    const content = await page.evaluate<string>(`return wp.data.select('core/editor').getEditedPostContent()`);
    assert.equal(content, '<!-- wp:action-widgets/action {"campaign":"https://other.example/a/sam-sokha"} /-->');
  });
}, ['chromium']);
