/** A partner's site whose content security policy has the published lines, and beside them allows only its own files. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { formatPolicy, getPolicy, getTrustedTypesPolicy, type Policy } from '../../src/embed-code/csp.ts';
import { embedMethods, type ElementName, type PinnedFiles } from '../../src/embed-code/snippets.ts';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { getDemoServer, serveCampaigns } from '../support/e2e/shared-servers.ts';
import { waitForFrameHeight } from '../support/e2e/frame-height.ts';
import { startSite, type SitePage, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, FORM, submitForm, type BrowserPage } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { TestServer } from '../support/e2e/server.ts';

/** A snippet, its element, and the campaign of the demo that it shows. */
type Embed = readonly [method: string, element: ElementName, id?: string];
const letterId = 'sam-sokha';
const cardId = 'free-the-5kh';
const wallMessage = 'Sample words on the wall.';

/** A campaign that uses every element, with an image wherever there may be one. */
const id = 'all-of-it';
const image = { src: `../a/${id}/qr.png`, alt: 'A code' };
const fullCampaign = createCampaign({
  id,
  people: [{ id: 'ada', name: 'Ada', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }], photo: image }],
  postcard: { to: ['ada'], choose: 'all', suggest: 'none', designs: [{ id: 'front', ...image }], maxLength: 300, guidance: [], publish: 'never' },
  updates: [{ date: '2016-05-01', text: 'Sample words.' }],
});

let server: TestServer;
/** Serves that campaign. */
let fullServer: TestServer;
let site: Site;
/** Receives the violation reports of browsers. */
let reportServer: FaultProxy;

/** Merges policies, as a site's administrator adds lines to the existing policy. */
const mergePolicies = (...policies: Policy[]) =>
  policies.reduce((merged, policy) => {
    const mergeSources = (directive: string) => [...new Set([...(merged[directive] ?? []), ...policy[directive]!])];
    return { ...merged, ...Object.fromEntries(Object.keys(policy).map((directive) => [directive, mergeSources(directive)])) };
  }, {});

/** The site's own policy: its icon, and the script that records violations. */
const sitePolicy: Policy = { 'default-src': ["'none'"], 'script-src': ["'self'"], 'img-src': ["'self'"], 'style-src': ["'none'"] };
const recorder = `window.blocked = [];
  window.reported = [];
  addEventListener('securitypolicyviolation', ({ disposition, effectiveDirective, blockedURI }) =>
    (disposition === 'report' ? reported : blocked).push(effectiveDirective + ' ' + blockedURI), true);`;

