/** The demo's hostile hosts: in each, the letter is sent or its fallback content is shown. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createArticle } from '../support/e2e/campaigns.ts';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import { startHostSite, type HostSite } from '../support/e2e/host-pages.ts';
import { describeInAllBrowsers, describeInPlaywright, fillUntilAsked, prepareForPageCache, waitForState, FORM, type BrowserPage } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

/** Hosts in which a letter can be sent; each is in a frame of one page. */
const workingHosts = ['plain', 'prototype', 'mootools', 'patched', 'libraries', 'storage', 'oldest-browsers', 'tag-manager', 'delayed-scripts', 'reordered-scripts'];

let server: TestServer;
let site: HostSite;
before(async () => {
  server = await getDemoServer();
  site = await startHostSite(server.url);
  const frame = (name: string) => `<iframe src="${name}.html" id="${name}" style="width: 640px; height: 300px"></iframe>`;
  site.pages['/side-by-side'] = { body: createArticle(workingHosts.map(frame).join('')), type: 'text/html' };
  const library = '<script src="libraries/none.js"></script><script type="module">import "./libraries/none-either.js"</script>';
  site.pages['/missing'] = { body: `<p id="status"></p><script src="status.js"></script>${library}`, type: 'text/html' };
  const { body } = site.pages['/plain.html'] as { body: string };
  // Like the frame of sandbox.html: an opaque origin, and all storage throws.
  site.pages['/sandboxed'] = { body, type: 'text/html', headers: { 'content-security-policy': 'sandbox allow-scripts allow-forms' } };
});
after(() => site.close());

const readLetters = () => server.readSubmissions('sam-sokha');
/** Returns the errors and policy violations that the page recorded. */
const getErrors = (page: BrowserPage) => page.evaluate<string[]>('return window.recorded.errors');
const isOpen = `${FORM}?.getAttribute('state') === 'open'`;
/** Whether the countries, which load after the form, have arrived. */
const HAS_COUNTRIES = `root?.querySelectorAll('[name="person/country"] option').length > 1`;

/** A function body that fills in and submits the letter with this shadow root. */
const FILL_AND_SUBMIT = `const fill = (name, key, value, type) => {
    const field = root.querySelector('[name="' + name + '"]');
    field[key] = value;
    field.dispatchEvent(new Event(type, { bubbles: true }));
  };
  fill('person/name', 'value', 'Sok Dara', 'input');
  fill('person/country', 'value', 'AU', 'change');
  fill('consent/news', 'checked', true, 'change');
  root.querySelector('button.primary').click();`;

async function assertSends(page: BrowserPage): Promise<void> {
  const before = readLetters().length;
  await page.waitFor(`((root) => ${HAS_COUNTRIES})(${FORM}?.shadowRoot)`);
  await page.evaluate(`((root) => { ${FILL_AND_SUBMIT} })(${FORM}.shadowRoot)`);
  await waitForState(page, 'sent');
  assert.equal(readLetters().length, before + 1);
  assert.deepEqual(await getErrors(page), []);
}

/** Evaluates an expression in every frame; the keys are the ids of the frames, or the feature that they lack. */
const inEachFrame = (value: string) =>
  `Object.fromEntries([...document.querySelectorAll('iframe')].map(({ id, contentWindow: w }) => {
    const letter = w.document.querySelector('action-letter');
    return [id || new URLSearchParams(w.location.search).get('without'), ${value}];
  }))`;

