/** The main journey: a snippet on a partner's page, a letter, and a stored submission that survives a power cut. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { embedMethods } from '../../src/embed-code/snippets.ts';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, FORM, submitForm, getFormText } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type Fault } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';

const letter = createCampaign();
const khmer = createCampaign({ translations: { km: { title: 'សូមដោះលែងអ្នកដុតនំ' } } });
const src = (origin: string) => `${origin}/campaigns/${letter.id}.json`;
let server: TestServer;
let site: Site;
before(async () => {
  server = await startServer([letter, khmer]);
  const snippet = createSnippet(src(server.url), 'partner="daily-news"');
  site = await startSite({ '/': createArticle(snippet), '/named': createArticle(snippet, '<script>window.namesBefore = Object.keys(window);</script>') });
});
after(async () => {
  await site.close();
  await server.stop();
});

describeInAllBrowsers('letter from a partner’s page', (openPage) => {
  it('is thanked for, counted on the page, and still stored after kill -9', async () => {
    const before = server.readSubmissions().length;
    const page = await openPage();
    await page.goto(`${site.url}/`);
    await waitForState(page, 'open');
    await page.fill('letter/body', 'Please let the baker go. She bakes bread.');
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await waitForState(page, 'sent');

    const thanks = await getFormText(page);
    assert.match(thanks, /Thank you.*Ada Minister/);
    assert.match(thanks, new RegExp(`\\b${before + 1} (person has|people have) taken part. Our goal: 10\\b`));

    await server.kill();
    const submissions = server.readSubmissions();
    assert.equal(submissions.length, before + 1);
    const { partner, submission } = submissions.at(-1)!;
    assert.equal(partner, 'daily-news');
    assert.equal(submission.person?.name, 'Sok Dara');
    assert.equal(submission.letter?.body, 'Please let the baker go. She bakes bread.');
    assert.equal(submission.tracking?.origin, site.url);

    await server.restart();
    const counts = (await (await fetch(`${server.url}/campaigns/${letter.id}/counts.json`)).json()) as { people: number };
    assert.equal(counts.people, before + 1);
  });
});

describeInAllBrowsers('published snippet on a partner’s page', (openPage) => {
  for (const [lang, files] of [[undefined, []], ['km', ['/v1/letter-km.js']]] as const)
    it(`requests document, code and messages in parallel, and nothing else before the form is interactive: ${lang ?? 'English'}`, async () => {
      // Hold every response until all requests have arrived: requests in sequence would never finish.
      const parallelPaths = [`/campaigns/${khmer.id}.json`, '/v1/action-letter.js', ...files];
      const arrived = new Set<string>();
      const proxy = await startFaultProxy(server.url, async ({ path }): Promise<Fault> => {
        if (parallelPaths.includes(path)) {
          arrived.add(path);
          await waitUntil('all requests have arrived', () => arrived.size === parallelPaths.length);
        }
        return 'pass';
      });
      const listener = `<script>
        addEventListener('action-load', () => {
          // Read them in this task, before the form requests what it loads later.
          window.requestsBefore = performance.getEntriesByType('resource').map(({ name }) => name);
        }, { once: true });
      </script>`;
      const snippet = embedMethods['element']!.getCode({ origin: proxy.url, id: khmer.id, title: khmer.title, element: 'letter', lang });
      const host = await startSite({ '/': createArticle(snippet, listener) });
      try {
        const page = await openPage();
        await page.goto(`${host.url}/`);
        await waitForState(page, 'open');
        const urls = (await page.evaluate<string[]>('return window.requestsBefore')).filter((url) => !url.startsWith('data:'));
        assert.deepEqual(urls.sort(), parallelPaths.map((path) => proxy.url + path).sort());
        if (lang) assert.match(await getFormText(page), /ផ្ញើលិខិតរបស់ខ្ញុំ/);
      } finally {
        await host.close();
        await proxy.close();
      }
    });

  it('leaves no cookie, storage, request to a third party, global name or console message', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/named`);
    await waitForState(page, 'open');
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await waitForState(page, 'sent');

    const newNames = await page.evaluate<string[]>(`return Object.keys(window).filter((name) => !namesBefore.includes(name) && name !== 'namesBefore')`);
    const ourNames = newNames.filter((name) => !/^(__pw|__wd|lit|reactiveElement)/.test(name)); // drivers and Lit add some names
    assert.deepEqual(ourNames, []);
    assert.deepEqual(await page.evaluate('return [document.cookie, localStorage.length, sessionStorage.length]'), ['', 0, 0]);
    // While the letter was sent, it was kept, encrypted.
    await waitUntil('nothing is stored', async () => (await page.evaluate<object[]>('return indexedDB.databases()')).length === 0);
    const urls = await page.evaluate<string[]>(`return performance.getEntriesByType('resource').map(({ name }) => name)`);
    const thirdPartyUrls = urls.filter((url) => !url.startsWith('data:') && ![site.url, server.url].includes(new URL(url).origin));
    assert.deepEqual(thirdPartyUrls, []);
    assert.deepEqual(page.consoleMessages, []);
    assert.equal(await page.evaluate(`return ${FORM}.querySelector('a').getClientRects().length`), 0);
  });
});
