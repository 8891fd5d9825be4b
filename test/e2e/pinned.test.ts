/** A pinned version: a snippet with its integrity hash, and files of which one byte was changed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, it } from 'node:test';
import { embedMethods, tagNames, type ElementName } from '../../src/embed-code/snippets.ts';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { getDemoServer, serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, FORM, submitForm, getFormText, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import type { TestServer } from '../support/e2e/server.ts';

const letter = createCampaign({ translations: { fr: { title: 'Libérez le boulanger' } } });
const { version, files } = JSON.parse(readFileSync('dist/web/integrity.json', 'utf8')) as { version: string; files: Record<string, string> };
let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  server = await serveCampaigns(letter);
  site = await startSite(pages);
});
after(() => site.close());

const createElements = (url: string) =>
  `<action-letter lang="fr" src="${url}/campaigns/${letter.id}.json"><a href="${url}/a/${letter.id}">Écrire</a></action-letter>
  <detention-counter name="Ny Sokha" since="2016-04-28" time-zone="Asia/Phnom_Penh"><a href="${url}/a/${letter.id}">Count</a></detention-counter>`;

/** Creates a page with the published snippet that records when the browser refuses a script. */
function createPage(url: string, file: string, tags: string): string {
  const type = file === 'actions.iife.js' ? 'text/javascript' : 'module';
  return createArticle(
    `${tags}
    <script type="${type}" src="${url}/${version}/${file}" integrity="${files[file]}" crossorigin></script>`,
    `<script>addEventListener('error', ({ target }) => target.localName === 'script' && (window.isRefused = true), true)</script>`,
  );
}