describeInAllBrowsers('letter on hosts with other scripts', (openPage) => {
  it('is sent unchanged and once, and no error reaches the page', async () => {
    const page = await openPage();
    const before = readLetters().length;
    await page.goto(`${site.url}/side-by-side`);
    const delayedFrame = `document.querySelector('#delayed-scripts').contentWindow`;
    await page.waitFor(`${delayedFrame}.document.readyState === 'complete'`);
    assert.equal(await page.evaluate(`return ${delayedFrame}.document.querySelector('action-letter a').getClientRects().length`), 1);
    await page.evaluate(`${delayedFrame}.dispatchEvent(new Event('pointermove'))`);
    await page.waitFor(`Object.values(${inEachFrame(`((root) => ${HAS_COUNTRIES})(letter?.shadowRoot)`)}).every(Boolean)`);
    await page.evaluate(`return ${inEachFrame(`((root) => { ${FILL_AND_SUBMIT} })(letter.shadowRoot)`)}`);
    const allSent = Object.fromEntries(workingHosts.map((name) => [name, 'sent']));
    await page.waitFor(`Object.values(${inEachFrame(`letter.getAttribute('state')`)}).every((state) => !/^(open|sending)$/.test(state))`);
    assert.deepEqual(await page.evaluate(`return ${inEachFrame(`letter.getAttribute('state')`)}`), allSent);

    const letters = readLetters().slice(before).map((row) => ({ ...row.submission, id: '' }));
    assert.equal(letters.length, workingHosts.length);
    for (const letter of letters) assert.deepEqual(letter, letters[0]);
    assert.ok(Array.isArray(letters[0]!.letter?.targets));
    const noErrors = Object.fromEntries(workingHosts.map((name) => [name, []]));
    assert.deepEqual(await page.evaluate(`return ${inEachFrame('w.recorded.errors')}`), noErrors);
    const newNames = `Object.keys(w).filter((name) => name !== 'recorded' && !name.startsWith('__pw') && !w.recorded.names.includes(name) && !/^(lit|reactiveElement)/.test(name))`;
    assert.deepEqual(await page.evaluate(`return ${inEachFrame(newNames)}.plain`), [], 'no new names on window');
  });
});

describeInAllBrowsers('letter on hosts that lack a needed feature', (openPage) => {
  it('shows its fallback content, and no error reaches the page', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/missing-features.html`);
    // This one fails last, after three attempts.
    await page.waitFor(`${inEachFrame(`letter?.getAttribute('state')`)}['a fetch that works'] === 'failed'`);
    await page.waitFor(`${inEachFrame(`letter?.getAttribute('state')`)}['open shadow roots'] === 'open'`);
    const results = await page.evaluate<Record<string, unknown>>(`return ${inEachFrame(`[letter.querySelector('a').getClientRects().length, ...w.recorded.errors]`)}`);
    const { 'open shadow roots': closedRoots, ...others } = results;
    assert.deepEqual(closedRoots, [0], 'closed shadow roots do not matter');
    assert.equal(Object.keys(others).length, 9);
    // Lit then uses <style> elements.
    const expected = (feature: string) => [feature === 'new CSSStyleSheet()' ? 0 : 1];
    for (const [feature, result] of Object.entries(others)) assert.deepEqual(result, expected(feature), `without ${feature}`);
  });

  it('names a library that the demo page could not load', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/missing`);
    await page.waitFor(`/Missing: libraries\\/none\\.js, an imported module\\. /.test(document.querySelector('#status').textContent)`);
  });

  it('shows the fallback content or the letter on an XHTML page', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/xhtml.xhtml`);
    await page.waitFor(`document.readyState === 'complete'`);
    await page.waitFor(`${isOpen} || ${FORM}.querySelector('a').getClientRects().length`);
    assert.deepEqual(await getErrors(page), []);
  });
});

describeInAllBrowsers('letter in a sandbox with an opaque origin', (openPage) => {
  it('is sent', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/sandboxed`);
    assert.equal(await page.evaluate('return window.origin'), 'null');
    await assertSends(page);
  });
});

describeInAllBrowsers('letter under a strict content security policy', (openPage) => {
  it('is sent without a violation', async () => {
    const page = await openPage();
    await page.goto(`${server.url}/demo/hosts/policy.html`);
    await assertSends(page);
  });
});

