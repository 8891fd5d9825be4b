/** The theme page: what is chosen there is what a partner's page then looks like. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { axeFaults } from '../support/e2e/axe.ts';
import { article, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, type Visitor } from '../support/e2e/visitor.ts';

let endpoint: Endpoint;
before(async () => (endpoint = await startEndpoint()));
after(() => endpoint.stop());

const ready = `document.body.dataset.ready !== undefined &&
  [...document.querySelectorAll('#stage [src]')].every((one) => one.getAttribute('state') === 'open')`;
async function openTheme(visitor: Visitor, hash = ''): Promise<void> {
  await visitor.go(`${endpoint.url}/demo/theme/${hash}`);
  await visitor.until(ready);
}
const text = (visitor: Visitor, selector: string) => visitor.js<string>(`return document.querySelector('${selector}').textContent`);
/** As a hand does it that moves a slider or picks a colour. */
const set = (visitor: Visitor, name: string, value: string) =>
  visitor.js(`const [name, value] = args; const input = document.querySelector('[aria-label="' + name + '"]:is(input)');
    input.value = value; input.dispatchEvent(new Event('input', { bubbles: true }));`, name, value);

/** How the letter looks, wherever it stands. */
const LOOK = `const of = (selector, ...names) => {
    const style = getComputedStyle(document.querySelector('action-letter').shadowRoot.querySelector(selector));
    return names.map((name) => style.getPropertyValue(name));
  };
  return [of('.primary', 'background-color', 'color', 'border-radius', 'min-height'), of('[part=letter]', 'background-color', 'margin-top'),
    of('[part=heading]', 'font-family', 'color'), of('[part=input]', 'border-top-width', 'border-top-color')];`;

inAll('the theme page', (visit) => {
  it('changes the real elements, says the CSS for it, and where the contrast is too little', async () => {
    const visitor = await visit();
    await openTheme(visitor);
    assert.match(await text(visitor, '#css'), /Nothing is changed/);
    assert.match(await text(visitor, '#verdict'), /^Every pair has contrast enough/);
    const before = await visitor.js(LOOK);

    await set(visitor, '--action-radius', '16');
    await set(visitor, '--action-accent, light', '#ff9900');
    assert.notDeepEqual(await visitor.js(LOOK), before);
    assert.deepEqual((await visitor.js<string[][]>(LOOK))[0]!.slice(0, 3), ['rgb(255, 153, 0)', 'rgb(255, 255, 255)', '16px']);
    assert.match(await text(visitor, '#css'), /--action-accent: light-dark\(#ff9900, #a3c9f7\);\n {2}--action-radius: 16px;/);
    assert.match(await text(visitor, '#verdict'), /^Too little contrast: on-accent on accent/);
    // White on #ff9900 is 2.14 to 1 by every tool.
    assert.match(await text(visitor, '#pairs'), /on-accent on accent2\.14 to 1: too little, 4\.5 is wanted/);

    await visitor.click('[type=reset]');
    assert.deepEqual(await visitor.js(LOOK), before);
    assert.match(await text(visitor, '#verdict'), /^Every pair/);
  });
});

inPlaywright(
  'the theme page',
  (visit) => {
    const chosen = "#accent=7a1f2b,f3b0b8&on-accent=ffffff,2c0b10&surface=fffdf8,201d1a&heading-font='Noto Serif', serif&space=1.2em&radius=0px&border-width=2px&target-size=48px";

    it('gives CSS with which the letter looks the same on a page of a partner, in the light and in the dark', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const visitor = await visit({ colorScheme });
        await openTheme(visitor, chosen);
        const [css, look] = [await text(visitor, '#css'), await visitor.js(LOOK)];
        const site = await startSite({ '/': article(snippet(`${endpoint.url}/campaigns/sam-sokha.json`, 'testing'), `<style>${css}</style>`) });
        try {
          await visitor.go(`${site.url}/`);
          await inState(visitor, 'open');
          assert.deepEqual(await visitor.js(LOOK), look, colorScheme);
        } finally {
          await site.close();
        }
      }
    });

    it('keeps what is chosen in its address, and takes nothing from there that would ask for something elsewhere', async () => {
      const visitor = await visit();
      await openTheme(visitor, `${chosen}&lang=ar&scheme=dark`);
      await visitor.until(`document.querySelector('action-letter').shadowRoot.querySelector('.root').dir === 'rtl'`);
      const look = await visitor.js(LOOK);
      await visitor.page.getByText('Space and lines').click();
      await visitor.page.getByRole('slider', { name: '--action-radius' }).press('ArrowRight');
      await visitor.page.reload();
      await visitor.until(ready);
      assert.match(await text(visitor, '#css'), /--action-radius: 1px/);
      assert.notDeepEqual(await visitor.js(LOOK), look);

      const requests: string[] = [];
      visitor.page.on('request', (request) => requests.push(request.url()));
      const evil = encodeURIComponent('none} body{display:none');
      await visitor.page.goto('about:blank');
      await openTheme(visitor, `#surface=url(https://elsewhere.example/a)&shadow=url(https://elsewhere.example/b)&font=${evil}`);
      assert.match(await text(visitor, '#css'), /Nothing is changed/);
      assert.deepEqual(requests.filter((url) => !url.startsWith(endpoint.url) && !/^(data|blob):/.test(url)), []);
      assert.deepEqual(visitor.console, [], 'and its own policy is kept');
    });

    it('is accessible and fits a phone, and shows no part that the manifest does not name', async () => {
      for (const options of [{ viewport: { width: 320, height: 640 } }, { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const }]) {
        const visitor = await visit(options);
        await openTheme(visitor);
        await visitor.js(`for (const one of document.querySelectorAll('#controls details')) one.open = true`);
        assert.ok((await visitor.js<number>('return document.scrollingElement.scrollWidth')) <= options.viewport.width);
        assert.deepEqual(await axeFaults(visitor), []);
        await visitor.js(`fetch('/v1/custom-elements.json').then((answer) => answer.json()).then((found) => (window.manifest = found))`);
        await visitor.until(`window.manifest && document.querySelector('message-wall').shadowRoot.querySelector('.card')`);
        const unnamed = await visitor.js<string[]>(`return manifest.modules.flatMap(({ declarations }) => declarations).flatMap(({ tagName, cssParts }) =>
          [...document.querySelectorAll(tagName)].flatMap((element) => [...element.shadowRoot.querySelectorAll('[part]')]
            .map((one) => one.getAttribute('part')).filter((part) => !cssParts.some(({ name }) => name === part)).map((part) => tagName + ' ' + part)))`);
        assert.deepEqual(unnamed, []);
      }
    });
  },
  ['chromium'],
);
