/** The demo's pages, from which partners copy. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { createArticle } from '../support/e2e/campaigns.ts';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import { startSite } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, FORM, submitForm, getFormText, type BrowserPage } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

let server: TestServer;
before(async () => (server = await getDemoServer()));

const pages = ['/demo/news/', '/demo/news/closed.html', '/demo/news/languages.html'];
/** The pages of the second partner, tested in one engine to save time. */
const fivePages = ['/demo/five/', '/demo/five/released.html', '/demo/five/languages.html'];
const tags = 'action-letter, postcard-form, detention-counter, message-wall, campaign-updates, action-progress';
const isReady = `[...document.querySelectorAll('${tags}')].every((element) => /^(open|closed)$/.test(element.getAttribute('state')))`;

// The matrix tests the elements in every engine; these tests are about the pages around them.
describeInPlaywright('demo', (openPage) => {
  it('has no axe violations, also after submitting an empty form', async () => {
    const page = await openPage();
    for (const path of ['/demo/', '/demo/news/closed.html', '/demo/five/']) {
      await page.goto(server.url + path);
      await page.waitFor(isReady);
      await assertNoAxeViolations(page);
    }
    await page.goto(`${server.url}/demo/news/languages.html`);
    await page.waitFor(isReady);
    await submitForm(page);
    await page.waitFor(`${FORM}.shadowRoot.querySelector('[role=alert]')`);
    await assertNoAxeViolations(page);
  });

  it('has no axe violations in dark mode', async () => {
    const page = await openPage({ colorScheme: 'dark' });
    for (const path of ['/demo/', '/demo/news/', '/demo/five/']) {
      await page.goto(server.url + path);
      await page.waitFor(isReady);
      assert.equal(await page.evaluate(`return matchMedia('(prefers-color-scheme: dark)').matches`), true);
      await assertNoAxeViolations(page);
    }
  });

  it('has one heading of level 1 on the action’s own page, with the letter and with the plain form', async () => {
    const { playwright: page } = await openPage();
    const getHeadings = () => page.getByRole('heading', { level: 1 }).allTextContents();
    await page.goto(`${server.url}/a/sam-sokha`);
    await page.locator('action-letter[state=open]').waitFor();
    assert.deepEqual(await getHeadings(), ['Release Sam Sokha – Action widgets demo']);
    await page.route('**/v1/*', (route) => route.abort());
    await page.reload();
    await page.locator('form button').waitFor();
    assert.deepEqual(await getHeadings(), ['Release Sam Sokha']);
  });

  it('has no axe violations on the action’s own page, with the letter and with the plain form', async () => {
    const page = await openPage();
    await page.goto(`${server.url}/a/sam-sokha`);
    await page.waitFor(isReady);
    // axe counts the content of a hidden slot as visible, and so reports the landmarks of the plain form as duplicates.
    await assertNoAxeViolations(page, ['landmark-unique']);
    await page.playwright.route('**/v1/**', (route) => route.abort());
    await page.goto(`${server.url}/a/sam-sokha?lang=ar`);
    await page.playwright.locator('form button').click();
    await page.playwright.locator('.summary').waitFor();
    await assertNoAxeViolations(page);
  });
}, ['chromium']);