// The policy forbids style attributes, so remove them. Remove lazy loading too, because the test does not scroll.
const createPastedPage = (code: string) =>
  createArticle(code.replace(/ style="[^"]*"| loading="lazy"/g, ''), '<script src="/recorder.js"></script>').replace('data:,', '/icon.png');

/** Creates a page with published snippets and their policy. */
function createPage(embeds: readonly Embed[], extraPolicy: Policy, pinned?: PinnedFiles): SitePage {
  const choices = embeds.map(([method, element, id = cardId]) => ({ origin: server.url, title: 'Go there', people: 5, method, element, id, pinned }));
  const code = choices.map((choice) => embedMethods[choice.method]!.getCode(choice)).join('\n');
  const policy = mergePolicies(sitePolicy, ...choices.map(getPolicy), extraPolicy, { 'report-uri': [reportServer.url] });
  return {
    body: createPastedPage(code),
    type: 'text/html',
    headers: { 'content-security-policy': formatPolicy(policy).join(' ') },
  };
}

/** Creates a page that allows scripts by a nonce only. */
function createNoncePage(pinned: PinnedFiles): SitePage {
  const choice = { origin: server.url, title: 'Go there', method: 'element', element: 'letter', id: letterId, pinned } as const;
  const policy = formatPolicy({ ...mergePolicies(sitePolicy, getPolicy(choice)), 'script-src': ["'nonce-abc'"] }).join(' ');
  const page = createPastedPage(embedMethods[choice.method]!.getCode(choice)).replaceAll('<script ', '<script nonce="abc" ');
  return { body: page, type: 'text/html', headers: { 'content-security-policy': policy } };
}

/** Embeds that each have a page of their own, with the policy for nothing else. */
const elements: ElementName[] = ['letter', 'postcard', 'counter', 'wall', 'updates', 'progress'];
const singleEmbeds: readonly Embed[] = [...elements.map((element): Embed => ['element', element]), ['frame', 'letter'], ['image', 'counter']];
const createChoice = ([method, element]: Embed) => ({ origin: fullServer.url, title: 'Go there', people: 1, method, element, id });

/** Returns each pair of directive and source in an embed's policy. */
const getSources = (embed: Embed) =>
  Object.entries(getPolicy(createChoice(embed))).flatMap(([directive, sources]) => sources.map((source) => [directive, source] as const));
/** Whether a violation is about this source. Engines may name a narrower directive, and only the scheme of `blob:`. */
const isAbout = (line: string, directive: string, source: string) =>
  line.startsWith(directive) && line.split(' ')[1]!.startsWith(source.replace(/:$/, ''));

/**
 * Creates a page with one embed and its policy. Report-only policies, each of which lacks one source, then show whether
 * that source is needed.
 */
function createSinglePage(embed: Embed): SitePage {
  const choice = createChoice(embed);
  const policy = mergePolicies(sitePolicy, getPolicy(choice));
  const reducedPolicies = getSources(embed).map(([directive, source]) => formatPolicy({ [directive]: policy[directive]!.filter((other) => other !== source) }).join(''));
  const headers = { 'content-security-policy': formatPolicy(policy).join(' '), 'content-security-policy-report-only': reducedPolicies.join(', ') };
  return { body: createPastedPage(embedMethods[choice.method]!.getCode(choice)), type: 'text/html', headers };
}

/** Sends a card and approves it. */
async function addApprovedCard(): Promise<void> {
  const postcard = { to: ['ny-sokha'], design: 'lotus', message: wallMessage, from: 'Sample sender', publish: true };
  const body = JSON.stringify({ id: randomUUID(), kind: 'postcard', language: 'en', person: {}, postcard });
  const response = await fetch(`${server.url}/campaigns/${cardId}/submissions`, { method: 'POST', body });
  assert.equal(response.status, 201, await response.text());
  const list = JSON.parse(await server.runCli('cards', 'list', '--stage', 'received', '--json')) as { id: string; text?: string }[];
  await server.runCli('cards', 'approve', list.find(({ text }) => text === wallMessage)!.id);
}

before(async () => {
  [server, fullServer] = await Promise.all([getDemoServer(), serveCampaigns(fullCampaign)]);
  reportServer = await startFaultProxy(server.url, () => ({ status: 204 }));
  await addApprovedCard();
  const pinned = JSON.parse(readFileSync('dist/web/integrity.json', 'utf8')) as PinnedFiles;
  const trustedTypesRequired: Policy = { 'require-trusted-types-for': ["'script'"] };
  const strict = mergePolicies(getTrustedTypesPolicy({ method: 'element' }), trustedTypesRequired);
  const foreignTrustedTypes: Policy = { 'trusted-types': ['others'] };
  const otherElements: ElementName[] = ['postcard', 'counter', 'wall', 'updates', 'progress'];
  const embedAll = (method: string, letterMethod: string): Embed[] => [[letterMethod, 'letter', letterId], ...otherElements.map((element): Embed => [method, element])];
  site = await startSite({
    '/recorder.js': recorder,
    '/icon.png': { body: '', type: 'image/png' },
    '/element': createPage(embedAll('element', 'link'), strict),
    '/pinned': createPage(embedAll('element', 'link'), strict, pinned),
    '/nonce': createNoncePage(pinned),
    '/classic': createPage(embedAll('classic', 'classic'), strict),
    '/frame': createPage([['framedLink', 'letter', letterId], ['frame', 'counter'], ['code', 'postcard'], ['image', 'counter']], strict),
    '/others': createPage([['element', 'letter', letterId]], foreignTrustedTypes),
    '/alone': createArticle(singleEmbeds.map((embed) => `<iframe title="${embed.join()}" src="/${embed.join('-')}" width="640" height="640"></iframe>`).join('')),
    ...Object.fromEntries(singleEmbeds.map((embed) => [`/${embed.join('-')}`, createSinglePage(embed)])),
    '/refusing': createPage([['element', 'letter', letterId]], mergePolicies(foreignTrustedTypes, trustedTypesRequired)),
  });
});
after(async () => {
  await site.close();
  await reportServer.close();
});

/** Whether a root has images and all of them have loaded. */
const imagesLoaded = (root: string) => `((images) => images.length && images.every(({ naturalWidth }) => naturalWidth))([...${root}.querySelectorAll('img')])`;
const getRoot = (tag: string) => `document.querySelector('${tag}').shadowRoot`;

/** @param frame selects the frame that the page is in */
async function sendLetter(page: BrowserPage, frame?: string): Promise<void> {
  const submissionCount = server.readSubmissions(letterId).length;
  await waitForState(page, 'open');
  const country = `${FORM}.shadowRoot.querySelector('[name="person/country"]')`;
  await page.waitFor(`${country}.querySelector('[value=AU]')`);
  // Set it by script: the list that WebKit opens over a frame would swallow the next click.
  await page.evaluate(`${country}.value = 'AU'; ${country}.dispatchEvent(new Event('change', { bubbles: true }))`);
  await page.fill('person/name', 'Sok Dara');
  if (frame) await waitForFrameHeight(page, frame);
  await page.click('action-letter [name="consent/news"][value=no]');
  await submitForm(page);
  await waitForState(page, 'sent');
  assert.equal(server.readSubmissions(letterId).length, submissionCount + 1);
}

async function sendCard(page: BrowserPage): Promise<void> {
  const submissionCount = server.readSubmissions(cardId).length;
  await waitForState(page, 'open');
  await page.waitFor(imagesLoaded(getRoot('postcard-form')));
  await page.click('postcard-form .flip-button');
  await page.waitFor(`${FORM}.shadowRoot.activeElement?.name === 'postcard/message'`);
  await page.fill('postcard/message', 'Sample words.');
  await page.fill('postcard/from', 'Sample sender');
  await page.click('postcard-form [name="postcard/publish"][value=no]');
  await page.click('postcard-form [name="consent/news"][value=no]');
  await submitForm(page);
  await waitForState(page, 'sent');
  assert.equal(server.readSubmissions(cardId).length, submissionCount + 1);
}

/** Asserts that nothing was blocked or reported before a forbidden request that it makes itself. */
async function assertNothingBlocked(page: BrowserPage): Promise<void> {
  // Chromium warns about `web-share` in a snippet's `allow` where the system has no share sheet.
  assert.deepEqual(page.consoleMessages.filter((line) => line !== "Unrecognized feature: 'web-share'."), []);
  const forbidden = 'http://elsewhere.invalid/forbidden.png';
  await page.evaluate(`new Image().src = '${forbidden}'`);
  await page.waitFor('window.blocked.length');
  assert.deepEqual(await page.evaluate('return window.blocked'), [`img-src ${forbidden}`]);
  await waitUntil('the violation is reported', () => reportServer.requests.length);
  const reports = reportServer.requests.splice(0).map(({ body }) => body);
  assert.equal(reports.length, 1, reports.join('\n'));
  assert.ok(reports[0]!.includes('forbidden.png'), reports[0]);
}

describeInAllBrowsers('site with the published content security policy', (openPage) => {
  for (const [description, path] of [
    ['elements and an upgraded link', 'element'],
    ['pinned files', 'pinned'],
    ['the classic script', 'classic'],
  ] as const)
    it(`shows, sends and draws everything without a violation: ${description}`, async () => {
      const page = await openPage();
      await page.goto(`${site.url}/${path}`);
      await sendLetter(page);
      // The card becomes the first form of the page.
      await page.evaluate(`${FORM}.remove()`);
      await sendCard(page);
      await page.waitFor(`${getRoot('message-wall')}?.textContent.includes('${wallMessage}')`);
      await page.waitFor(`document.querySelector('campaign-updates[state=open]') && document.querySelector('action-progress[state=open]')`);
      await page.click('detention-counter button');
      await page.waitFor(imagesLoaded(getRoot('detention-counter')));
      await assertNothingBlocked(page);
    });

  it('shows frames, a QR code and the count as an image without a violation', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/frame`);
    await page.waitFor(imagesLoaded('document'));
    await page.waitFor(`[...document.querySelectorAll('iframe')].filter(({ style }) => parseInt(style.height) > 100).length === 2`);
    const frame = 'iframe[src*=letter]';
    await page.enterFrame(frame);
    await sendLetter(page, frame);
    await page.enterFrame();
    await assertNothingBlocked(page);
  });
});

describeInAllBrowsers('site that allows scripts by a nonce only', (openPage) => {
  it('runs pinned files, which pass the nonce on to the files that they load', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/nonce`);
    await sendLetter(page);
    assert.deepEqual(await page.evaluate('return window.blocked'), []);
  });
});

