/** The script tag on real pages: early, late, loaded twice, and together with other scripts and versions. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { waitUntil } from '../support/wait-until.ts';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, FORM, submitForm, getFormText, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';

const letter = createCampaign();
const other = createCampaign({ title: 'Let the miller go' });
const khmer = createCampaign({ translations: { km: { title: 'សូមដោះលែងអ្នកដុតនំ' } } });
const releases = mkdtempSync(join(tmpdir(), 'releases-'));
let server: TestServer;
let site: Site;
let src: string;
const pages: Record<string, string> = {};
before(async () => {
  cpSync('dist/web', join(releases, '0.0.9'), { recursive: true });
  server = await startServer([letter, other, khmer], { RELEASES_DIR: releases });
  src = `${server.url}/campaigns/${letter.id}.json`;
  site = await startSite(pages);
  const { url } = server;
  const createScript = (path = '/v1', attributes = '') => `<script type="module" ${attributes} src="${url}${path}/actions.js"></script>`;
  const createLetter = (id = letter.id) =>
    `<action-letter src="${url}/campaigns/${id}.json"><a href="${url}/a/${id}">Write a letter</a></action-letter>`;
  Object.assign(pages, {
    '/twice': createArticle(createSnippet(src) + createSnippet(src)),
    '/versions': createArticle(createLetter() + createLetter(other.id), createScript('/0.0.9') + createScript()),
    '/before': createArticle(createScript() + createLetter()),
    '/after': createArticle(createLetter() + createScript()),
    '/head': createArticle(createLetter(), createScript('/v1', 'async')),
    '/self-closing': createArticle(`<action-letter src="${src}" /><p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>`, createScript()),
    '/empty': createArticle('<div id="first"></div><div id="second"></div>', createScript()),
  });
});
after(async () => {
  await site.close();
  await server.stop();
  rmSync(releases, { recursive: true, force: true });
});

const createScriptTag = (url: string) => `<script ${url.endsWith('.iife.js') ? 'defer' : 'type="module"'} src="${url}"></script>`;

/** Two kinds of script-tag files on one page, also of two versions. */
const scriptPairs = [
  ['/v1/action-letter.js', '/v1/action-progress.js'],
  ['/v1/action-progress.js', '/v1/actions.js'],
  ['/v1/actions.iife.js', '/v1/action-letter.js'],
  ['/v1/actions.iife.js', '/v1/actions.js'],
  ['/0.0.9/action-letter.js', '/v1/actions.js'],
] as const;

/** Asserts that the only letter of the page is open, hides its fallback content, and can be sent. */
async function assertWorks(page: BrowserPage): Promise<void> {
  await page.waitFor(`document.querySelectorAll('action-letter[state=open]').length === 1`);
  assert.equal(await page.evaluate(`return [...document.querySelectorAll('action-letter a')].filter((a) => a.getClientRects().length).length`), 0);
  const submissionCount = server.readSubmissions().length;
  await page.fill('person/name', 'Sok Dara');
  await submitForm(page);
  await waitForState(page, 'sent');
  assert.equal(server.readSubmissions().length, submissionCount + 1);
  assert.deepEqual(page.consoleMessages, []);
}

