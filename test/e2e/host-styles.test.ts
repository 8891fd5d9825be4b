/** Hostile style sheets do not reach into our elements: screenshots are compared with those of the plain page. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import { startHostSite, type HostSite } from '../support/e2e/host-pages.ts';
import { describeInAllBrowsers, type BrowserPage } from '../support/e2e/browser-page.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { TestServer } from '../support/e2e/server.ts';

let server: TestServer;
let site: HostSite;
before(async () => {
  server = await getDemoServer();
  site = await startHostSite(server.url);
});
after(() => site.close());

/** Sheets that are applied together, to save time; those that would hide the effect of others are alone. */
const groups = [['typography', 'controls', 'utilities', 'names', 'small-root'], ['box', 'direction'], ['everything']];

/**
 * Position and width of an element are up to the host. For the screenshots, put all elements side by side in fixed places,
 * whatever the sheets say.
 */
const PLACE_ELEMENTS = `document.documentElement.style.setProperty('overflow', 'hidden', 'important');
  for (const [i, element] of [...document.querySelectorAll('#elements > *')].entries()) {
    const styles = { position: 'fixed', left: i * 400 + 'px', top: '0', width: '400px', height: '100vh', display: 'block', margin: '0', padding: '0', border: '0',
      'box-sizing': 'border-box', float: 'none', transform: 'none', transition: 'none', animation: 'none', outline: 'none', background: '#fff',
      overflow: 'hidden', 'z-index': '9', 'font-family': 'sans-serif', 'min-height': '0', 'color-scheme': 'light' };
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
  }`;
const allOpen = `[...document.querySelectorAll('#elements > *')].every((element) => element.getAttribute('state') === 'open')`;
/** Whether what loads after the forms has arrived: countries, counts, and the code for submitting. */
const isComplete = `document.querySelector('action-letter').shadowRoot.querySelectorAll('option').length > 1 &&
  ['letter-form.lazy', 'postcard-form.lazy', 'sam-sokha/counts', 'free-the-5kh/counts']
    .every((part) => performance.getEntriesByType('resource').some(({ name }) => name.includes(part)))`;

/** Returns a screenshot as soon as two in a row are equal. */
async function takeStableScreenshot(page: BrowserPage): Promise<Buffer> {
  let previous = await page.screenshot();
  return waitUntil('the screenshot is stable', async () => {
    const screenshot = await page.screenshot();
    const isStable = screenshot.equals(previous);
    previous = screenshot;
    return isStable ? screenshot : undefined;
  });
}

/**
 * When engines redraw a page, they antialias the edges of letters and curves slightly differently. So edges are ignored, and
 * one pixel in 10,000 may differ. Text that moved by one pixel would change one in 50.
 */
function isSimilar(screenshot: Buffer, expected: Buffer): boolean {
  if (screenshot.equals(expected)) return true;
  const [a, b] = [PNG.sync.read(screenshot), PNG.sync.read(expected)];
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 }) <= (a.width * a.height) / 10_000;
}

describeInAllBrowsers('page with hostile style sheets', (openPage) => {
  it('shows the elements exactly as the plain page does', async () => {
    const page = await openPage();
    const open = async (path: string) => {
      await page.goto(`${site.url}/${path}`);
      await page.waitFor(`${allOpen} && ${isComplete}`);
      await page.evaluate(PLACE_ELEMENTS);
    };
    const assertLooksLike = (description: string, expected: Buffer) =>
      waitUntil(`${description}: the elements look as on the plain page`, async () => isSimilar(await page.screenshot(), expected), 5000);
    const applySheets = (...sheets: string[]) => page.evaluate('applySheets(...args)', ...sheets);

    await page.setViewport(1200, 1800);
    await open('styles.html');
    const plain = await takeStableScreenshot(page);
    for (const sheets of groups) {
      await applySheets(...sheets);
      await assertLooksLike(sheets.join(), plain);
    }
    await applySheets('large-root');
    const large = await takeStableScreenshot(page);
    assert.ok(!isSimilar(large, plain), 'the comparison notices a difference');
    await applySheets();
    await page.evaluate(`document.documentElement.style.setProperty('--action-size', '20px')`);
    await assertLooksLike('large-root', large);
    await open('quirks.html');
    await assertLooksLike('quirks', plain);
  });

  it('fits the window when it is zoomed in, down to 320 px', async () => {
    const page = await openPage();
    await page.setViewport(640, 512);
    await page.goto(`${site.url}/styles.html`);
    await page.waitFor(allOpen);
    for (const zoom of [1.25, 2]) {
      await page.evaluate(`document.documentElement.style.zoom = args[0]`, zoom);
      for (const overflow of await page.evaluate<number[]>(`return [...document.querySelectorAll('#elements > *')].map((element) => element.scrollWidth - element.clientWidth)`))
        assert.ok(overflow <= 0, `${overflow} px too wide at ${zoom}`);
    }
  });
});
