/** The day count on partner pages, also on devices whose clock is wrong. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { createClockScript } from '../support/e2e/device-clock.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type Fault } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { TestServer } from '../support/e2e/server.ts';

const dayLength = 86_400_000;
const today = new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.parse(today) - days * dayLength).toISOString().slice(0, 10);

const campaign = createCampaign({
  letter: undefined,
  people: [{ id: 'baker', name: 'Ada Baker', place: 'The old prison', timeZone: 'UTC', held: [{ from: daysAgo(165) }] }],
});
const pages: Record<string, string> = {};
let server: TestServer;
let site: Site;
let src: string;

const createScript = () => `<script type="module" src="${server.url}/v1/actions.js"></script>`;
const createCounter = (attributes: string) => `<detention-counter ${attributes}><a href="/a">165 days in prison</a></detention-counter>`;

before(async () => {
  server = await serveCampaigns(campaign);
  site = await startSite(pages);
  src = `${server.url}/campaigns/${campaign.id}.json`;
  pages['/'] = createArticle(createScript() + createCounter(`src="${src}"`));
  pages['/attributes'] = createArticle(
    createScript() + createCounter(`since="2016-04-28" time-zone="Asia/Phnom_Penh" name="Ny Sokha" now="2016-10-10T12:00:00+07:00" lang="km"`),
  );
});
after(() => site.close());

const COUNTER = `document.querySelector('detention-counter')`;
const inCounter = (selector: string) => `${COUNTER}.shadowRoot.querySelector('${selector}')`;
const waitForCounter = (page: BrowserPage) => page.waitFor(`${COUNTER}?.getAttribute('state') === 'open'`);
const getDays = (page: BrowserPage) => page.evaluate<string>(`return ${COUNTER}.shadowRoot.querySelector('[part=count]').textContent`);
/** Returns the count in the server's calendar at the time of the call, because a test may run past midnight. */
const getExpectedDays = () => String(Math.floor((Date.now() - Date.parse(daysAgo(165))) / dayLength));

describeInAllBrowsers('day count between other content', (openPage) => {
  it('reacts to nothing outside its own box, however large its number is', async () => {
    const [above, below] = ['above', 'below'].map((id) => `<a id="${id}" href="/a" style="display:block">A link</a>`);
    pages['/between'] = createArticle(`${createScript()}${above}${createCounter(`src="${src}"`)}${below}`);
    const page = await openPage();
    await page.goto(`${site.url}/between`);
    await waitForCounter(page);
    const hits = await page.evaluate<string[]>(`return ['above', 'below'].flatMap((id) => {
      const link = document.getElementById(id);
      link.scrollIntoView({ block: 'center' });
      const { left, right, top, bottom } = link.getBoundingClientRect();
      return [top + 1, (top + bottom) / 2, bottom - 1].flatMap((y) => [left + 1, (left + right) / 2, right - 1].map((x) => document.elementFromPoint(x, y).id));
    })`);
    assert.deepEqual(hits, [...Array<string>(9).fill('above'), ...Array<string>(9).fill('below')]);
  });
});