describeInAllBrowsers('content security policy for one embed', (openPage) => {
  it('is sufficient, and each of its sources is needed', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/alone`);
    const frames = '[...document.querySelectorAll("iframe")].map(({ contentWindow }) => contentWindow)';
    await page.waitFor(`${frames}.slice(0, ${elements.length}).every(({ document }) => document.querySelector('[src][state=open]'))`);
    const getRootIn = (element: ElementName, tag: string) => `${frames}[${elements.indexOf(element)}].document.querySelector('${tag}').shadowRoot`;
    const counter = getRootIn('counter', 'detention-counter');
    await page.waitFor(`${counter}.querySelector('button')`);
    await page.evaluate(`${counter}.querySelector('button').click()`);
    await page.waitFor(`${counter}.querySelector('img[src^="blob:"]')`);
    for (const root of [counter, getRootIn('postcard', 'postcard-form'), `${frames}.at(-1).document`]) await page.waitFor(imagesLoaded(root));
    // Firefox reports no violation for the preload of the document, so the elements fetch it again.
    await page.evaluate(`${frames}.slice(0, ${elements.length}).forEach(({ document }) => document.querySelector('[src][state]').reload())`);
    const getViolations = (kind: 'blocked' | 'reported') => page.evaluate<string[][]>(`return ${frames}.map(({ ${kind} }) => ${kind})`);
    const findUnneededSources = async () => {
      const reported = await getViolations('reported');
      return singleEmbeds.flatMap((embed, index) =>
        getSources(embed)
          .filter(([directive, source]) => !reported[index]!.some((line) => isAbout(line, directive, source)))
          .map((source) => [...embed, ...source].join(' ')),
      );
    };
    await waitUntil('each source is needed', async () => !(await findUnneededSources()).length).catch(async () => assert.deepEqual(await findUnneededSources(), []));
    assert.deepEqual(await getViolations('blocked'), singleEmbeds.map(() => []));
  });
});

describeInAllBrowsers('site whose policy allows only other Trusted Types policies', (openPage) => {
  it('shows the fallback content, whether or not it requires Trusted Types', async () => {
    const page = await openPage();
    for (const path of ['/others', '/refusing']) {
      await page.goto(`${site.url}${path}`);
      await page.waitFor(`document.readyState === 'complete'`);
      assert.ok(await page.evaluate(`return document.querySelector('action-letter > a').checkVisibility()`), path);
    }
    await waitUntil('the violation is reported', () => reportServer.requests.splice(0).length);
  });
});
