/** Failing networks: whatever happens, each letter arrives once, and supporters are thanked only after it arrived. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, FORM, submitForm, getFormText, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type ChooseFault, type Fault, type FaultProxy } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { TestServer } from '../support/e2e/server.ts';

const letter = createCampaign();
let server: TestServer;
before(async () => (server = await serveCampaigns(letter)));

/** Applies faults to requests for the document or to submissions; all other requests pass. */
function faultsFor(kind: 'document' | 'submission', chooseFault: (count: number) => Fault | Promise<Fault>): ChooseFault {
  let count = 0;
  return ({ method, path }) => {
    const isAffected = kind === 'submission' ? method === 'POST' : path.endsWith(`/${letter.id}.json`);
    return isAffected ? chooseFault(++count) : 'pass';
  };
}

/** Runs a test with a partner's page whose server is behind a failing network. */
async function withFaultyNetwork(chooseFault: ChooseFault, run: (pageUrl: string, proxy: FaultProxy) => Promise<void>, script = ''): Promise<void> {
  const proxy = await startFaultProxy(server.url, chooseFault);
  const listeners = `<script>
    addEventListener('action-error', ({ detail }) => (window.failure = detail));
    addEventListener('action-sent', ({ detail }) => (window.sent = detail));
  </script>`;
  const site = await startSite({ '/': createArticle(createSnippet(`${proxy.url}/campaigns/${letter.id}.json`), listeners + script) });
  try {
    await run(`${site.url}/`, proxy);
  } finally {
    await site.close();
    await proxy.close();
  }
}

let supporterCount = 0;
/** Fills in and submits the letter under a unique name, and returns that name. */
async function fillAndSubmit(page: BrowserPage, pageUrl: string): Promise<string> {
  const name = `Supporter ${++supporterCount}`;
  await page.goto(pageUrl);
  await waitForState(page, 'open');
  await page.fill('person/name', name);
  await submitForm(page);
  return name;
}

const countArrived = (name: string) => server.readSubmissions().filter(({ submission }) => submission.person?.name === name).length;
const getPosts = (proxy: FaultProxy) => proxy.requests.filter(({ method }) => method === 'POST');

describeInAllBrowsers('letter sent over a failing network', (openPage) => {
  const faults: [string, Fault][] = [
    ['the connection is refused', 'refused'],
    ['the connection is reset after the letter was stored', 'reset-after'],
    ['the connection breaks in the middle of the response', 'cut'],
    ['the response is a 500', { status: 500 }],
    ['the response asks to retry later', { status: 503, retryAfter: 1 }],
    ['the response is a captive portal', 'html'],
  ];
  for (const [description, fault] of faults) {
    it(`arrives once when ${description}`, async () => {
      // After a network error, the page immediately retries without keepalive.
      const times = typeof fault === 'object' || fault === 'html' ? 1 : 2;
      await withFaultyNetwork(faultsFor('submission', (count) => (count <= times ? fault : 'pass')), async (url, proxy) => {
        const page = await openPage();
        const supporter = await fillAndSubmit(page, url);
        await waitForState(page, 'sent');
        assert.equal(countArrived(supporter), 1);
        assert.ok(getPosts(proxy).length > times);
        assert.equal(new Set(getPosts(proxy).map(({ body }) => body)).size, 1, 'the same letter each time');
const isReplayed = fault === 'reset-after' || fault === 'cut';
        assert.equal(await page.evaluate('return window.sent.replayed'), isReplayed);
      });
    });
  }

  it('arrives once when the connection stalls and is then cut', async () => {
    const stalled: { cut?: () => void } = {};
    const stall = () => new Promise<Fault>((resolve) => (stalled.cut = () => resolve('reset-after')));
    await withFaultyNetwork(faultsFor('submission', (count) => (count === 1 ? stall() : 'pass')), async (url) => {
      const page = await openPage();
      const supporter = await fillAndSubmit(page, url);
      await waitUntil('the submission has arrived at the proxy', () => stalled.cut);
      assert.equal(await page.evaluate(`return ${FORM}.state`), 'sending');
      assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[role=status]').textContent.trim()`), 'Sending your letter…');
      stalled.cut!();
      await waitForState(page, 'sent');
      assert.equal(countArrived(supporter), 1);
    });
  });
});

