/** Every snippet that the docs publish: a letter sent through each is stored, with its partner. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { getDemoServer, serveCampaigns } from '../support/e2e/shared-servers.ts';
import { waitForFrameHeight } from '../support/e2e/frame-height.ts';
import { startSite, type Site, type SitePage } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, submitForm, type BrowserPage } from '../support/e2e/browser-page.ts';
import { example, readPublishedSnippets, strip } from '../support/snippets.ts';
import type { TestServer } from '../support/e2e/server.ts';

const person = { id: 'ada', name: 'Ada', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] };
const campaign = createCampaign({ id: example.id, people: [person] });
let server: TestServer;
let site: Site;
/** Serves the campaigns of the demo. */
let demoServer: TestServer;

/** Returns a published snippet, adapted to the letter of this test. */
function getSnippet(name: string): string {
  const code = readPublishedSnippets().get(name)!;
  return code.replaceAll(example.origin, server.url).replaceAll('postcard-form', 'action-letter').replaceAll('postcard', 'letter');
}
/** Returns what remains of a snippet in the text of a WordPress author, plus the script from the site's template. */
const getAuthorSnippet = (name: string) =>
  strip(getSnippet(name), 'wordPressAuthor') + /<script[^]*<\/script>/.exec(getSnippet(name))![0];

before(async () => {
  [server, demoServer] = await Promise.all([serveCampaigns(campaign), getDemoServer()]);
  const pages: Record<string, SitePage> = {};
  site = await startSite(pages);
  await server.publishCampaign(createCampaign({ id: 'choosy', origins: [site.url] }));
  await server.publishCampaign(createCampaign({ id: 'elsewhere', origins: ['https://partner.example'] }));
  const frame = getSnippet('frame');
  const loader = /<script[^]*/.exec(frame)![0];
  const sandboxed = frame.replace('<iframe', '<iframe sandbox="allow-scripts allow-forms"');
  Object.assign(pages, {
    '/element': createArticle(getSnippet('element')),
    '/link': createArticle(getAuthorSnippet('link')),
    '/classic': createArticle(getSnippet('classic')),
    '/frame': createArticle(frame),
    '/framedLink': createArticle(getAuthorSnippet('framedLink')),
    '/page': createArticle(getSnippet('page') + getSnippet('code') + getSnippet('image')),
    '/sandbox': createArticle(sandboxed.replace(loader, '')),
    '/choosy': createArticle(sandboxed.replaceAll(example.id, 'choosy')),
    '/plain': createArticle(frame.replace('<iframe', '<iframe sandbox="allow-forms allow-same-origin"')),
    '/others': createArticle(`${loader}${loader}
      <iframe id="stranger" src="/stranger"></iframe>
      <a id="blocked" data-embed="letter" href="${server.url}/a/elsewhere">The baker</a>
      <a data-embed="counter" href="${server.url}/a/${example.id}"><img src="data:," alt="How long"></a>
      <a id="foreign" data-embed="letter" href="https://elsewhere.example/a/${example.id}">Another</a>`),
    '/stranger': { type: 'text/html', body: `<script>parent.postMessage({ type: 'action-height', version: 1, height: 9999 }, '*')</script>` },
  });
});
after(() => site.close());

const getPartners = () => server.readSubmissions(example.id).map(({ partner }) => partner);

/** Goes from the page to the form, for each snippet. */
const goToForm: Record<string, (page: BrowserPage) => Promise<void>> = {
  element: () => Promise.resolve(),
  link: (page) => page.waitFor(`document.querySelector('action-letter')`),
  classic: () => Promise.resolve(),
  framedLink: async (page) => {
    await page.waitFor(`document.querySelector('iframe')?.style.height.length > 3`);
    await page.enterFrame('iframe');
  },
  page: async (page) => {
    const [code, count] = await page.evaluate<number[]>(`return [...document.images].map(({ naturalWidth }) => naturalWidth)`);
    assert.ok(code! > 100 && count === 1200, `image widths: ${code} and ${count}`);
    await page.click('a');
  },
  // Works without the loader too: the frame keeps its height, and scrolls.
  sandbox: (page) => page.enterFrame('iframe'),
};

describeInAllBrowsers('letter', (openPage) => {
  for (const [name, goTo] of Object.entries(goToForm))
    it(`is sent with its partner through the snippet “${name}”`, async () => {
      const before = getPartners();
      const page = await openPage();
      await page.goto(`${site.url}/${name}`);
      await goTo(page);
      await waitForState(page, 'open');
      await page.fill('person/name', 'Sok Dara');
      if (name === 'framedLink') await waitForFrameHeight(page);
      await submitForm(page);
      await waitForState(page, 'sent');
      assert.deepEqual(getPartners(), [...before, 'your-site']);
    });
});

