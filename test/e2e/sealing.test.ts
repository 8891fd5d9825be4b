/** Sealed campaigns in the built files: what a supporter types leaves the page encrypted, or not at all. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { runAge } from '../support/age.ts';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, FORM, submitForm, getFormText, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type ChooseFault, type FaultProxy } from '../support/fault-proxy.ts';
import { runInProcess } from '../cli/commands.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { SealedContent } from '../support/age-keys.ts';
import type { TestServer } from '../support/e2e/server.ts';

const canary = 'Q7canaryQ7';
const isSealing = (path: string) => /\/seal-submission-[\w-]{8}\.js/.test(path);
const folder = mkdtempSync(join(tmpdir(), 'sealing-'));
const keyFile = join(folder, 'key.txt');
const pages: Record<string, string> = {};
let letter: Campaign;
let server: TestServer;
let site: Site;
before(async () => {
  const { stdout } = await runInProcess(['sealed', 'create-key', keyFile], {});
  letter = createCampaign({ seal: { recipient: stdout.trim() }, ask: { name: 'required', email: 'required' } });
  server = await serveCampaigns(letter);
  site = await startSite(pages);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

async function fill(page: BrowserPage): Promise<void> {
  await waitForState(page, 'open');
  await page.fill('letter/body', `Please ${canary}`);
  await page.fill('person/name', `${canary} Dara`);
  await page.fill('person/email', `${canary}@example.org`);
}

/** Opens a partner's page whose server is behind a proxy, runs a test, and finds the canary in nothing that went through the proxy. */
async function withProxy(page: BrowserPage, chooseFault: ChooseFault, script: string, run: (proxy: FaultProxy) => Promise<void>): Promise<void> {
  const proxy = await startFaultProxy(server.url, chooseFault);
  try {
    const snippet = createSnippet(`${proxy.url}/campaigns/${letter.id}.json`);
    pages['/'] = createArticle(script ? snippet.replace(/<script.*<\/script>/, `<script src="${proxy.url}${script}" defer></script>`) : snippet);
    await page.goto(`${site.url}/`);
    await run(proxy);
    assert.ok(!JSON.stringify(proxy.requests).includes(canary));
  } finally {
    await proxy.close();
  }
}

const waitForSealing = (page: BrowserPage) => page.waitFor(`performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('/seal-submission-') && responseEnd)`);
const getRows = () => server.readSubmissions(letter.id);

describeInAllBrowsers('sealed letter', (openPage) => {
  for (const script of ['', '/v1/actions.iife.js'])
    it(`is read by the organiser with the age command, and by no one on the way: ${script || 'modules'}`, async () => {
      const page = await openPage();
      await withProxy(page, () => 'pass', script, async () => {
        await fill(page);
        assert.match(await getFormText(page), /encrypted on this device before they are sent\. Only The Open Door can decrypt them/);
        await submitForm(page);
        await waitForState(page, 'sent');
      });
      const { submission } = getRows().at(-1)!;
      assert.ok(!JSON.stringify(submission).includes(canary));
      const out = join(folder, `out-${submission.id}`);
      await server.runCli('sealed', 'export', '--campaign', letter.id, '--out', out);
      assert.ok(readdirSync(out).length > 1);
      const content = JSON.parse(runAge(keyFile, join(out, `${submission.id}.age`))) as SealedContent;
      assert.deepEqual(content, {
        id: submission.id,
        person: { name: `${canary} Dara`, email: `${canary}@example.org` },
        letter: { subject: 'The baker', body: `Please ${canary}` },
      });
    });

  it('is sent by a page that has lost its connection before the button was pressed', async () => {
    const page = await openPage();
    const count = getRows().length;
    let isOnline = true;
    await withProxy(page, () => (isOnline ? 'pass' : 'refused'), '', async (proxy) => {
      await fill(page);
      await waitForSealing(page);
      isOnline = false;
      await submitForm(page);
      await waitForState(page, 'queued');
      isOnline = true;
      await page.evaluate(`dispatchEvent(new Event('online'))`);
      await waitForState(page, 'sent');
      assert.equal(new Set(proxy.requests.filter(({ method }) => method === 'POST').map(({ body }) => body)).size, 1, 'the same ciphertext each time');
    });
    assert.equal(getRows().length, count + 1);
  });

  it('is not sent without the code that encrypts, and says what to do', async () => {
    const page = await openPage();
    const count = getRows().length;
    let isBlocked = true;
    await withProxy(page, ({ path }) => (isBlocked && isSealing(path) ? 'refused' : 'pass'), '', async (proxy) => {
      await fill(page);
      await submitForm(page);
      await page.waitFor(`${FORM}.shadowRoot.querySelector('[role=alert]')`);
      assert.match(await getFormText(page), /couldn’t send your letter\. Check your connection and try again/);
      assert.equal(await page.evaluate(`return ${FORM}.getAttribute('state')`), 'open');
      assert.deepEqual(proxy.requests.filter(({ method }) => method === 'POST'), []);
      isBlocked = false;
      await submitForm(page);
      await waitForState(page, 'sent');
    });
    assert.equal(getRows().length, count + 1);
  });
});

describeInAllBrowsers('page of a sealed letter', (openPage) => {
  it('has the element with scripts, and without them the reason why there is no form', async () => {
    const page = await openPage();
    await page.goto(`${server.url}/a/${letter.id}`);
    await fill(page);
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.ok(!JSON.stringify(getRows()).includes(canary));
    const response = await fetch(`${server.url}/a/${letter.id}`);
    assert.match(await response.text(), /That needs JavaScript/);
  });
});
