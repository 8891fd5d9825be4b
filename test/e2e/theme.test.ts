/** The theme page: its settings give the same look on a partner's page. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { createArticle, createSnippet } from '../support/e2e/campaigns.ts';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import { startSite } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, type BrowserPage } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

let server: TestServer;
before(async () => (server = await getDemoServer()));

const isReady = `document.body.dataset.ready !== undefined &&
  [...document.querySelectorAll('#stage [src]')].every((element) => element.getAttribute('state') === 'open')`;
async function openTheme(page: BrowserPage, hash = ''): Promise<void> {
  await page.goto(`${server.url}/demo/theme/${hash}`);
  await page.waitFor(isReady);
}
const getText = (page: BrowserPage, selector: string) => page.evaluate<string>(`return document.querySelector('${selector}').textContent`);
/** Sets a control as a user does who moves a slider or picks a colour. */
const setControl = (page: BrowserPage, name: string, value: string) =>
  page.evaluate(`const [name, value] = args; const input = document.querySelector('[aria-label="' + name + '"]:is(input)');
    input.value = value; input.dispatchEvent(new Event('input', { bubbles: true }));`, name, value);

/** Reads the computed styles of the letter. */
const GET_STYLES = `const getStyles = (selector, ...names) => {
    const style = getComputedStyle(document.querySelector('action-letter').shadowRoot.querySelector(selector));
    return names.map((name) => style.getPropertyValue(name));
  };
  return [getStyles('.primary', 'background-color', 'color', 'border-radius', 'min-height'), getStyles('[part=letter]', 'background-color', 'margin-top'),
    getStyles('[part=heading]', 'font-family', 'color'), getStyles('[part=input]', 'border-top-width', 'border-top-color')];`;

describeInAllBrowsers('theme page', (openPage) => {
  it('changes the real elements, shows the CSS for it, and reports insufficient contrast', async () => {
    const page = await openPage();
    await openTheme(page);
    assert.match(await getText(page, '#css'), /No changes yet/);
    assert.match(await getText(page, '#verdict'), /^All colours have sufficient contrast/);
    const before = await page.evaluate(GET_STYLES);

    await setControl(page, '--action-radius', '16');
    await setControl(page, '--action-accent, light', '#ff9900');
    assert.notDeepEqual(await page.evaluate(GET_STYLES), before);
    assert.deepEqual((await page.evaluate<string[][]>(GET_STYLES))[0]!.slice(0, 3), ['rgb(255, 153, 0)', 'rgb(255, 255, 255)', '16px']);
    assert.match(await getText(page, '#css'), /--action-accent: light-dark\(#ff9900, #a3c9f7\);\n {2}--action-radius: 16px;/);
    assert.match(await getText(page, '#verdict'), /^Too little contrast: on-accent on accent/);
    // White on #ff9900 has a contrast of 2.14 to 1.
    assert.match(await getText(page, '#pairs'), /on-accent on accent2\.14 to 1: too low, at least 4\.5 needed/);

    await page.click('[type=reset]');
    assert.deepEqual(await page.evaluate(GET_STYLES), before);
    assert.match(await getText(page, '#verdict'), /^All colours/);
  });
});

describeInPlaywright(
  'theme page',
  (openPage) => {
    const settings = "#accent=7a1f2b,f3b0b8&on-accent=ffffff,2c0b10&surface=fffdf8,201d1a&heading-font='Noto Serif', serif&space=1.2em&radius=0px&border-width=2px&target-size=48px";

    it('shows CSS with which the letter looks the same on a partner’s page, in light and dark mode', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await openPage({ colorScheme });
        await openTheme(page, settings);
        const [css, styles] = [await getText(page, '#css'), await page.evaluate(GET_STYLES)];
        const site = await startSite({ '/': createArticle(createSnippet(`${server.url}/campaigns/sam-sokha.json`, 'testing'), `<style>${css}</style>`) });
        try {
          await page.goto(`${site.url}/`);
          await waitForState(page, 'open');
          assert.deepEqual(await page.evaluate(GET_STYLES), styles, colorScheme);
        } finally {
          await site.close();
        }
      }
    });

    it('keeps the settings in its address, and ignores values there that would request something from elsewhere', async () => {
      const page = await openPage();
      await openTheme(page, `${settings}&lang=ar&scheme=dark`);
      await page.waitFor(`document.querySelector('action-letter').shadowRoot.querySelector('.root').dir === 'rtl'`);
      const styles = await page.evaluate(GET_STYLES);
      await page.playwright.getByText('Space and borders').click();
      await page.playwright.getByRole('slider', { name: '--action-radius' }).press('ArrowRight');
      await page.playwright.reload();
      await page.waitFor(isReady);
      assert.match(await getText(page, '#css'), /--action-radius: 1px/);
      assert.notDeepEqual(await page.evaluate(GET_STYLES), styles);

      const requests: string[] = [];
      page.playwright.on('request', (request) => requests.push(request.url()));
      const maliciousFont = encodeURIComponent('none} body{display:none');
      await page.playwright.goto('about:blank');
      await openTheme(page, `#surface=url(https://elsewhere.example/a)&shadow=url(https://elsewhere.example/b)&font=${maliciousFont}`);
      assert.match(await getText(page, '#css'), /No changes yet/);
      assert.deepEqual(requests.filter((url) => !url.startsWith(server.url) && !/^(data|blob):/.test(url)), []);
      assert.deepEqual(page.consoleMessages, [], 'the page keeps to its own content security policy');
    });

    it('has no axe violations, fits a phone, and has no part that is missing in the manifest', async () => {
      for (const options of [{ viewport: { width: 320, height: 640 } }, { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const }]) {
        const page = await openPage(options);
        await openTheme(page);
        await page.evaluate(`for (const details of document.querySelectorAll('#controls details')) details.open = true`);
        assert.ok((await page.evaluate<number>('return document.scrollingElement.scrollWidth')) <= options.viewport.width);
        await assertNoAxeViolations(page);
        await page.evaluate(`fetch('/v1/custom-elements.json').then((response) => response.json()).then((json) => (window.manifest = json))`);
        await page.waitFor(`window.manifest && document.querySelector('message-wall').shadowRoot.querySelector('.card')`);
        const undocumented = await page.evaluate<string[]>(`return manifest.modules.flatMap(({ declarations }) => declarations).flatMap(({ tagName, cssParts }) =>
          [...document.querySelectorAll(tagName)].flatMap((element) => [...element.shadowRoot.querySelectorAll('[part]')]
            .map((node) => node.getAttribute('part')).filter((part) => !cssParts.some(({ name }) => name === part)).map((part) => tagName + ' ' + part)))`);
        assert.deepEqual(undocumented, []);
      }
    });
  },
  ['chromium'],
);
