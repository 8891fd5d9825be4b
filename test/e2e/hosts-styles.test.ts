/** Style sheets that hit everything on a page stop at our elements: compared by their pixels with a calm page. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startHosts, type Hosts } from '../support/e2e/hosts.ts';
import { inAll, type Visitor } from '../support/e2e/visitor.ts';
import { until } from '../support/until.ts';

let endpoint: Endpoint;
let site: Hosts;
before(async () => {
  endpoint = await startEndpoint();
  site = await startHosts(endpoint.url);
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

/** Sheets that are all on at the same time, to save time; what hides the others’ work stands alone. */
const groups = [['typography', 'controls', 'utilities', 'names', 'small-root'], ['box', 'direction'], ['everything']];

/**
 * Where an element stands and how wide it is, is up to the host: for the pictures all of them stand in the same place, side
 * by side, whatever the sheets say.
 */
const PLACE = `document.documentElement.style.setProperty('overflow', 'hidden', 'important');
  for (const [i, element] of [...document.querySelectorAll('#stage > *')].entries()) {
    const place = { position: 'fixed', left: i * 400 + 'px', top: '0', width: '400px', height: '100vh', display: 'block', margin: '0', padding: '0', border: '0',
      'box-sizing': 'border-box', float: 'none', transform: 'none', transition: 'none', animation: 'none', outline: 'none', background: '#fff',
      overflow: 'hidden', 'z-index': '9', 'font-family': 'sans-serif', 'min-height': '0', 'color-scheme': 'light' };
    for (const [name, value] of Object.entries(place)) element.style.setProperty(name, value, 'important');
  }`;
const open = `[...document.querySelectorAll('#stage > *')].every((one) => one.getAttribute('state') === 'open')`;
/** What comes after the forms: countries, numbers, and the code for who writes. */
const whole = `document.querySelector('action-letter').shadowRoot.querySelectorAll('option').length > 1 &&
  ['letter-later-', 'postcard-later-', 'sam-sokha/counts', 'free-the-5kh/counts']
    .every((part) => performance.getEntriesByType('resource').some(({ name }) => name.includes(part)))`;

/** The picture, once nothing on it changes any more. */
async function stands(visitor: Visitor): Promise<Buffer> {
  let last = await visitor.picture();
  return until('the picture stands still', async () => {
    const picture = await visitor.picture();
    const same = picture.equals(last);
    last = picture;
    return same ? picture : undefined;
  });
}

/**
 * Engines put the edges of letters and curves elsewhere by a part of a pixel when they draw a page anew: edges are left out,
 * and of what is left one pixel in 10,000 may differ. Text that moved by one pixel would be one in 50.
 */
function alike(one: Buffer, other: Buffer): boolean {
  if (one.equals(other)) return true;
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 }) <= (a.width * a.height) / 10_000;
}

inAll('a page with hostile sheets', (visit) => {
  it('shows the elements as a calm page does, pixel by pixel', async () => {
    const visitor = await visit();
    const look = async (page: string) => {
      await visitor.go(`${site.url}/${page}`);
      await visitor.until(`${open} && ${whole}`);
      await visitor.js(PLACE);
    };
    const same = (what: string, wanted: Buffer) =>
      until(`${what}: the elements look as on a calm page`, async () => alike(await visitor.picture(), wanted), 5000);
    const choose = (...sheets: string[]) => visitor.js('choose(...args)', ...sheets);

    await visitor.resize(1200, 1800);
    await look('styles.html');
    const calm = await stands(visitor);
    for (const sheets of groups) {
      await choose(...sheets);
      await same(sheets.join(), calm);
    }
    await choose('large-root');
    const large = await stands(visitor);
    assert.ok(!alike(large, calm), 'a picture that differs is seen to');
    await choose();
    await visitor.js(`document.documentElement.style.setProperty('--action-size', '20px')`);
    await same('large-root', large);
    await look('quirks.html');
    await same('quirks', calm);
  });

  it('fits where it is enlarged, down to 320 px', async () => {
    const visitor = await visit();
    await visitor.resize(640, 512);
    await visitor.go(`${site.url}/styles.html`);
    await visitor.until(open);
    for (const zoom of [1.25, 2]) {
      await visitor.js(`document.documentElement.style.zoom = args[0]`, zoom);
      for (const overflow of await visitor.js<number[]>(`return [...document.querySelectorAll('#stage > *')].map((one) => one.scrollWidth - one.clientWidth)`))
        assert.ok(overflow <= 0, `${overflow} px too wide at ${zoom}`);
    }
  });
});