describeInPlaywright('demo', (openPage, engine) => {
  it('fits a screen of 320 px in every language, with errors and on the action’s own page', async () => {
    const page = await openPage({ viewport: { width: 320, height: 640 } });
    const assertFits = async (description: string) => {
      const width = await page.evaluate<number>(`return document.scrollingElement.scrollWidth`);
      assert.ok(width <= 320, `${description} is ${width} px wide`);
    };
    for (const path of [...pages, ...(engine === 'chromium' ? fivePages : []), '/a/free-the-5kh', '/a/sam-sokha?lang=en', '/a/sam-sokha?lang=km', '/a/sam-sokha?lang=ar']) {
      await page.goto(server.url + path);
      await page.waitFor(isReady);
      await assertFits(path);
    }
    await page.goto(`${server.url}/demo/news/languages.html`);
    await page.waitFor(isReady);
    for (let i = 0; i < 3; i++) {
      await page.playwright.locator('action-letter').nth(i).locator('button.primary').click();
      await page.playwright.locator('action-letter').nth(i).locator('[role=alert]').waitFor();
      await assertFits(`letter ${i} with errors`);
    }
  });

  it('shows English, Khmer and Arabic, each in its own direction', async () => {
    const page = await openPage();
    await page.goto(`${server.url}/demo/news/languages.html`);
    await page.waitFor(isReady);
    const roots = await page.playwright.locator('action-letter .root').evaluateAll((all) =>
      all.map((root) => `${root.getAttribute('lang')} ${root.getAttribute('dir')}`),
    );
    assert.deepEqual(roots, ['en ltr', 'km ltr', 'ar rtl']);
    const titles = await page.playwright.locator('action-letter h2').allInnerTexts();
    assert.deepEqual(titles, ['Release Sam Sokha', 'សូមដោះលែងអ្នកស្រី សំ សុខា', 'أطلقوا سراح سام سوكا']);
  });

  it('counts the same day in twelve languages, each with its own text and digits', async () => {
    const page = await openPage();
    await page.goto(`${server.url}/demo/five/languages.html`);
    await page.waitFor(isReady);
    const counts = await page.evaluate<string[]>(`return [...document.querySelectorAll('detention-counter')].map((counter) => {
      const getText = (className) => counter.shadowRoot.querySelector('.' + className).textContent;
      return counter.closest('[lang]').lang + ': ' + getText('days') + ' ' + getText('unit');
    })`);
    assert.equal(new Set(counts.map((count) => count.slice(4))).size, 12, counts.join('\n'));
    for (const count of ['en: 165 days in detention', 'ar: 165 يومًا في الاحتجاز', 'fr: 165 jours en détention', 'de: 165 Tage in Haft'])
      assert.ok(counts.includes(count), counts.join('\n'));
    assert.ok(counts.some((count) => count.startsWith('my: ၁၆၅ ')), counts.join('\n'));
  });

  it('shows the outcome of a closed campaign', async () => {
    const page = await openPage();
    await page.goto(`${server.url}/demo/news/closed.html`);
    await waitForState(page, 'closed');
    assert.match(await getFormText(page), /This action closed on .*2018\..*10,000 people took part/s);
    assert.equal(await page.playwright.locator('action-letter form').count(), 0);
  });
});

/** Describes the focused element, through shadow roots, and whether its focus ring is visible. */
const DESCRIBE_FOCUS = `let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom, width, height } = element.getBoundingClientRect();
  return {
    name: element.getAttribute('name') ?? '', value: element.value, tag: element.localName, role: element.getAttribute('role') ?? '', hasRing: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
isInView: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };`;
interface Focus {
  name: string;
  value?: string;
  tag: string;
  role: string;
  hasRing: boolean;
  isInView: boolean;
}

async function tabTo(page: BrowserPage, isTarget: (focus: Focus) => boolean): Promise<Focus> {
  for (let i = 0; i < 60; i++) {
    await page.press('Tab');
    const focus = await page.evaluate<Focus>(DESCRIBE_FOCUS);
    if (focus.tag === 'body') continue; // After the last control, the focus goes to the browser.
    assert.ok(focus.hasRing, `the focus is visible on ${focus.tag} ${focus.name}`);
    // The page may scroll smoothly.
    await page.waitFor(`(() => { ${DESCRIBE_FOCUS} })().isInView`);
    if (isTarget(focus)) return focus;
  }
  throw new Error('the Tab key did not reach the element');
}

