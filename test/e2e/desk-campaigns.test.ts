/** Campaigns on the desk in a browser: started, edited as JSON with completion and checks, and published. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright } from '../support/e2e/browser-page.ts';
import { signInToDesk } from '../support/e2e/desk.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import type { TestServer } from '../support/e2e/server.ts';
import { createLetterCampaign } from '../server/support/campaigns.ts';

let server: TestServer;
before(async () => (server = await serveCampaigns(createLetterCampaign({ id: 'in-the-folder', ask: { country: 'required' } }))));

async function start(page: Page, id: string): Promise<string> {
  await page.goto(`${server.url}/desk/campaigns`);
  // Only for a language that is not in the list.
  const tag = page.locator('[name=otherLanguage]');
  assert.equal(await tag.isVisible(), false);
  await page.locator('[name=language]').selectOption({ label: 'Another language' });
  await tag.fill('en-GB');
  const fields = { title: 'Free Sam Sokha', id, organiserName: 'A Human Rights Group', organiserUrl: 'https://group.example' };
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('[name=kind][value=letter]').check();
  await page.locator('#start button').click();
  await page.waitForURL(/done=started/);
  return `${server.url}/desk/campaigns/${id}`;
}

describeInPlaywright('campaigns on the desk', (openPage, engine) => {
  it('are started, corrected in the editor, and published', async () => {
    const browserPage = await openPage();
    const { playwright: page, context, consoleMessages } = browserPage;
    await signInToDesk(context, server);
    const path = await start(page, `started-in-${engine}`);
    await assertNoAxeViolations(browserPage);

    await page.goto(`${path}/json`);
    const editor = page.getByRole('textbox', { name: 'Document' });
    await editor.waitFor();
    assert.equal(await page.locator('textarea').isVisible(), false);
    // The examples are marked as soon as the server has checked the document.
    await page.locator('.cm-lint-marker-error').first().waitFor();
    await assertNoAxeViolations(browserPage);
    const corrections = [
      [/Name of the office holder/, 'A. Minister'],
      [/Office that they hold/, 'Minister of the Interior'],
      [/"body": "[^"]*"/, '"body": "Please let her go."'],
    ] as const;
    let expected = await page.locator('textarea').inputValue();
    for (const [example, correction] of corrections) {
      const line = page.locator('.cm-line', { hasText: example });
      const text = (await line.innerText()).trim();
      const corrected = text.replace(example, correction);
      await line.click();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      await page.keyboard.insertText(corrected);
      expected = expected.replace(text, corrected);
    }
    await page.locator('.cm-lint-marker-error').first().waitFor({ state: 'detached' });
    assert.equal(await page.locator('textarea').inputValue(), expected);
    await page.locator('#json-form button').click();
    await page.waitForURL(/done=saved/);
    await page.goto(path);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL(/done=published/);
    assert.equal((await fetch(`${server.url}/a/started-in-${engine}`)).status, 200);
    assert.deepEqual(consoleMessages, []);
  });

  it('complete keys by keyboard, which leaves the editor with Tab, and show the line of a problem', async () => {
    const { playwright: page, context, consoleMessages } = await openPage();
    await signInToDesk(context, server);
    const path = await start(page, `keys-in-${engine}`);
    await page.goto(`${path}/json`);
    const link = page.getByRole('link', { name: /^line \d+/ }).first();
    const line = /line (\d+)/.exec(await link.innerText())![1]!;
    await link.click();
    await page.waitForURL(/json#line-/);
    await page.getByRole('textbox', { name: 'Document' }).waitFor();
    await page.locator('.cm-activeLineGutter').getByText(line, { exact: true }).waitFor();

    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('"summ');
    await page.locator('.cm-tooltip-autocomplete [aria-selected=true]').getByText('summary').waitFor();
    assert.match(await page.locator('.cm-completionInfo').innerText(), /A short summary/);
    // For a moment, the editor takes Enter as a line break that was typed before the list appeared.
    await page.evaluate('(async () => { for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame); })()');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Held for a photograph.');
    assert.match(await page.locator('textarea').inputValue(), /^\{"summary": "Held for a photograph\.",?\s/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.localName), 'button');
    assert.deepEqual(consoleMessages, []);
  });
});