describeInAllBrowsers('script tag', (openPage) => {
  for (const [position, path] of [
    ['before the element', '/before'],
    ['after the element', '/after'],
    ['async in the head', '/head'],
  ] as const) {
    it(`works ${position}`, async () => {
      const page = await openPage();
      await page.goto(site.url + path);
      await assertWorks(page);
    });
  }

  it('warns about an element without a closing tag, which hides the rest of the page', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/self-closing`);
    await waitForState(page, 'open');
    // WebDriver does not pass on messages of the console in WebKit.
    if (page.engine !== 'webkit') assert.match(page.consoleMessages.join('\n'), /<action-letter> hides a large part of the page as its fallback content\. Does it have a closing tag\?/);
  });

  it('works for an element that is added later, moved, removed and reinserted', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/empty`);
    await page.waitFor(`document.readyState === 'complete'`);
    const addLetter = `const element = document.createElement('action-letter');
      element.setAttribute('src', args[0]);
      element.innerHTML = '<a href="/a">Write a letter</a>';
      document.querySelector('#first').append(element);`;
    await page.evaluate(addLetter, src);
    await waitForState(page, 'open');
    await page.fill('letter/body', 'My own words.');
    await page.evaluate(`document.querySelector('#second').append(${FORM})`);
    assert.equal(await page.evaluate(`return ${FORM}.state`), 'open');
    await page.evaluate(`window.letter = ${FORM}; window.letter.remove();`);
    await page.evaluate(`document.querySelector('#first').append(window.letter)`);
    await waitForState(page, 'open');
    assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="letter/body"]').value`), 'My own words.');
    await assertWorks(page);
    assert.equal(server.readSubmissions().at(-1)?.submission.letter?.body, 'My own words.');
  });

  it('works when it is loaded twice', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/twice`);
    await page.waitFor(`document.querySelectorAll('action-letter[state=open]').length === 2`);
    await page.evaluate(`document.querySelectorAll('action-letter')[1].remove()`);
    await assertWorks(page);
  });

  it('works when it is loaded in two versions', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/versions`);
    await page.waitFor(`document.querySelectorAll('action-letter[state=open]').length === 2`);
    const titles = await page.evaluate(`return [...document.querySelectorAll('action-letter')].map((element) => element.shadowRoot.querySelector('h2').innerText)`);
    assert.deepEqual(titles, [letter.title, other.title]);
    await page.evaluate(`document.querySelectorAll('action-letter')[1].remove()`);
    await assertWorks(page);
  });

  for (const [first, second] of scriptPairs)
    it(`shares documents and counts with another script: ${first} and ${second}`, async () => {
      const proxy = await startFaultProxy(server.url, () => 'pass');
      const [scripts, url] = [[first, second].map((path) => createScriptTag(proxy.url + path)).join(''), `${proxy.url}/campaigns/${letter.id}.json`];
      pages['/two'] = createArticle(`${scripts}<action-letter src="${url}"><a href="/a">Write</a></action-letter><action-progress src="${url}"><a href="/a">Write</a></action-progress>`);
      try {
        const page = await openPage();
        await page.goto(`${site.url}/two`);
        await page.waitFor(`document.querySelectorAll(':is(action-letter, action-progress)[state=open]').length === 2`);
        await page.fill('person/name', 'Sok Dara');
        await submitForm(page);
        await waitForState(page, 'sent');
        const people = server.readSubmissions(letter.id).length;
        await page.waitFor(`document.querySelector('action-progress').shadowRoot.textContent.includes('${people} p')`);
        const countRequests = (path: string) => proxy.requests.filter((request) => request.path.split('?')[0] === `/campaigns/${letter.id}${path}`).length;
        assert.deepEqual([countRequests('.json'), countRequests('/counts.json')], [1, 1]);
        assert.deepEqual(page.consoleMessages, []);
      } finally {
        await proxy.close();
      }
    });

  it('requests the messages of the languages on the page, each once, and no others', async () => {
    const proxy = await startFaultProxy(server.url, () => 'pass');
    const counter = '<detention-counter lang="fr" name="Ny Sokha" since="2016-04-28" now="2016-10-10T12:00:00Z"></detention-counter>';
    pages['/languages'] = createArticle(createSnippet(`${proxy.url}/campaigns/${khmer.id}.json`, 'lang="km-KH"') + counter);
    try {
      const page = await openPage();
      await page.goto(`${site.url}/languages`);
      await page.waitFor(`document.querySelectorAll(':is(action-letter, detention-counter)[state=open]').length === 2`);
      const findMessageFiles = () => proxy.requests.flatMap(({ path }) => /^\/v1\/([a-z]+-[a-z]{2,3})\.js$/.exec(path)?.[1] ?? []);
      // The outbox is loaded after the form.
      await waitUntil('the messages of the outbox are requested', () => findMessageFiles().includes('outbox-km'));
      assert.deepEqual(findMessageFiles().sort(), ['counter-fr', 'letter-km', 'outbox-km']);
      assert.match(await getFormText(page), /សូមដោះលែងអ្នកដុតនំ[^]*ផ្ញើលិខិតរបស់ខ្ញុំ/);
      assert.match(await page.evaluate(`return document.querySelector('detention-counter').shadowRoot.textContent`), /165\s*jours en détention/);
    } finally {
      await proxy.close();
    }
  });

  it('upgrades an element in a shadow root once its component is defined', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/before`);
    await waitForState(page, 'open');
    await page.evaluate(
      `const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
      root.innerHTML = '<action-letter src="' + args[0] + '"><a href="/a">Write a letter</a></action-letter>';
      window.nestedLetter = root.firstChild;`,
      src,
    );
    await page.waitFor(`window.nestedLetter.getAttribute('state') === 'open'`);
  });
});
