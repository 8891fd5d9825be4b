/** The demo's pages, which are also what partners copy from. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { axeFaults } from '../support/e2e/axe.ts';
import { article } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, LETTER, send, shown, type Visitor } from '../support/e2e/visitor.ts';

let endpoint: Endpoint;
before(async () => (endpoint = await startEndpoint()));
after(() => endpoint.stop());

const pages = ['/demo/news/', '/demo/news/closed.html', '/demo/news/languages.html'];
/** Pages of the second partner; in one engine, to save time. */
const five = ['/demo/five/', '/demo/five/released.html', '/demo/five/languages.html'];
const tags = 'action-letter, postcard-form, detention-counter, message-wall, campaign-updates, action-progress';
const ready = `[...document.querySelectorAll('${tags}')].every((one) => /^(open|closed)$/.test(one.getAttribute('state')))`;

// The elements are looked at in every engine by the matrix; here are the pages around them.
inPlaywright('the demo', (visit) => {
  it('is accessible, and after a press of the button with nothing filled in', async () => {
    const visitor = await visit();
    for (const page of ['/demo/', '/demo/news/closed.html', '/demo/five/']) {
      await visitor.go(endpoint.url + page);
      await visitor.until(ready);
      assert.deepEqual(await axeFaults(visitor), [], page);
    }
    await visitor.go(`${endpoint.url}/demo/news/languages.html`);
    await visitor.until(ready);
    await send(visitor);
    await visitor.until(`${LETTER}.shadowRoot.querySelector('[role=alert]')`);
    assert.deepEqual(await axeFaults(visitor), [], 'with errors');
  });

  it('is accessible in the dark as well', async () => {
    const visitor = await visit({ colorScheme: 'dark' });
    for (const page of ['/demo/', '/demo/news/', '/demo/five/']) {
      await visitor.go(endpoint.url + page);
      await visitor.until(ready);
      assert.equal(await visitor.js(`return matchMedia('(prefers-color-scheme: dark)').matches`), true);
      assert.deepEqual(await axeFaults(visitor), [], page);
    }
  });

  it('is accessible on the action’s own page, with the letter and with the plain form', async () => {
    const visitor = await visit();
    await visitor.go(`${endpoint.url}/a/sam-sokha`);
    await visitor.until(ready);
    // axe takes what stands in a hidden slot for shown, and so the landmarks of the plain form for second ones
    assert.deepEqual(await axeFaults(visitor, ['landmark-unique']), []);
    await visitor.page.route('**/v1/**', (route) => route.abort());
    await visitor.go(`${endpoint.url}/a/sam-sokha?lang=ar`);
    await visitor.page.locator('form button').click();
    await visitor.page.locator('.summary').waitFor();
    assert.deepEqual(await axeFaults(visitor), []);
  });
}, ['chromium']);

