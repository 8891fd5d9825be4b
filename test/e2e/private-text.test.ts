/** What a supporter enters is inside the form and in the submission, and nowhere else that the page, its scripts or an address could show it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { privateEvents } from '../../src/base/private-events.ts';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, fillUntilAsked, FORM, submitForm, waitForState, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import type { TestServer } from '../support/e2e/server.ts';

const canary = 'q7canaryq7';
const canaryPattern = new RegExp(canary);
const kinds = ['letter', 'postcard'] as const;
type Kind = (typeof kinds)[number];

const letterCampaign = createCampaign({ ask: { name: 'required', email: 'required' } });
const { letter: _, ...campaign } = createCampaign({ ask: { name: 'required', email: 'required' } });
const postcardCampaign = {
  ...campaign,
  people: [{ id: 'ny-sokha', name: 'Ny Sokha', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] }],
  postcard: {
    to: ['ny-sokha'],
    choose: 'some' as const,
    suggest: 'none' as const,
    designs: [{ id: 'lotus', src: 'lotus.jpg', alt: 'A lotus' }],
    maxLength: 100,
    guidance: [],
    publish: 'ask' as const,
  },
};
const campaigns = { letter: letterCampaign, postcard: postcardCampaign };

/** Runs before the scripts of the form: `records` holds what the page hears of its events, and what is written to the console. */
const recorder = `<script>
  window.records = { events: [], keys: '', data: '', console: [] };
  const actionEvents = ['action-load', 'action-error', 'action-submit', 'action-queued', 'action-sent', 'action-share'];
  for (const type of [...actionEvents, ...${JSON.stringify(privateEvents)}])
    addEventListener(type, ({ type, detail, key, data }) => {
      records.events.push([type, detail]);
      // Text is typed in several events.
      if (type === 'keydown') records.keys += key;
      if (type === 'input') records.data += data;
    });
  for (const level of ['debug', 'info', 'log', 'warn', 'error']) {
    const write = console[level];
    console[level] = (...args) => {
      records.console.push(args.map((arg) => String(arg?.stack ?? arg) + JSON.stringify(arg)));
      write.apply(console, args);
    };
  }
  for (const type of ['error', 'unhandledrejection'])
    addEventListener(type, ({ message, reason }) => records.console.push(String(message ?? reason)));
</script>`;

const readAddressAndStorage = `return {
  address: location.href,
  title: document.title,
  name: window.name,
  history: [history.length, history.state],
  resources: performance.getEntries().map(({ name }) => name),
  cookie: document.cookie,
  local: { ...localStorage },
  session: { ...sessionStorage },
};`;

/** Reads all databases of the page into `databases`. */
const readDatabases = `window.databases = undefined;
  const promisify = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
  void (async () => {
    const contents = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await promisify(indexedDB.open(name));
      for (const store of database.objectStoreNames) contents[store] = await promisify(database.transaction(store).objectStore(store).getAll());
      database.close();
    }
    window.databases = contents;
  })();`;

let server: TestServer;
let site: Site;
let proxy: FaultProxy;
let isDown = false;
before(async () => {
  server = await serveCampaigns(letterCampaign, postcardCampaign);
  proxy = await startFaultProxy(server.url, ({ method }) => (method === 'POST' && isDown ? { status: 503 } : 'pass'));
  const createPage = (kind: Kind) => createArticle(createSnippet(`${proxy.url}/campaigns/${campaigns[kind].id}.json`).replaceAll('action-letter', kind === 'letter' ? 'action-letter' : 'postcard-form'), recorder);
  site = await startSite({ '/letter': createPage('letter'), '/postcard': createPage('postcard') });
});
after(async () => {
  await site.close();
  await proxy.close();
});

async function fill(page: BrowserPage, kind: Kind): Promise<void> {
  await waitForState(page, 'open');
  if (kind === 'postcard') await page.click('postcard-form .flip-button');
  await page.fill(kind === 'letter' ? 'letter/body' : 'postcard/message', `Please, ${canary}`);
  if (kind === 'letter') await page.fill('letter/subject', `On ${canary}`);
  if (kind === 'postcard') await page.fill('postcard/from', `${canary} in Lyon`);
  await page.fill('person/email', `${canary}@example.org`);
  await fillUntilAsked(page, 'person/name', `${canary} Dara`);
}

async function assertTextIsPrivate(page: BrowserPage): Promise<void> {
  const outside = await page.evaluate<{ events: [string][] }>(`return { ...records, markup: document.documentElement.outerHTML }`);
  assert.ok(outside.events.some(([type]) => type === 'action-load'));
  assert.doesNotMatch(JSON.stringify(outside), canaryPattern);
  assert.doesNotMatch(JSON.stringify(await page.evaluate(readAddressAndStorage)), canaryPattern);
  assert.doesNotMatch(page.consoleMessages.join(), canaryPattern);
}

const countArrived = (kind: Kind) => server.readSubmissions(campaigns[kind].id).filter(({ submission }) => submission.person?.email === `${canary}@example.org`).length;

describeInAllBrowsers('what a supporter enters', (openPage) => {
  for (const kind of kinds)
    it(`is in no event, storage, address, message or markup of the page, from the first key to the link that erases it: ${kind}`, async () => {
      const url = `${site.url}/${kind}`;
      const before = countArrived(kind);
      isDown = false;
      const page = await openPage();
      await page.goto(url);
      await fill(page, kind);
      await assertTextIsPrivate(page);

      isDown = true;
      await submitForm(page);
      await waitForState(page, 'queued');
      await page.waitFor(`${FORM}.shadowRoot.textContent.includes('kept on this device')`);
      await page.evaluate(readDatabases);
      await page.waitFor('databases?.outbox?.length');
      assert.doesNotMatch(JSON.stringify(await page.evaluate('return databases')), canaryPattern);
      await assertTextIsPrivate(page);

      isDown = false;
      await page.goto(url);
      await page.waitFor(`${FORM}.shadowRoot?.textContent.includes('has now reached us')`);
      await assertTextIsPrivate(page);

      await fill(page, kind);
      await submitForm(page);
      await waitForState(page, 'sent');
      await assertTextIsPrivate(page);

      const findLink = `${FORM}.shadowRoot.querySelector('a[href*="/manage"]')`;
      await page.waitFor(findLink);
      await page.goto(await page.evaluate<string>(`return ${findLink}.href`));
      await page.waitFor(`document.querySelector('main')?.innerText.includes('${canary}')`);
      assert.doesNotMatch(JSON.stringify(await page.evaluate(readAddressAndStorage)), canaryPattern);
      assert.doesNotMatch(page.consoleMessages.join(), canaryPattern);

      const requests = proxy.requests.map(({ body, ...request }) => (request.path.endsWith('/submissions') ? request : { ...request, body }));
      assert.doesNotMatch(JSON.stringify([requests, site.requests]), canaryPattern);
      assert.equal(countArrived(kind), before + 2);
    });
});
