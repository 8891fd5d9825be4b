/** A campaign under load: pages compute a proof of work unnoticed, whichever script brought the form and whatever the page's policy allows. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { formatPolicy, getPolicy, type Policy } from '../../src/embed-code/csp.ts';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site, type SitePage } from '../support/e2e/site.ts';
import { describeInAllBrowsers, getFormText, submitForm, waitForState, type BrowserPage } from '../support/e2e/browser-page.ts';

const { version, files } = JSON.parse(readFileSync('dist/web/integrity.json', 'utf8')) as { version: string; files: Record<string, string> };
const guarded = createCampaign({ abuse: { proof: 'always' } });
const busy = createCampaign();
let server: TestServer;
let site: Site;

/** Counts the workers of the page that have started. */
const recorder = `window.workerCount = 0;
  window.Worker = class extends Worker {
    constructor(url) {
      super(url);
      this.addEventListener('message', () => workerCount++, { once: true });
    }
  };`;

function createPage(file: string, policy?: Policy, { id } = guarded): SitePage {
  const element = `<action-letter src="${server.url}/campaigns/${id}.json"><a href="${server.url}/a/${id}">Write</a></action-letter>`;
  const type = file.includes('iife') ? '' : 'type="module"';
  const pinnedFile = file.split(`${version}/`)[1];
  const integrity = pinnedFile ? `integrity="${files[pinnedFile]}" crossorigin` : '';
  const script = `<script ${type} src="${server.url}/${file}" ${integrity}></script>`;
  const body = createArticle(`${element}${script}`, '<script src="/recorder.js"></script>');
  return { body, type: 'text/html', ...(policy && { headers: { 'content-security-policy': formatPolicy(policy).join(' ') } }) };
}

before(async () => {
  server = await startServer([guarded, busy], { CAMPAIGN_LIMIT: '3' });
  const published = getPolicy({ origin: server.url, method: 'element', element: 'letter' });
  const policy = { 'default-src': ["'none'"], ...published, 'script-src': ["'self'", ...published['script-src']!] };
  site = await startSite({
    '/recorder.js': recorder,
    '/autoloader': createPage('v1/actions.js'),
    '/single': createPage('v1/action-letter.js'),
    '/classic': createPage('v1/actions.iife.js'),
    '/pinned': createPage(`${version}/actions.js`),
    '/pinned-single': createPage(`${version}/action-letter.js`),
    '/pinned-classic': createPage(`${version}/actions.iife.js`),
    '/no-workers': createPage('v1/actions.js', policy),
    '/workers': createPage('v1/actions.js', { ...policy, 'worker-src': ['blob:'] }),
    '/busy': createPage('v1/actions.js', undefined, busy),
  });
});
after(async () => {
  await site.close();
  await server.stop();
});

async function sendLetter(page: BrowserPage, path: string, id = guarded.id): Promise<void> {
  const submissionCount = server.readSubmissions(id).length;
  await page.goto(site.url + path);
  await waitForState(page, 'open');
  await page.fill('person/name', 'Sok Dara');
  await submitForm(page);
  await waitForState(page, 'sent');
  assert.match(await getFormText(page), /We’ve received your letter/);
  assert.equal(server.readSubmissions(id).length, submissionCount + 1);
}

const submitDirectly = async (id: string) => {
  const body = JSON.stringify({ id: randomUUID(), kind: 'letter', language: 'en', person: { name: 'Sok Dara' }, letter: { targets: ['minister'], subject: 'The baker', body: 'Please.' } });
  return (await fetch(`${server.url}/campaigns/${id}/submissions`, { method: 'POST', body })).status;
};

describeInAllBrowsers('proof of work', (openPage) => {
  for (const path of ['/autoloader', '/single', '/classic', '/pinned', '/pinned-single', '/pinned-classic'])
    it(`is computed in a worker, unnoticed: ${path}`, async () => {
      const page = await openPage();
      await sendLetter(page, path);
      assert.equal(await page.evaluate('return workerCount'), 1);
    });

  it('is computed in a worker if the policy of the page allows it, and otherwise in the page', async () => {
    const page = await openPage();
    for (const [path, workerCount] of [['/workers', 1], ['/no-workers', 0]] as const) {
      await sendLetter(page, path);
      assert.equal(await page.evaluate('return workerCount'), workerCount, path);
    }
  });

  it('is asked for when a campaign comes under load', async () => {
    const page = await openPage();
    let status = 0;
    for (let i = 0; i < 6 && status !== 428; i++) status = await submitDirectly(busy.id);
    assert.equal(status, 428);
    await sendLetter(page, '/busy', busy.id);
    assert.equal(await page.evaluate('return workerCount'), 1);
  });
});