describeInAllBrowsers('letter sent while the server does not respond', (openPage) => {
  // WebKit opens six connections, and does not close those of requests with keepalive.
  it('arrives once when it responds again, however often the page has tried', async () => {
    let isStalled = true;
    const script = `<script>
      let isStalled = false;
      addEventListener('action-submit', () => (isStalled = true));
      const createTimeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (milliseconds) => createTimeout(isStalled ? 200 : milliseconds);
    </script>`;
    await withFaultyNetwork(faultsFor('submission', () => (isStalled ? 'stall' : 'pass')), async (url, proxy) => {
      const page = await openPage();
      const supporter = await fillAndSubmit(page, url);
      const tryAgain = `[...${FORM}.shadowRoot.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again now')?.click()`;
      await waitUntil('the page has tried eight times', async () => {
        await page.evaluate(tryAgain);
        return getPosts(proxy).length >= 8;
      });
      isStalled = false;
      await page.evaluate('isStalled = false');
      await waitUntil('the letter is sent', async () => {
        await page.evaluate(tryAgain);
        return page.evaluate(`return ${FORM}.state === 'sent'`);
      });
      assert.equal(countArrived(supporter), 1);
    }, script);
  });
});

describeInPlaywright('letter in an offline tab', (openPage) => {
  it('is queued, and arrives once when the tab is back online', async () => {
    await withFaultyNetwork(() => 'pass', async (url) => {
      const page = await openPage();
      await page.goto(url);
      await waitForState(page, 'open');
      // The counts are requested once the code that sends is there, with all that it imports.
      await page.waitFor(`performance.getEntriesByType('resource').some(({ name }) => name.includes('/counts.json'))`);
      await page.context.setOffline(true);
      const supporter = `Offline in ${page.engine}`;
      await page.fill('person/name', supporter);
      await submitForm(page);
      await waitForState(page, 'queued');
      assert.match(await getFormText(page), /kept on this device|Keep this page open/);
      assert.equal(countArrived(supporter), 0);
      await page.context.setOffline(false);
      await waitForState(page, 'sent');
      assert.equal(countArrived(supporter), 1);
    });
  });
});

describeInAllBrowsers('letter sent while the network is down', (openPage) => {
  it('is queued with a notice, and arrives once when the network is back', async () => {
    let isDown = true;
    await withFaultyNetwork(faultsFor('submission', () => (isDown ? 'reset-after' : 'pass')), async (url) => {
      const page = await openPage();
      const supporter = await fillAndSubmit(page, url);
      await waitForState(page, 'queued');
      // Where the button was pressed before the choice was offered, it waits in memory.
      assert.match(await getFormText(page), /waiting to be sent.*(kept on this device|Keep this page open)/s);
      assert.equal(await page.evaluate(`return 'sent' in window`), false);
      isDown = false;
      await page.click('action-letter button');
      await waitForState(page, 'sent');
      assert.equal(countArrived(supporter), 1);
    });
  });
});

describeInAllBrowsers('letter whose document does not load', (openPage) => {
  const faults: [string, Fault, object][] = [
    ['404', { status: 404 }, { code: 'unknown-campaign', status: 404 }],
    ['an HTML page', 'html', { code: 'not-json', status: 200 }],
    ['a connection error', 'refused', { code: 'network' }],
  ];
  for (const [description, fault, failure] of faults) {
    it(`shows the link and reports the error to the page: ${description}`, async () => {
      await withFaultyNetwork(faultsFor('document', () => fault), async (url) => {
        const page = await openPage();
        await page.goto(url);
        await waitForState(page, 'failed');
        assert.deepEqual(await page.evaluate('return window.failure'), failure);
        const link = await page.evaluate<[string, number]>(
          `const link = ${FORM}.querySelector('a'); return [link.href, link.getClientRects().length]`,
        );
        assert.match(link[0], new RegExp(`/a/${letter.id}$`));
        assert.equal(link[1], 1);
      });
    });
  }

  it('retries after a 503 and shows the letter', async () => {
    await withFaultyNetwork(faultsFor('document', (count) => (count === 1 ? { status: 503 } : 'pass')), async (url) => {
      const page = await openPage();
      await page.goto(url);
      await waitForState(page, 'open');
    });
  });

  it('shows the letter after the page calls reload()', async () => {
    let isAvailable = false;
    await withFaultyNetwork(faultsFor('document', () => (isAvailable ? 'pass' : { status: 404 })), async (url) => {
      const page = await openPage();
      await page.goto(url);
      await waitForState(page, 'failed');
      isAvailable = true;
      await page.evaluate(`${FORM}.reload()`);
      await waitForState(page, 'open');
    });
  });
});