describeInAllBrowsers('day count on a device whose clock is wrong', (openPage) => {
  for (const [description, clockOffset] of [
    ['a day behind', -dayLength],
    ['a day ahead', dayLength],
    ['a year behind', -365 * dayLength],
    ['a year ahead', 365 * dayLength],
  ] as const)
    it(`uses the server’s time: ${description}`, async () => {
      pages['/wrong'] = createArticle(createScript() + createCounter(`src="${src}"`), createClockScript(clockOffset));
      const page = await openPage();
      await page.goto(`${site.url}/wrong`);
      await waitForCounter(page);
      assert.equal(await getDays(page), getExpectedDays());
    });

  it('uses the server’s time when the Date header of the document is hidden', async () => {
    const hidden = `<script>
      const get = Headers.prototype.get;
      Headers.prototype.get = function (name) { return /^date$/i.test(name) ? null : get.call(this, name); };
    </script>`;
    pages['/hidden'] = createArticle(createScript() + createCounter(`src="${src}"`), createClockScript(-dayLength) + hidden);
    const page = await openPage();
    await page.goto(`${site.url}/hidden`);
    await waitForCounter(page);
    await page.waitFor(`${COUNTER}.shadowRoot.querySelector('[part=count]').textContent === '${getExpectedDays()}'`);
  });

  it('uses the server’s time for a count from attributes when an element of another script loads a document', async () => {
    const scripts = ['detention-counter', 'action-progress'].map((name) => `<script type="module" src="${server.url}/v1/${name}.js"></script>`);
    pages['/beside'] = createArticle(
      scripts.join('') + createCounter(`since="${daysAgo(165)}" name="Ada Baker"`) + `<action-progress src="${src}"></action-progress>`,
      createClockScript(-dayLength),
    );
    const page = await openPage();
    await page.goto(`${site.url}/beside`);
    await page.waitFor(`${COUNTER}.shadowRoot?.querySelector('[part=count]')?.textContent === '${getExpectedDays()}'`);
  });

  it('requests nothing but the script for a count from attributes', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/attributes`);
    await waitForCounter(page);
    assert.equal(await getDays(page), '165');
    const urls = await page.evaluate<string[]>(`return performance.getEntriesByType('resource').map(({ name }) => name)`);
    assert.deepEqual(urls.filter((url) => !url.includes('/v1/')), []);
  });
});

describeInAllBrowsers('requests of the day count', (openPage) => {
  it('are the script and the document at once, then the code for documents', async () => {
    // Hold the document until the script has arrived as well, and the reverse: requests in sequence would never finish.
    const paths: string[] = [];
    const proxy = await startFaultProxy(server.url, async ({ path }): Promise<Fault> => {
      paths.push(path);
      await waitUntil('two requests have arrived', () => paths.length >= 2);
      return 'pass';
    });
    const url = `${proxy.url}/campaigns/${campaign.id}.json`;
    pages['/behind'] = createArticle(`<link rel="preload" as="fetch" crossorigin href="${url}">
      <script type="module" src="${proxy.url}/v1/detention-counter.js"></script>${createCounter(`src="${url}"`)}`);
    try {
      const page = await openPage();
      await page.goto(`${site.url}/behind`);
      await waitForCounter(page);
      // What an earlier page has left is looked for once the count is shown.
      const [script, document, code, ...others] = paths;
      assert.deepEqual([script, document].sort(), [`/campaigns/${campaign.id}.json`, '/v1/detention-counter.js']);
      assert.match(code!, /^\/v1\/resolve-campaign-/);
      assert.deepEqual(others.filter((path) => !path.includes('delivery.lazy')), []);
    } finally {
      await proxy.close();
    }
  });

  it('are the script alone for a count from attributes', async () => {
    const proxy = await startFaultProxy(server.url, () => 'pass');
    pages['/single'] = createArticle(
      `<script type="module" src="${proxy.url}/v1/detention-counter.js"></script>${createCounter(`since="2016-04-28" name="Ny Sokha"`)}`,
    );
    try {
      const page = await openPage();
      await page.goto(`${site.url}/single`);
      await waitForCounter(page);
      assert.deepEqual(proxy.requests.map(({ path }) => path), ['/v1/detention-counter.js']);
    } finally {
      await proxy.close();
    }
  });
});

describeInAllBrowsers('day count', (openPage) => {
  it('keeps its fallback content when its script does not load', async () => {
    const proxy = await startFaultProxy(server.url, ({ path }) => (path.startsWith('/v1/detention-counter-') ? { status: 404 } : 'pass'));
    pages['/broken'] = createArticle(`<script type="module" src="${proxy.url}/v1/actions.js"></script>${createCounter(`src="${src}"`)}`);
    try {
      const page = await openPage();
      await page.goto(`${site.url}/broken`);
      await page.waitFor(`performance.getEntriesByType('resource').some(({ name }) => name.includes('/detention-counter-'))`);
      assert.equal(await page.evaluate(`return ${COUNTER}.querySelector('a').getClientRects().length`), 1);
    } finally {
      await proxy.close();
    }
  });

  it('keeps its fallback content when the code for documents does not load', async () => {
    const proxy = await startFaultProxy(server.url, ({ path }) => (path.startsWith('/v1/resolve-campaign-') ? { status: 404 } : 'pass'));
    pages['/without-document-code'] = createArticle(
      `<script type="module" src="${proxy.url}/v1/detention-counter.js"></script>${createCounter(`src="${src}"`)}`,
    );
    try {
      const page = await openPage();
      await page.goto(`${site.url}/without-document-code`);
      await page.waitFor(`${COUNTER}.state === 'failed'`);
      assert.equal(await page.evaluate(`return ${COUNTER}.querySelector('a').getClientRects().length`), 1);
    } finally {
      await proxy.close();
    }
  });

  it('reports that the image’s code did not load, and draws the image on the next click', async () => {
    let isBlocked = true;
    const proxy = await startFaultProxy(server.url, ({ path }) => (isBlocked && path.startsWith('/v1/share-image-panel-') ? 'refused' : 'pass'));
    pages['/blocked'] = createArticle(`<script type="module" src="${proxy.url}/v1/actions.js"></script>${createCounter(`src="${src}"`)}`);
    try {
      const page = await openPage();
      await page.goto(`${site.url}/blocked`);
      await waitForCounter(page);
      await page.click('detention-counter button');
      await page.waitFor(inCounter('[role=alert]'));
      isBlocked = false;
      await page.click('detention-counter button');
      await page.waitFor(inCounter('a[download]'));
      assert.equal(await page.evaluate(`return ${inCounter('[role=alert]')}`), null);
    } finally {
      await proxy.close();
    }
  });

  it('draws an image under a strict content security policy', async () => {
    const policy = `default-src 'none'; script-src ${server.url}; connect-src ${server.url}`;
    pages['/strict'] = createArticle(createScript() + createCounter(`src="${src}"`), `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    const page = await openPage();
    await page.goto(`${site.url}/strict`);
    await waitForCounter(page);
    await page.click('detention-counter button');
    await page.waitFor(inCounter('a[download]'));
    await page.waitFor(`${inCounter('[role=status]')}?.textContent.includes('Ada Baker')`);
  });
});
