/** Script files that do not load, or not at first: the link or the form keeps working, and a later attempt loads them. */
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, FORM, submitForm, getFormText, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { TestServer } from '../support/e2e/server.ts';

const translations = { km: { title: 'សូមដោះលែងអ្នកដុតនំ' } };
const letter = createCampaign();
const khmer = createCampaign({ translations });
const countryCampaign = createCampaign({ translations, ask: { country: 'optional' } });
const counter = `document.querySelector('detention-counter').shadowRoot`;
const scripts = { module: 'type="module" src="/v1/actions.js"', classic: 'src="/v1/actions.iife.js" defer' };
let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  server = await serveCampaigns(letter, khmer, countryCampaign);
  site = await startSite(pages);
});
after(() => site.close());

/** Opens pages whose script, document and link come through a proxy that may fail. */
function createPages(openPage: () => Promise<BrowserPage>) {
  let proxy: FaultProxy | undefined;
  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
  });

  const open = async (chooseFault: (path: string) => Fault, createBody: (url: string) => string) => {
    const opened = await startFaultProxy(server.url, ({ path }) => chooseFault(path));
    proxy = opened;
    pages['/'] = createArticle(createBody(opened.url));
    const page = await openPage();
    await page.goto(`${site.url}/`);
    return { page, proxy: opened };
  };
  /** Refuses the files with these paths until `unblock` is called. */
  const openBlocked = async (pattern: RegExp, createBody: (url: string) => string) => {
    let isBlocked = true;
    const opened = await open((path) => (isBlocked && pattern.test(path) ? 'refused' : 'pass'), createBody);
    return { ...opened, unblock: () => void (isBlocked = false) };
  };
  return { open, openBlocked };
}

const createLetter = ({ id }: Campaign, attributes?: string) => (url: string) => createSnippet(`${url}/campaigns/${id}.json`, attributes);
const createKhmerLetter = (script: string) => (url: string) =>
  `<script ${script.replace('/v1', `${url}/v1`)}></script>
  <action-letter lang="km" src="${url}/campaigns/${khmer.id}.json"><a href="/a">Write</a></action-letter>`;

async function sendLetter(page: BrowserPage): Promise<void> {
  await waitForState(page, 'open');
  await page.fill('person/name', 'Sok Dara');
  await submitForm(page);
  await waitForState(page, 'sent');
}

describeInAllBrowsers('component that does not load', (openPage) => {
  const { open, openBlocked } = createPages(openPage);
  const isLetter = /^\/v1\/action-letter-[\w-]{8}\.js/;

  it('leaves the link working', async () => {
    const { page, proxy } = await open((path) => (isLetter.test(path) ? { status: 404 } : 'pass'), createLetter(letter));
    await page.waitFor(`performance.getEntriesByType('resource').some(({ name }) => name.includes('/action-letter-'))`);
    await page.click('action-letter a');
    await waitUntil('the link is followed', async () => (await page.url()) === `${proxy.url}/a/${letter.id}`);
  });

  it('is retried at once, and then sends its letter', async () => {
    let isBlocked = true;
    const { page } = await open((path) => {
      if (!isBlocked || !isLetter.test(path)) return 'pass';
      isBlocked = false;
      return 'refused';
    }, createLetter(letter));
    await sendLetter(page);
  });

  it('is retried when the next element is added', async () => {
    const { page, proxy, unblock } = await openBlocked(isLetter, createLetter(letter));
    const { path } = await waitUntil('the request was refused', () => proxy.requests.find(({ fault }) => fault === 'refused'));
    // The refused request may have been the preload. The import has failed as well when another import of the file fails.
    assert.equal(await page.evaluate(`return import('${proxy.url}${path}').then(() => true, () => false)`), false);
    unblock();
    const isNextDefined = `(() => {
      const next = document.body.appendChild(${FORM}.cloneNode(true));
      return next.matches(':defined') || next.remove();
    })()`;
    await page.waitFor(isNextDefined);
    await sendLetter(page);
  });
});

