/** What becomes of typed text when the supporter leaves the page without sending it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser, selectedBrowsers } from '../support/browsers/browsers.mjs';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { describeInAllBrowsers, fillUntilAsked, FORM, prepareForPageCache, waitForState } from '../support/e2e/browser-page.ts';
import { findFilesWith } from '../support/e2e/find-files.ts';
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
      await fillUntilAsked(page, 'person/name', 'Sok Dara');
      await prepareForPageCache(page);
      await page.goto(otherUrl);
      await page.waitFor(`document.querySelector('form')`);
      await page.evaluate('setTimeout(() => history.back())');
      await page.waitFor('window.isRestored');
      assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="person/name"]').value`), 'Sok Dara');
    });
  });

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
        await waitUntil('the session is written', () => findFilesWith(profile, 'typed into the page').length);
        assert.deepEqual(findFilesWith(profile, 'typed as a name'), []);
        assert.deepEqual(findFilesWith(profile, 'typed into the letter'), []);
      } finally {
        await context.close();
        await site.close();
        await rm(profile, { recursive: true, force: true });
      }
    });
  });