inPlaywright('the demo', (visit, engine) => {
  it('fits a screen of 320 px in every language, also with its errors and on its own page', async () => {
    const visitor = await visit({ viewport: { width: 320, height: 640 } });
    const fits = async (where: string) => {
      const wide = await visitor.js<number>(`return document.scrollingElement.scrollWidth`);
      assert.ok(wide <= 320, `${where} is ${wide} px wide`);
    };
    for (const page of [...pages, ...(engine === 'chromium' ? five : []), '/a/free-the-5kh', '/a/sam-sokha?lang=en', '/a/sam-sokha?lang=km', '/a/sam-sokha?lang=ar']) {
      await visitor.go(endpoint.url + page);
      await visitor.until(ready);
      await fits(page);
    }
    await visitor.go(`${endpoint.url}/demo/news/languages.html`);
    await visitor.until(ready);
    for (let i = 0; i < 3; i++) {
      await visitor.page.locator('action-letter').nth(i).locator('button.primary').click();
      await visitor.page.locator('action-letter').nth(i).locator('[role=alert]').waitFor();
      await fits(`letter ${i} with errors`);
    }
  });

  it('speaks English, Khmer and Arabic, each in its own direction', async () => {
    const visitor = await visit();
    await visitor.go(`${endpoint.url}/demo/news/languages.html`);
    await visitor.until(ready);
    const roots = await visitor.page.locator('action-letter .root').evaluateAll((all) =>
      all.map((root) => `${root.getAttribute('lang')} ${root.getAttribute('dir')}`),
    );
    assert.deepEqual(roots, ['en ltr', 'km ltr', 'ar rtl']);
    const titles = await visitor.page.locator('action-letter h2').allInnerTexts();
    assert.deepEqual(titles, ['Release Sam Sokha', 'សូមដោះលែងអ្នកស្រី សំ សុខា', 'أطلقوا سراح سام سوكا']);
  });

  it('counts the same day in twelve languages, each with its own words and digits', async () => {
    const visitor = await visit();
    await visitor.go(`${endpoint.url}/demo/five/languages.html`);
    await visitor.until(ready);
    const counts = await visitor.js<string[]>(`return [...document.querySelectorAll('detention-counter')].map((one) => {
      const said = (part) => one.shadowRoot.querySelector('.' + part).textContent;
      return one.closest('[lang]').lang + ': ' + said('days') + ' ' + said('unit');
    })`);
    assert.equal(new Set(counts.map((count) => count.slice(4))).size, 12, counts.join('\n'));
    for (const count of ['en: 165 days in detention', 'ar: 165 يومًا في الاحتجاز', 'fr: 165 jours en détention', 'de: 165 Tage in Haft'])
      assert.ok(counts.includes(count), counts.join('\n'));
    assert.ok(counts.some((count) => count.startsWith('my: ၁၆၅ ')), counts.join('\n'));
  });

  it('tells how it ended where it is closed', async () => {
    const visitor = await visit();
    await visitor.go(`${endpoint.url}/demo/news/closed.html`);
    await inState(visitor, 'closed');
    assert.match(await shown(visitor), /This action closed on .*2018\..*10,000 people took part/s);
    assert.equal(await visitor.page.locator('action-letter form').count(), 0);
  });
});

/** What has the focus, through shadow roots, and whether it can be seen. */
const FOCUS = `let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { top, bottom, width, height } = at.getBoundingClientRect();
  return {
    name: at.getAttribute('name') ?? '', value: at.value, tag: at.localName, role: at.getAttribute('role') ?? '', ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
    inView: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };`;
interface Focus {
  name: string;
  value?: string;
  tag: string;
  role: string;
  ring: boolean;
  inView: boolean;
}

async function tabTo(visitor: Visitor, wanted: (focus: Focus) => boolean): Promise<Focus> {
  for (let i = 0; i < 60; i++) {
    await visitor.key('Tab');
    const focus = await visitor.js<Focus>(FOCUS);
    assert.ok(focus.ring, `the focus is seen on ${focus.tag} ${focus.name}`);
    // A page scrolls there in its own time.
    await visitor.until(`(() => { ${FOCUS} })().inView`);
    if (wanted(focus)) return focus;
  }
  throw new Error('the Tab key never came there');
}

