/** Every way in, as the docs publish it: a letter sent through each is stored, with the partner through whom it came. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { axeFaults } from '../support/e2e/axe.ts';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Page, type Site } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, send, type Visitor } from '../support/e2e/visitor.ts';
import { example, published, strip } from '../support/snippets.ts';

const held = [{ from: '2016-04-28' }];
const action = campaign({ id: example.id, people: [{ id: 'ada', name: 'Ada', timeZone: 'Asia/Phnom_Penh', held }] });
let endpoint: Endpoint;
let site: Site;
/** With the campaigns of the demo. */
let demo: Endpoint;

/** A published snippet, for the letter of this test. */
function snippet(way: string): string {
  const code = published().get(way)!;
  return code.replaceAll(example.endpoint, endpoint.url).replaceAll('postcard-form', 'action-letter').replaceAll('postcard', 'letter');
}
/** What an author of WordPress may write, beside the script that stands in the site's frame. */
const authors = (way: string) => strip(snippet(way), 'wordPressAuthor') + /<script[^]*<\/script>/.exec(snippet(way))![0];

before(async () => {
  [endpoint, demo] = await Promise.all([startEndpoint([action]), startEndpoint()]);
  const pages: Record<string, Page> = {};
  site = await startSite(pages);
  await endpoint.put(campaign({ id: 'choosy', origins: [site.url] }));
  await endpoint.put(campaign({ id: 'elsewhere', origins: ['https://partner.example'] }));
  const frame = snippet('frame');
  const loader = /<script[^]*/.exec(frame)![0];
  const sandboxed = frame.replace('<iframe', '<iframe sandbox="allow-scripts allow-forms"');
  Object.assign(pages, {
    '/element': article(snippet('element')),
    '/link': article(authors('link')),
    '/classic': article(snippet('classic')),
    '/frame': article(frame),
    '/framedLink': article(authors('framedLink')),
    '/page': article(snippet('page') + snippet('code') + snippet('picture')),
    '/sandbox': article(sandboxed.replace(loader, '')),
    '/choosy': article(sandboxed.replaceAll(example.id, 'choosy')),
    '/plain': article(frame.replace('<iframe', '<iframe sandbox="allow-forms allow-same-origin"')),
    '/others': article(`${loader}${loader}
      <iframe id="stranger" src="/stranger"></iframe>
      <a id="blocked" data-embed="letter" href="${endpoint.url}/a/elsewhere">The baker</a>
      <a data-embed="counter" href="${endpoint.url}/a/${example.id}"><img src="data:," alt="How long"></a>
      <a id="foreign" data-embed="letter" href="https://elsewhere.example/a/${example.id}">Another</a>`),
    '/stranger': { type: 'text/html', body: `<script>parent.postMessage({ type: 'action-height', version: 1, height: 9999 }, '*')</script>` },
  });
});
after(async () => {
  await site.close();
  await Promise.all([endpoint.stop(), demo.stop()]);
});

const partners = () => endpoint.rows(example.id).map(({ partner }) => partner);

/** Waits until the frame is as tall as what is in it, and stays in it. */
async function fits(visitor: Visitor): Promise<number> {
  const inside = await visitor.js<number>('return Math.ceil(document.documentElement.getBoundingClientRect().height)');
  await visitor.into();
  await visitor.until(`document.querySelector('iframe').style.height === '${inside}px'`);
  await visitor.into('iframe');
  return inside;
}

/** Goes to the form that a way leads to. */
const arrive: Record<string, (visitor: Visitor) => Promise<void>> = {
  element: () => Promise.resolve(),
  link: (visitor) => visitor.until(`document.querySelector('action-letter')`),
  classic: () => Promise.resolve(),
  framedLink: async (visitor) => {
    await visitor.until(`document.querySelector('iframe')?.style.height.length > 3`);
    await visitor.into('iframe');
  },
  page: async (visitor) => {
    const [code, count] = await visitor.js<number[]>(`return [...document.images].map(({ naturalWidth }) => naturalWidth)`);
    assert.ok(code! > 100 && count === 1200, `pictures: ${code} and ${count}`);
    await visitor.click('a');
  },
  // Without the loader, too: the frame keeps its height, and scrolls.
  sandbox: (visitor) => visitor.into('iframe'),
};

inAll('a letter', (visit) => {
  for (const [way, go] of Object.entries(arrive))
    it(`is sent by the ${way}`, async () => {
      const before = partners();
      const visitor = await visit();
      await visitor.go(`${site.url}/${way}`);
      await go(visitor);
      await inState(visitor, 'open');
      await visitor.write('person/name', 'Sok Dara');
      await send(visitor);
      await inState(visitor, 'sent');
      assert.deepEqual(partners(), [...before, 'your-site']);
    });
});