describeInAllBrowsers('single-page app', (openPage) => {
  it('can move, remove and reinsert a letter, and change its language and children, without losing the typed text', async () => {
    const page = await openPage();
    const runAction = (name: string) => page.evaluate(`document.querySelector('[data-action-name=${name}]').click()`);
    await page.goto(`${site.url}/single-page-app.html`);
    await waitForState(page, 'open');
    await page.fill('letter/body', 'My own words.');
    await runAction('move');
    await runAction('reinsert');
    await page.waitFor(`document.querySelector('#view').dataset.reinserted`);
    await waitForState(page, 'open');
    await runAction('children');
    assert.equal(await page.evaluate(`return ${FORM}.querySelector('a').getClientRects().length`), 0);
    for (const language of ['km', 'en']) {
      await runAction('language');
      await page.waitFor(`${FORM}.shadowRoot.querySelector('.root').lang === '${language}'`);
    }
    assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="letter/body"]').value`), 'My own words.');
    await assertSends(page);
    assert.equal(readLetters().at(-1)?.submission.letter?.body, 'My own words.');
  });

  it('can recreate elements, change what they show, and use them in a component and in a drawer', async () => {
    const page = await openPage();
    const runAction = (name: string) => page.evaluate(`document.querySelector('[data-action-name=${name}]').click()`);
    await page.goto(`${site.url}/single-page-app.html`);
    await waitForState(page, 'open');
const getText = (counter: string) => `${counter}?.shadowRoot?.querySelector('.root')?.innerText`;
    const inCard = `document.querySelector('host-card').shadowRoot.querySelector('detention-counter')`;
    await page.waitFor(`${getText(inCard)}?.includes('Lim Mony')`);

    await runAction('route');
    const inView = `document.querySelector('#view detention-counter')`;
    await page.waitFor(`${getText(inView)}?.includes('Lim Mony')`);
    await runAction('person');
    await page.waitFor(`${getText(inView)}.includes('Ny Chakrya')`);
    await runAction('route');
    await waitForState(page, 'open');

    const root = `document.querySelector('#drawer detention-counter').shadowRoot.querySelector('.root')`;
    const style = `(({ visibility, pointerEvents }) => visibility + ' ' + pointerEvents)(getComputedStyle(${root}))`;
    assert.equal(await page.evaluate(`return ${style}`), 'hidden none', 'a hidden element takes no click');
    await runAction('drawer');
    assert.equal(await page.evaluate(`return ${style}`), 'visible auto');
    assert.deepEqual(await getErrors(page), []);
  });
});

describeInAllBrowsers('letter on a page restored from the back/forward cache', (openPage) => {
  let site: HostSite;
  // A page of an earlier test that WebKit has kept may hold the storage of its site forever.
  before(async () => (site = await startHostSite(server.url)));
  after(() => site.close());

  it('keeps the typed text, and sends once', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/plain.html`);
    await waitForState(page, 'open');
    await fillUntilAsked(page, 'letter/body', 'My own words.');
    await prepareForPageCache(page);
    await page.goto(`${site.url}/prerender.html`);
    await page.waitFor(`document.querySelector('#next')`);
    await page.evaluate('setTimeout(() => history.back())');
    await page.waitFor(`${FORM} && document.readyState === 'complete'`);
    await page.waitFor('window.isRestored !== undefined');
    assert.equal(await page.evaluate('return window.isRestored'), true);
    await assertSends(page);
    assert.equal(readLetters().at(-1)?.submission.letter?.body, 'My own words.');
  });
});

describeInPlaywright('letter on a prerendered page', (openPage) => {
  it('loads without sending or counting anything, and works once the page is shown', async () => {
    const page = await openPage();
    const before = readLetters().length;
    await page.goto(`${site.url}/prerender.html`);
    await page.waitFor(`document.querySelector('#next')`);
    await page.click('#next');
    await waitForState(page, 'open');
    assert.equal(readLetters().length, before);
    await assertSends(page);
  });
}, ['chromium']);