describeInAllBrowsers('embedded frame', (openPage) => {
  it('is as tall as its content, also with errors and on the thank-you page', async () => {
    const before = getPartners();
    const page = await openPage();
    await page.goto(`${site.url}/frame`);
    await page.enterFrame('iframe');
    await waitForState(page, 'open');
    const openHeight = await waitForFrameHeight(page);
    await submitForm(page);
    await page.waitFor(`document.querySelector('action-letter').shadowRoot.querySelector('[role=alert]')`);
    assert.ok((await waitForFrameHeight(page)) > openHeight);
    await page.fill('person/name', 'Sok Dara');
    // While someone types, the choice about the outbox appears, and the frame grows. Nobody presses the button in the same moment.
    await waitForFrameHeight(page);
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.ok((await waitForFrameHeight(page)) < openHeight);
    assert.deepEqual(getPartners(), [...before, 'your-site']);
  });

  it('links to the action’s own page in a sandbox that the campaign does not allow', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/choosy`);
    await page.enterFrame('iframe');
    await page.waitFor(`!document.querySelector('main')`);
    await waitForFrameHeight(page);
    assert.match(await page.evaluate('return document.body.innerText'), /can’t take part from within this page/);
    assert.equal(await page.evaluate(`return document.querySelector('a').href`), `${server.url}/a/choosy?lang=en&partner=your-site`);
  });

  it('ignores messages of other frames, and keeps a link whose frame does not load', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/others`);
    await page.evaluate(`setTimeout(() => {
      const link = Object.assign(document.createElement('a'), { href: '${server.url}/a/${example.id}?partner=late', textContent: 'Late' });
      link.dataset.embed = 'letter';
      document.body.append(link);
    })`);
    // When the last link has become a frame with a height, all the others have theirs. A lazy frame loads once it is in view.
    const lateFrame = `document.querySelector('iframe[title=Late]')`;
    await page.waitFor(`(${lateFrame}?.scrollIntoView(), parseInt(${lateFrame}?.style.height) > 100)`);
    const frames = await page.evaluate<string[]>(`return [...document.querySelectorAll('iframe')].map(({ title, src }) => title + ' ' + new URL(src).pathname)`);
    assert.deepEqual(frames, [' /stranger', 'The baker /embed/elsewhere/letter', `How long /embed/${example.id}/counter`, `Late /embed/${example.id}/letter`], 'one frame per link');
    assert.equal(await page.evaluate(`return document.querySelector('#stranger').style.height`), '');
    const visible = await page.evaluate(`return ['blocked', 'foreign'].map((id) => document.getElementById(id).getClientRects().length)`);
    assert.deepEqual(visible, [1, 1]);
  });
});

describeInPlaywright('embedded frame without scripts', (openPage) => {
  it('accepts a letter through the plain form, and shows the thank-you page in the frame', async () => {
    const before = getPartners();
    const { playwright: page } = await openPage();
    await page.goto(`${site.url}/plain`);
    const frame = page.frameLocator('iframe');
    await frame.locator('form button').click();
    await frame.locator('.summary').waitFor();
    await frame.locator('[name="person/name"]').fill('Sok Dara');
    await frame.locator('form button').click();
    await frame.locator('h1', { hasText: 'We’ve received' }).waitFor();
    assert.equal(page.url(), `${site.url}/plain`);
    assert.deepEqual(getPartners(), [...before, 'your-site']);
  });
});

describeInPlaywright('snippet configurator', (openPage) => {
  it('writes what the docs publish, shows a working preview, and has no axe violations', async () => {
    const page = await openPage({ viewport: { width: 320, height: 640 } });
    const { playwright } = page;
    await page.goto(`${demoServer.url}/embed-code`);
    await playwright.locator('#campaign').selectOption(example.id);
    await playwright.locator('#partner').fill('your-site');
    for (const [name, code] of readPublishedSnippets()) {
      if (code.includes('counter')) await playwright.locator('#element').selectOption('counter');
      await playwright.locator(`[value=${name}]`).check();
      const expected = code.replaceAll(example.origin, demoServer.url).replaceAll(example.origin.slice(8), demoServer.url.slice(7));
      await page.waitFor(`document.querySelector('#code').textContent.replaceAll('Free the five: #FreeThe5KH', 'Free the five') === ${JSON.stringify(expected)}`);
      if (name === 'page') assert.match((await playwright.locator('#preview-section a').getAttribute('href'))!, new RegExp(`^/a/${example.id}\\?`));
      if (name === 'element') await playwright.frameLocator('#preview').locator('postcard-form[state=open]').waitFor();
    }
    await assertNoAxeViolations(page);
    assert.equal(await page.evaluate('return document.scrollingElement.scrollWidth'), 320);
  });
}, ['chromium']);

describeInPlaywright('published snippet', (openPage) => {
  const phone = { width: 360, height: 740 };
  const desktop = { width: 1280, height: 800 };
  const variants = [['link', phone], ['link', desktop], ['classic', phone], ['classic', desktop], ['frame', phone], ['framedLink', desktop]] as const;
  it('causes no layout shift from navigation until the form is interactive', async () => {
    for (const [name, viewport] of variants) {
      const page = await openPage({ viewport });
      await page.context.addInitScript(`
        window.shifts = [];
        // Include shifts flagged hadRecentInput: emulated phones set the flag on early shifts.
        if (top === self) new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) shifts.push({ value, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
        }).observe({ type: 'layout-shift', buffered: true });`);
      await page.goto(`${site.url}/${name}`);
      const isFramed = name.startsWith('frame');
      if (isFramed) {
        await page.waitFor(`document.querySelector('iframe')?.style.height.length > 3`);
        await page.enterFrame('iframe');
      }
      await waitForState(page, 'open');
      if (isFramed) {
        await waitForFrameHeight(page);
        await page.enterFrame();
      } else await page.waitFor(`performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/counts.json'))`);
      await page.evaluate(`requestAnimationFrame(() => requestAnimationFrame(() => (window.isPainted = true)))`);
      await page.waitFor('window.isPainted');
      assert.deepEqual(await page.evaluate('return window.shifts'), [], `${name} at ${viewport.width}`);
    }
  });
}, ['chromium']);
