/** What becomes of typed text when the supporter leaves the page without sending it. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser, selectedBrowsers } from '../support/browsers/browsers.mjs';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { describeInAllBrowsers, FORM, waitForState } from '../support/e2e/browser-page.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { waitUntil } from '../support/wait-until.ts';

const letter = createCampaign();
let server: TestServer;
/** A page of a partner, and another one. */
let site: Site;
before(async () => {
  // Without a public URL, pages have `no-store`.
  server = await startServer([letter], { PUBLIC_URL: 'https://campaign.example' });
  const createPage = (content: string) => ({ body: createArticle(content), headers: { 'Cache-Control': 'max-age=60' } });
  site = await startSite({ '/': createPage(createSnippet(`${server.url}/campaigns/${letter.id}.json`)), '/other': createPage('<form></form>') });
});
after(() => Promise.all([server.stop(), site.close()]));

const places = {
  'on the campaign’s own page': () => ({ url: `${server.url}/a/${letter.id}`, otherUrl: `${server.url}/embed-code` }),
  'on a page of a partner': () => ({ url: `${site.url}/`, otherUrl: `${site.url}/other` }),
};
for (const [place, getUrls] of Object.entries(places))
  describeInAllBrowsers(`letter ${place}`, (openPage) => {
    it('keeps the typed text after Back', async () => {
      const { url, otherUrl } = getUrls();
      const page = await openPage();
      await page.goto(url);
      await waitForState(page, 'open');
      await waitUntil('the outbox is loaded, and asks with the next input', async () => {
        await page.fill('person/name', 'Sok Dara');
        return page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="outbox/refused"]') !== null`);
      });
      for (const resource of ['letter-form.lazy', 'counts.json'])
        await page.waitFor(`performance.getEntriesByType('resource').some(({ name, responseEnd }) => responseEnd && name.includes('${resource}'))`);
      // Browsers keep no page that holds a lock, as the outbox does while it reads.
      await page.evaluate(`void navigator.locks.request('action-widgets', () => (window.isOutboxRead = true))`);
      await page.waitFor('window.isOutboxRead');
      await page.evaluate(`addEventListener('pageshow', ({ persisted }) => (window.isRestored = persisted))`);
      await page.goto(otherUrl);
      await page.waitFor(`document.querySelector('form')`);
      await page.evaluate('setTimeout(() => history.back())');
      await page.waitFor('window.isRestored');
      assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="person/name"]').value`), 'Sok Dara');
    });
  });

/** Whether a file in this folder contains the text, in UTF-8 or UTF-16. */
async function containsText(folder: string, text: string): Promise<boolean> {
  const files = (await readdir(folder, { withFileTypes: true, recursive: true })).filter((entry) => entry.isFile());
  // Files of a running browser come and go.
  const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)).catch(() => Buffer.alloc(0))));
  return contents.some((content) => content.includes(text) || content.includes(Buffer.from(text, 'utf16le')));
}

if (selectedBrowsers.includes('chromium'))
  describe('profile of Chromium', () => {
    it('contains what was typed into a field of the page, and nothing that was typed into the letter', async () => {
      const snippet = createSnippet(`${server.url}/campaigns/${letter.id}.json`);
      const site = await startSite({ '/': createArticle(`<input id="search">${snippet}`) });
      const profile = await mkdtemp(join(tmpdir(), 'profile-'));
      const context = await chromium.launchPersistentContext(profile, { executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });
      try {
        const page = await context.newPage();
        await page.goto(`${site.url}/`);
        await page.locator('action-letter[state=open]').waitFor();
        await page.locator('#search').pressSequentially('typed into the page');
        await page.locator('[name="person/name"]').fill('typed as a name');
        await page.locator('[name="letter/body"]').fill('typed into the letter');
        // Chromium writes what it restores after a crash every few seconds, all fields at once.
        await waitUntil('the session is written', () => containsText(profile, 'typed into the page'));
        assert.equal(await containsText(profile, 'typed as a name'), false);
        assert.equal(await containsText(profile, 'typed into the letter'), false);
      } finally {
        await context.close();
        await site.close();
        await rm(profile, { recursive: true, force: true });
      }
    });
  });