inAll('the keyboard alone', (visit) => {
  it('reads a letter, is told what is missing, is led there, and sends', async () => {
    const visitor = await visit();
    const type = async (text: string) => {
      for (const key of text) await visitor.key(key);
    };
    const rows = endpoint.rows().length;
    await visitor.go(`${endpoint.url}/demo/news/`);
    await inState(visitor, 'open');
    await visitor.until(`${LETTER}.shadowRoot.querySelectorAll('[name="person/country"] option').length > 1`);

    await tabTo(visitor, ({ tag }) => tag === 'summary');
    await visitor.key('Enter');
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('details').open`), true);
    await tabTo(visitor, ({ name }) => name === 'person/name');
    await visitor.key('Enter');

    await visitor.until(`${LETTER}.shadowRoot.activeElement?.matches('[role=alert]')`);
    const summary = await visitor.js<string[]>(
      `return [...${LETTER}.shadowRoot.querySelectorAll('[role=alert] a')].map((a) => a.innerText)`,
    );
    assert.equal(summary.length, 3); // country, name, consent
    const beside = await visitor.js<string[]>(`return [...${LETTER}.shadowRoot.querySelectorAll('.error')].map((p) => p.innerText)`);
    assert.deepEqual(summary, beside, 'the same words, in the order of the form');

    for (const [i, name] of ['person/country', 'person/name'].entries()) {
      await visitor.js(`${LETTER}.shadowRoot.querySelector('[role=alert]').focus()`);
      for (let link = 0; ; link++) {
        await tabTo(visitor, ({ tag }) => tag === 'a');
        const text = await visitor.js<string>(`return ${LETTER}.shadowRoot.activeElement.innerText`);
        if (text === ['Choose the country you live in', 'Enter your name'][i]) break;
        assert.ok(link < summary.length, name);
      }
      await visitor.key('Enter');
      await visitor.until(`${LETTER}.shadowRoot.activeElement?.getAttribute('name') === '${name}'`);
      if (name === 'person/name') await type('Sok Dara');
      else await type('Austral');
    }
    await tabTo(visitor, ({ name }) => name === 'consent/news');
    await visitor.key('ArrowRight');
    await tabTo(visitor, ({ tag, role }) => tag === 'button' && role === '');
    await visitor.key('Enter');
    await inState(visitor, 'sent');
    await visitor.until(`${LETTER}.shadowRoot.activeElement?.localName === 'h2'`);
    assert.equal(endpoint.rows().length, rows + 1);
    const { sent, partner } = endpoint.rows().at(-1)!;
    assert.equal(partner, 'example-news');
    assert.deepEqual(sent.person, { name: 'Sok Dara', country: 'AU' });
    assert.deepEqual(sent.letter?.targets, ['ambassador', 'interior', 'prime-minister']);
    assert.deepEqual(sent.consent?.map(({ given }) => given), [false]);
  });
});

/** The two lines as the demo shows them, for a page of another site. */
async function published(): Promise<string> {
  const html = await (await fetch(`${endpoint.url}/demo/news/`)).text();
  const [, lines] = /<div class="action">([^]*?)<\/div>/.exec(html) ?? [];
  return lines!.replaceAll('"/', `"${endpoint.url}/`);
}

inPlaywright('the snippet', (visit) => {
  it('moves nothing on the page, from navigation until the form stands', async () => {
    // At the top of a page, where whatever it moves is in view.
    const site = await startSite({ '/': article(await published()) });
    try {
      for (const viewport of [{ width: 360, height: 740 }, { width: 1280, height: 800 }]) {
        const visitor = await visit({ viewport });
        await visitor.context.addInitScript(`
          window.shifts = [];
          new PerformanceObserver((list) => {
            for (const { value, hadRecentInput, sources } of list.getEntries())
              window.shifts.push({ value, hadRecentInput, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
          }).observe({ type: 'layout-shift', buffered: true });`);
        for (const url of [`${site.url}/`, `${endpoint.url}/demo/news/`, `${endpoint.url}/demo/news/closed.html`]) {
          await visitor.go(url);
          await visitor.until(ready);
          await visitor.until(`performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/counts.json'))`);
          await visitor.js(`requestAnimationFrame(() => requestAnimationFrame(() => (window.painted = true)))`);
          await visitor.until('window.painted');
          assert.deepEqual(await visitor.js('return window.shifts'), [], `${url} at ${viewport.width}`);
        }
      }
    } finally {
      await site.close();
    }
  });

  it('is a link that works where our script does not come', async () => {
    const site = await startSite({ '/': article((await published()).replace('/v1/actions.js', '/gone.js')) });
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/`);
      await visitor.page.locator('action-letter a').click();
      await visitor.page.waitForURL(`${endpoint.url}/a/sam-sokha`);
      assert.equal(await visitor.page.locator('h1').innerText(), 'Release Sam Sokha');
    } finally {
      await site.close();
    }
  });
}, ['chromium']);
