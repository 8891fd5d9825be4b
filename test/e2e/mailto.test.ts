/** A letter that supporters send from their own email app: counted first, then handed over in full. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, FORM, submitForm, getFormText, type BrowserPage, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

const address = 'ada.minister+letters@justice.example';
const letter = createCampaign(
  {},
  {
    delivery: 'mailto',
    targets: [{ id: 'minister', name: 'Ada Minister', office: 'Minister of Justice', email: address }],
  },
);
const fullText = 'Your Excellency,\n\nBread & salt? 100% ចិត្ត.\nLet her go.\n\nYours sincerely,\nSok Dara';
let server: TestServer;
let site: Site;
before(async () => {
  server = await serveCampaigns(letter);
  const snippet = createSnippet(`${server.url}/campaigns/${letter.id}.json`);
  const createHost = (onCopy: string) => `<script>
    document.addEventListener('copy', (event) => ${onCopy}, true);
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
  </script>`;
  site = await startSite({
    '/': createArticle(snippet),
    '/cancels-copying': createArticle(snippet, createHost('event.preventDefault()')),
    '/stops-copying': createArticle(snippet, createHost('{ event.stopImmediatePropagation(); event.preventDefault(); }')),
  });
});
after(() => site.close());

async function openAndFill(page: BrowserPage, path = '/'): Promise<void> {
  await page.goto(site.url + path);
  await waitForState(page, 'open');
  await page.fill('letter/subject', 'The baker & her bread');
  await page.fill('letter/body', 'Bread & salt? 100% ចិត្ត.\nLet her go.');
  await page.fill('person/name', 'Sok Dara');
}

describeInAllBrowsers('letter to finish in an email app', (openPage) => {
  it('is counted, and its link contains the full text', async () => {
    const page = await openPage();
    await openAndFill(page);
    const submissionCount = server.readSubmissions().length;
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.equal(server.readSubmissions().length, submissionCount + 1);
    assert.match(await getFormText(page), /One more step: open your letter in your email app/);

    const href = await page.evaluate<string>(`return ${FORM}.shadowRoot.querySelector('a[href^="mailto:"]').getAttribute('href')`);
    const { pathname, search } = new URL(href);
    assert.equal(decodeURIComponent(pathname), address);
    // Email apps show a plus as a plus, so spaces have to be %20.
    assert.ok(!href.includes('+'), href);
    const fields = search.slice(1).split('&').map((field) => field.split('=').map(decodeURIComponent));
    assert.deepEqual(fields, [
      ['subject', 'The baker & her bread'],
      ['body', fullText.replaceAll('\n', '\r\n')],
    ]);
  });
});

// Other engines ask before a page may read the clipboard.
describeInPlaywright('letter to finish in an email app', (openPage) => {
  it('can be copied piece by piece, in full', async () => {
    const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await openAndFill(page);
    await submitForm(page);
    await waitForState(page, 'sent');
    for (const [name, text] of [
      ['Copy email address', address],
      ['Copy subject', 'The baker & her bread'],
      ['Copy letter', fullText],
    ] as const) {
      // Clear the clipboard and record the labels of this very button: an earlier copy must not satisfy the waits, and a
      // label that is soon restored must not escape them.
      await page.evaluate(`return navigator.clipboard.writeText('')`);
      const button = await page.playwright.locator('action-letter button', { hasText: name }).elementHandle();
      await button.evaluate((element) => {
        const labels: (string | undefined)[] = [];
        Object.assign(window, { labels });
        new MutationObserver(() => labels.push(element.textContent?.trim())).observe(element, { subtree: true, childList: true, characterData: true });
      });
      await button.click();
      await page.waitFor(`labels.includes('Copied')`);
      assert.equal(await page.evaluate('return navigator.clipboard.readText()'), text);
      await page.waitFor(`labels.at(-1) === '${name}'`);
    }
  });

  /** Sends a letter on a page, and presses the button that copies it. */
  async function sendAndCopy(path: string): Promise<PlaywrightPage> {
    const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await openAndFill(page, path);
    await submitForm(page);
    await waitForState(page, 'sent');
    await page.playwright.locator('action-letter button', { hasText: 'Copy letter' }).click();
    return page;
  }

  it('can be copied on a page that cancels every copy', async () => {
    const page = await sendAndCopy('/cancels-copying');
    await page.playwright.locator('action-letter button', { hasText: 'Copied' }).waitFor();
    assert.equal(await page.evaluate('return navigator.clipboard.readText()'), fullText);
  });

  it('is not said to be copied where the page lets nothing through', async () => {
    const page = await sendAndCopy('/stops-copying');
    await page.playwright.locator('action-letter button', { hasText: 'Couldn’t copy' }).waitFor();
  });
}, ['chromium']);