describeInAllBrowsers('letter used with the keyboard alone', (openPage) => {
  it('opens the story, leads to each missing field, and sends', async () => {
    const page = await openPage();
    const submissionCount = server.readSubmissions().length;
    await page.goto(`${server.url}/demo/news/`);
    await waitForState(page, 'open');
    await page.waitFor(`${FORM}.shadowRoot.querySelectorAll('[name="person/country"] option').length > 1`);

    await tabTo(page, ({ tag }) => tag === 'summary');
    await page.press('Enter');
    assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('details').open`), true);
    await tabTo(page, ({ name }) => name === 'person/name');
    await page.press('Enter');

    await page.waitFor(`${FORM}.shadowRoot.activeElement?.matches('[role=alert]')`);
    const summary = await page.evaluate<string[]>(
      `return [...${FORM}.shadowRoot.querySelectorAll('[role=alert] a')].map((a) => a.innerText)`,
    );
    assert.equal(summary.length, 3); // country, name, consent
const fieldErrors = await page.evaluate<string[]>(`return [...${FORM}.shadowRoot.querySelectorAll('.error')].map((p) => p.innerText)`);
    assert.deepEqual(summary, fieldErrors, 'the same text, in the order of the form');

    for (const [i, name] of ['person/country', 'person/name'].entries()) {
      await page.evaluate(`${FORM}.shadowRoot.querySelector('[role=alert]').focus()`);
      for (let link = 0; ; link++) {
        await tabTo(page, ({ tag }) => tag === 'a');
        const text = await page.evaluate<string>(`return ${FORM}.shadowRoot.activeElement.innerText`);
        if (text === ['Choose the country you live in', 'Enter your name'][i]) break;
        assert.ok(link < summary.length, name);
      }
      await page.press('Enter');
      await page.waitFor(`${FORM}.shadowRoot.activeElement?.getAttribute('name') === '${name}'`);
      if (name === 'person/name') await page.type('Sok Dara');
      else await page.type('Austral');
    }
    await tabTo(page, ({ name }) => name === 'consent/news');
    await page.press('ArrowRight');
    await tabTo(page, ({ tag, role }) => tag === 'button' && role === '');
    await page.press('Enter');
    await waitForState(page, 'sent');
    await page.waitFor(`${FORM}.shadowRoot.activeElement?.localName === 'h2'`);
    assert.equal(server.readSubmissions().length, submissionCount + 1);
    const { submission, partner } = server.readSubmissions().at(-1)!;
    assert.equal(partner, 'example-news');
    assert.deepEqual(submission.person, { name: 'Sok Dara', country: 'AU' });
    assert.deepEqual(submission.letter?.targets, ['ambassador', 'interior', 'prime-minister']);
    assert.deepEqual(submission.consent?.map(({ given }) => given), [false]);
  });
});

/** Returns the snippet of the demo's page, for a page of another site. */
async function fetchPublishedSnippet(): Promise<string> {
  const html = await (await fetch(`${server.url}/demo/news/`)).text();
  const [, snippet] = /<div class="action">([^]*?)<\/div>/.exec(html) ?? [];
  return snippet!.replaceAll('"/', `"${server.url}/`);
}

describeInPlaywright('published snippet', (openPage) => {
  it('causes no layout shift from navigation until the form is interactive', async () => {
    // At the top of the page, so that everything that it could move is in view.
    const site = await startSite({ '/': createArticle(await fetchPublishedSnippet()) });
    try {
      for (const viewport of [{ width: 360, height: 740 }, { width: 1280, height: 800 }]) {
        const page = await openPage({ viewport });
        await page.context.addInitScript(`
          window.shifts = [];
          new PerformanceObserver((list) => {
            for (const { value, hadRecentInput, sources } of list.getEntries())
              window.shifts.push({ value, hadRecentInput, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
          }).observe({ type: 'layout-shift', buffered: true });`);
        for (const url of [`${site.url}/`, `${server.url}/demo/news/`, `${server.url}/demo/news/closed.html`]) {
          await page.goto(url);
          await page.waitFor(isReady);
          await page.waitFor(`performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/counts.json'))`);
          await page.evaluate(`requestAnimationFrame(() => requestAnimationFrame(() => (window.isPainted = true)))`);
          await page.waitFor('window.isPainted');
          assert.deepEqual(await page.evaluate('return window.shifts'), [], `${url} at ${viewport.width}`);
        }
      }
    } finally {
      await site.close();
    }
  });

  it('is a working link when the script does not load', async () => {
    const site = await startSite({ '/': createArticle((await fetchPublishedSnippet()).replace(/\/v1\/[\w-]+\.js/, '/gone.js')) });
    try {
      const page = await openPage();
      await page.goto(`${site.url}/`);
      await page.playwright.locator('action-letter a').click();
      await page.playwright.waitForURL(`${server.url}/a/sam-sokha`);
      await page.playwright.getByRole('heading', { name: 'Release Sam Sokha' }).first().waitFor();
    } finally {
      await site.close();
    }
  });
}, ['chromium']);