describeInAllBrowsers('messages that do not load', (openPage) => {
  const { openBlocked } = createPages(openPage);

  for (const [name, script] of Object.entries(scripts))
    it(`are replaced by English, until a reload loads them: ${name} script`, async () => {
      const { page, unblock } = await openBlocked(/^\/v1\/letter-km\.js/, createKhmerLetter(script));
      await waitForState(page, 'open');
      assert.match(await getFormText(page), /សូមដោះលែងអ្នកដុតនំ[^]*Send my letter/);
      unblock();
      await page.evaluate(`${FORM}.reload()`);
      await page.waitFor(`${FORM}.shadowRoot.textContent.includes('ផ្ញើលិខិតរបស់ខ្ញុំ')`);
      assert.match(await getFormText(page), /សូមដោះលែងអ្នកដុតនំ/);
    });
});

// The other engines have these names built in.
describeInPlaywright('country names that do not load', (openPage) => {
  const { openBlocked } = createPages(openPage);

  it('are shown in English until the next form loads them', async () => {
    const { page, unblock } = await openBlocked(/^\/v1\/countries-km\.js/, createLetter(countryCampaign, 'lang="km"'));
    const forms = `[...document.querySelectorAll('action-letter')]`;
    const hasName = (form: number, name: string) => `${forms}[${form}]?.shadowRoot.querySelector('[value=KH]')?.text === '${name}'`;
    await page.waitFor(hasName(0, 'Cambodia'));
    unblock();
    await page.evaluate(`document.body.append(${FORM}.cloneNode(true))`);
    await page.waitFor(hasName(1, 'កម្ពុជា'));
  });
}, ['chromium']);

describeInAllBrowsers('lazy file that fails once', (openPage) => {
  const { open } = createPages(openPage);

  for (const [name, files] of [
    ['module', ['counter-fr', 'letter-form.lazy', 'letter-km', 'share-image-panel']],
    ['classic', ['counter-fr', 'letter-km', 'share-image-panel']],
  ] as const)
    it(`is retried at once, and everything works: ${name} script`, async () => {
      const failed = new Set<string>();
      const { page } = await open(
        (path) => {
          const [, file] = /^\/v1\/(letter-km|counter-fr|letter-form\.lazy|share-image-panel)(?:-[\w-]{8})?\.js/.exec(path) ?? [];
          if (!file || failed.has(file)) return 'pass';
          failed.add(file);
          return { status: 503 };
        },
        (url) => `${createKhmerLetter(scripts[name])(url)}<detention-counter lang="fr" name="Ny Sokha" since="2016-04-28" time-zone="Asia/Phnom_Penh"></detention-counter>`,
      );
      await waitForState(page, 'open');
      assert.match(await getFormText(page), /ផ្ញើលិខិតរបស់ខ្ញុំ/);
      await sendLetter(page);
      await page.waitFor(`${counter}?.textContent.includes('jours')`);
      await page.click('detention-counter button');
      await page.waitFor(`${counter}.querySelector('img')?.naturalWidth`);
      await page.click('detention-counter button');
      await page.waitFor(`!${counter}.querySelector('img')`);
      assert.deepEqual([...failed].sort(), files);
    });
});

describeInAllBrowsers('code for submitting that does not load', (openPage) => {
  const { openBlocked } = createPages(openPage);

  it('shows an error that keeps the typed text, and the next click sends', async () => {
    const { page, unblock } = await openBlocked(/^\/v1\/letter-form\.lazy-/, createLetter(letter));
    await waitForState(page, 'open');
    await page.fill('letter/body', 'My own words.');
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await page.waitFor(`${FORM}.shadowRoot.querySelector('[role=alert]')`);
    assert.equal(
      await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[role=alert]').innerText.trim()`),
      'We couldn’t send your letter. Check your connection and try again.',
    );
    const body = `return ${FORM}.shadowRoot.querySelector('[name="letter/body"]').value`;
    assert.equal(await page.evaluate(body), 'My own words.');
    const submissionCount = server.readSubmissions().length;
    unblock();
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.equal(server.readSubmissions().length, submissionCount + 1);
    assert.equal(server.readSubmissions().at(-1)?.submission.letter?.body, 'My own words.');
  });
});