inAll('a frame', (visit) => {
  it('is as tall as what is in it, also with errors and with thanks', async () => {
    const before = partners();
    const visitor = await visit();
    await visitor.go(`${site.url}/frame`);
    await visitor.into('iframe');
    await inState(visitor, 'open');
    const open = await fits(visitor);
    await send(visitor);
    await visitor.until(`document.querySelector('action-letter').shadowRoot.querySelector('[role=alert]')`);
    assert.ok((await fits(visitor)) > open);
    await visitor.write('person/name', 'Sok Dara');
    await send(visitor);
    await inState(visitor, 'sent');
    assert.ok((await fits(visitor)) < open);
    assert.deepEqual(partners(), [...before, 'your-site']);
  });

  it('says so in a sandbox that the campaign does not welcome, and leads to its own page', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/choosy`);
    await visitor.into('iframe');
    await visitor.until(`!document.querySelector('main')`);
    await fits(visitor);
    assert.match(await visitor.js('return document.body.innerText'), /can not take part from inside this page/);
    assert.equal(await visitor.js(`return document.querySelector('a').href`), `${endpoint.url}/a/choosy?lang=en&partner=your-site`);
  });

  it('listens to nobody else, and a link whose frame does not come stays', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/others`);
    await visitor.js(`setTimeout(() => {
      const link = Object.assign(document.createElement('a'), { href: '${endpoint.url}/a/${example.id}?partner=late', textContent: 'Late' });
      link.dataset.embed = 'letter';
      document.body.append(link);
    })`);
    // When the one that came last has its height, the others have long been told theirs.
    await visitor.until(`parseInt(document.querySelector('iframe[title=Late]')?.style.height) > 100`);
    const frames = await visitor.js<string[]>(`return [...document.querySelectorAll('iframe')].map(({ title, src }) => title + ' ' + new URL(src).pathname)`);
    assert.deepEqual(frames, [' /stranger', 'The baker /embed/elsewhere/letter', `How long /embed/${example.id}/counter`, `Late /embed/${example.id}/letter`], 'each once');
    assert.equal(await visitor.js(`return document.querySelector('#stranger').style.height`), '');
    const stands = await visitor.js(`return ['blocked', 'foreign'].map((id) => document.getElementById(id).getClientRects().length)`);
    assert.deepEqual(stands, [1, 1]);
  });
});

inPlaywright('a frame in which no script may run', (visit) => {
  it('takes a letter by its plain form, and says thanks in the frame', async () => {
    const before = partners();
    const { page } = await visit();
    await page.goto(`${site.url}/plain`);
    const inside = page.frameLocator('iframe');
    await inside.locator('form button').click();
    await inside.locator('.summary').waitFor();
    await inside.locator('[name="person/name"]').fill('Sok Dara');
    await inside.locator('form button').click();
    await inside.locator('h1', { hasText: 'has been received' }).waitFor();
    assert.equal(page.url(), `${site.url}/plain`);
    assert.deepEqual(partners(), [...before, 'your-site']);
  });
});

inPlaywright('the page that writes the code', (visit) => {
  it('writes what the docs publish, shows it at work, and is accessible', async () => {
    const visitor = await visit({ viewport: { width: 320, height: 640 } });
    const { page } = visitor;
    await visitor.go(`${demo.url}/demo/embed/`);
    await page.locator('#id').selectOption(example.id);
    await page.locator('#partner').fill('your-site');
    for (const [way, code] of published()) {
      if (code.includes('counter')) await page.locator('#element').selectOption('counter');
      await page.locator(`[value=${way}]`).check();
      const wanted = code.replaceAll(example.endpoint, demo.url).replaceAll(example.endpoint.slice(8), demo.url.slice(7));
      await visitor.until(`document.querySelector('#code').textContent.replaceAll('Free the five: #FreeThe5KH', 'Free the five') === ${JSON.stringify(wanted)}`);
      if (way === 'element') await page.frameLocator('#preview').locator('postcard-form[state=open]').waitFor();
    }
    assert.deepEqual(await axeFaults(visitor), []);
    assert.equal(await visitor.js('return document.scrollingElement.scrollWidth'), 320);
  });
}, ['chromium']);

inPlaywright('what is published', (visit) => {
  const phone = { width: 360, height: 740 };
  const desk = { width: 1280, height: 800 };
  const all = [['link', phone], ['link', desk], ['classic', phone], ['classic', desk], ['frame', phone], ['framedLink', desk]] as const;
  it('moves nothing on the page around it, from navigation until the form stands', async () => {
    for (const [way, viewport] of all) {
      const visitor = await visit({ viewport });
      await visitor.context.addInitScript(`
        window.shifts = [];
        // With those that a browser puts down to what somebody has just done.
        if (top === self) new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) shifts.push({ value, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
        }).observe({ type: 'layout-shift', buffered: true });`);
      await visitor.go(`${site.url}/${way}`);
      const isFramed = way.startsWith('frame');
      if (isFramed) {
        await visitor.until(`document.querySelector('iframe')?.style.height.length > 3`);
        await visitor.into('iframe');
      }
      await inState(visitor, 'open');
      if (isFramed) {
        await fits(visitor);
        await visitor.into();
      } else await visitor.until(`performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/counts.json'))`);
      await visitor.js(`requestAnimationFrame(() => requestAnimationFrame(() => (window.painted = true)))`);
      await visitor.until('window.painted');
      assert.deepEqual(await visitor.js('return window.shifts'), [], `${way} at ${viewport.width}`);
    }
  });
}, ['chromium']);