describeInAllBrowsers('pinned version', (openPage) => {
  let proxy: FaultProxy | undefined;
  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
  });

  /** Opens a page for which the proxy changes a byte of the files that match `changed`. No cache knows its address. */
  async function open(file: string, changed?: RegExp, createTags = createElements): Promise<BrowserPage> {
    proxy = await startFaultProxy(server.url, ({ path }) => (changed?.test(path) ? 'changed' : 'pass'));
    pages[`/${file}.html`] = createPage(proxy.url, file, createTags(proxy.url));
    const page = await openPage();
    await page.goto(`${site.url}/${file}.html`);
    return page;
  }
  const countRequests = (pattern: RegExp) => proxy!.requests.filter(({ path }) => pattern.test(path)).length;
  const getState = `document.querySelector('action-letter').state ?? null`;
  const counter = `document.querySelector('detention-counter').shadowRoot`;

  for (const script of ['actions.js', 'actions.iife.js']) {
    it(`works when no file was changed: ${script}`, async () => {
      const page = await open(script);
      await waitForState(page, 'open');
      assert.match(await getFormText(page), /Libérez le boulanger[^]*Votre nom/);
      await page.fill('person/name', 'Sok Dara');
      await submitForm(page);
      await waitForState(page, 'sent');
      await page.click('detention-counter button');
      await page.waitFor(`${counter}.querySelector('img')?.naturalWidth`);
      assert.deepEqual(page.consoleMessages, []);
      const scripts = proxy!.requests.map(({ path }) => path).filter((path) => path.endsWith('.js'));
      assert.deepEqual(scripts.filter((path, i) => scripts.indexOf(path) < i), [], 'no script is loaded twice');
    });
  }

  for (const [description, script, file] of [
    ['the script', 'actions.js', /\/actions\.js/],
    ['the script of one element', 'action-letter.js', /\/action-letter\.js/],
    ['the shared code', 'actions.js', /\/actions\/shared\.js/],
    ['a component', 'actions.js', /\/actions\/action-letter\.js/],
    ['the classic script', 'actions.iife.js', /\/actions\.iife\.js/],
  ] as const) {
    it(`shows the fallback content when a byte of ${description} was changed`, async () => {
      const page = await open(script, file);
      await page.waitFor(`document.readyState === 'complete' && window.isRefused`);
      assert.ok(countRequests(file) >= 1 && countRequests(file) <= 2, `${countRequests(file)} requests`);
      assert.equal(await page.evaluate(`return ${getState}`), null);
      assert.ok(await page.evaluate(`return document.querySelector('action-letter a').getClientRects().length`));
    });
  }

  it('shows the fallback content of a day count when a byte of the code that it loads for a document was changed', async () => {
    const documentCode = /\/resolve-campaign/;
    const page = await open(
      'detention-counter.js',
      documentCode,
      (url) => `<detention-counter src="${url}/campaigns/${letter.id}.json"><a href="${url}/a/${letter.id}">Count</a></detention-counter>`,
    );
    await page.waitFor(`document.querySelector('detention-counter').state === 'failed'`);
    assert.ok(countRequests(documentCode) >= 1 && countRequests(documentCode) <= 4, `${countRequests(documentCode)} requests`);
    assert.ok(await page.evaluate(`return document.querySelector('detention-counter a').getClientRects().length`));
  });

  it('shows English when a byte of the language was changed, also after a reload', async () => {
    const page = await open('actions.js', /\/letter-fr\.js/);
    for (const maxRequests of [3, 6]) {
      await waitForState(page, 'open');
      assert.match(await getFormText(page), /Libérez le boulanger[^]*Your name/);
      assert.ok(countRequests(/\/letter-fr\.js/) <= maxRequests, `${countRequests(/\/letter-fr\.js/)} requests`);
      await page.evaluate(`return new Promise((resolve) => {
        document.querySelector('action-letter').addEventListener('action-load', () => resolve(), { once: true });
        document.querySelector('action-letter').reload();
      })`);
    }
    await page.waitFor(`${counter}.textContent.includes('days')`);
  });

  for (const script of ['actions.js', 'action-letter.js'])
    it(`keeps the typed text and reports an error when a byte of the code for submitting was changed: ${script}`, async () => {
      const page = await open(script, /letter-form\.lazy/);
      await waitForState(page, 'open');
      await page.fill('person/name', 'Sok Dara');
      const submissionCount = server.readSubmissions().length;
      await submitForm(page);
      await page.waitFor(`${FORM}.shadowRoot.querySelector('[role=alert]')`);
      assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="person/name"]').value`), 'Sok Dara');
      assert.equal(server.readSubmissions().length, submissionCount);
      assert.ok(countRequests(/letter-form\.lazy/) <= 4, `${countRequests(/letter-form\.lazy/)} requests`);
    });
});

describeInPlaywright('pinned version of each element and of the frame loader', (openPage) => {
  it('works with the code that /embed-code writes', async () => {
    const { url } = await getDemoServer();
    // The frame is first, because it is loaded only when it is near the visible part of the page.
    const embeds = [['frame', 'letter'], ...Object.keys(tagNames).map((element) => ['element', element])] as [string, ElementName][];
    const codes = embeds.map(([method, element]) =>
      embedMethods[method]!.getCode({ origin: url, id: element === 'letter' ? 'sam-sokha' : 'free-the-5kh', title: 'Go there', element, pinned: { version, files } }),
    );
    pages['/each.html'] = createArticle(codes.join('\n'));
    const page = await openPage();
    await page.goto(`${site.url}/each.html`);
    await page.waitFor(`document.querySelectorAll('body > [state=open]').length === ${Object.keys(tagNames).length}`);
    await page.waitFor(`document.querySelector('iframe').style.height.endsWith('px')`);
    const scripts = await page.evaluate<string[]>(`return [...document.scripts].filter(({ integrity }) => integrity).map(({ src }) => src)`);
    const expected = [...Object.values(tagNames).map((tag) => `${tag}.js`), 'embed.js'];
    assert.deepEqual(expected.filter((file) => !scripts.includes(`${url}/${version}/${file}`)), []);
    assert.deepEqual(page.consoleMessages.filter((line) => !line.includes('web-share')), []);
  });
}, ['chromium']);
