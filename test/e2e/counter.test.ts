/** The day count on pages as partners build them, on devices whose clock is wrong. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { wrongClock } from '../support/e2e/clock.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, type Visitor } from '../support/e2e/visitor.ts';
import { startFaultProxy, type Fault } from '../support/faults.ts';
import { until } from '../support/until.ts';

const dayLength = 86_400_000;
const today = new Date().toISOString().slice(0, 10);
const ago = (days: number) => new Date(Date.parse(today) - days * dayLength).toISOString().slice(0, 10);

const held = campaign({
  letter: undefined,
  people: [{ id: 'baker', name: 'Ada Baker', place: 'The old prison', timeZone: 'UTC', held: [{ from: ago(165) }] }],
});
const pages: Record<string, string> = {};
let endpoint: Endpoint;
let site: Site;
let src: string;

const script = () => `<script type="module" src="${endpoint.url}/v1/actions.js"></script>`;
const tag = (attributes: string) => `<detention-counter ${attributes}><a href="/a">165 days in prison</a></detention-counter>`;

before(async () => {
  endpoint = await startEndpoint([held]);
  site = await startSite(pages);
  src = `${endpoint.url}/campaigns/${held.id}.json`;
  pages['/'] = article(script() + tag(`src="${src}"`));
  pages['/alone'] = article(script() + tag(`since="2016-04-28" name="Ny Sokha"`));
  pages['/attributes'] = article(
    script() + tag(`since="2016-04-28" time-zone="Asia/Phnom_Penh" name="Ny Sokha" now="2016-10-10T12:00:00+07:00" lang="km"`),
  );
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

const COUNTER = `document.querySelector('detention-counter')`;
const inside = (selector: string) => `${COUNTER}.shadowRoot.querySelector('${selector}')`;
const opened = (visitor: Visitor) => visitor.until(`${COUNTER}?.getAttribute('state') === 'open'`);
const days = (visitor: Visitor) => visitor.js<string>(`return ${COUNTER}.shadowRoot.querySelector('[part=count]').textContent`);
/** What the endpoint’s calendar says, whatever the time is when the test has come so far. */
const right = () => String(Math.floor((Date.now() - Date.parse(ago(165))) / dayLength));

inAll('the day count, beside a device whose clock is wrong', (visit) => {
  for (const [name, off] of [
    ['a day late', -dayLength],
    ['a day early', dayLength],
    ['a year late', -365 * dayLength],
    ['a year early', 365 * dayLength],
  ] as const)
    it(`is the endpoint’s: ${name}`, async () => {
      pages['/wrong'] = article(script() + tag(`src="${src}"`), wrongClock(off));
      const visitor = await visit();
      await visitor.go(`${site.url}/wrong`);
      await opened(visitor);
      assert.equal(await days(visitor), right());
    });

  it('is the endpoint’s also where nobody sees when the document was sent', async () => {
    const hidden = `<script>
      const get = Headers.prototype.get;
      Headers.prototype.get = function (name) { return /^date$/i.test(name) ? null : get.call(this, name); };
    </script>`;
    pages['/hidden'] = article(script() + tag(`src="${src}"`), wrongClock(-dayLength) + hidden);
    const visitor = await visit();
    await visitor.go(`${site.url}/hidden`);
    await opened(visitor);
    await visitor.until(`${COUNTER}.shadowRoot.querySelector('[part=count]').textContent === '${right()}'`);
  });

  it('is the endpoint’s for a count from attributes, too, where any element of the page has a document', async () => {
    pages['/beside'] = article(
      script() + tag(`since="${ago(165)}" name="Ada Baker"`) + `<action-progress src="${src}"></action-progress>`,
      wrongClock(-dayLength),
    );
    const visitor = await visit();
    await visitor.go(`${site.url}/beside`);
    await visitor.until(`${COUNTER}.shadowRoot?.querySelector('[part=count]')?.textContent === '${right()}'`);
  });

  it('needs no endpoint for a count from attributes', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/attributes`);
    await opened(visitor);
    assert.equal(await days(visitor), '165');
    const asked = await visitor.js<string[]>(`return performance.getEntriesByType('resource').map(({ name }) => name)`);
    assert.deepEqual(asked.filter((url) => !url.includes('/v1/')), []);
  });
});

inAll('the day count, in a page that has nothing yet', (visit) => {
  it('stands after four requests in two round trips', async () => {
    // Nothing behind the script is answered before all of it has been asked for: what waits for another would wait for ever.
    const asked: string[] = [];
    const proxy = await startFaultProxy(endpoint.url, async ({ path }): Promise<Fault> => {
      asked.push(path);
      if (!path.endsWith('/actions.js')) await until('four have been asked for', () => asked.length === 4);
      return 'pass';
    });
    pages['/behind'] = article(`<script type="module" src="${proxy.url}/v1/actions.js"></script>${tag(`src="${proxy.url}/campaigns/${held.id}.json"`)}`);
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/behind`);
      await opened(visitor);
      assert.equal(asked.length, 4, asked.join('\n'));
    } finally {
      await proxy.close();
    }
  });

  it('asks for two files where attributes say it all', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/alone`);
    await opened(visitor);
    const asked = await visitor.js<string[]>(`return performance.getEntriesByType('resource').map(({ name }) => name)`);
    assert.equal(asked.filter((one) => one.startsWith(endpoint.url)).length, 2, asked.join('\n'));
  });
});

inAll('the day count', (visit) => {
  it('keeps its children where the code does not come', async () => {
    const proxy = await startFaultProxy(endpoint.url, ({ path }) => (path.startsWith('/v1/detention-counter-') ? { status: 404 } : 'pass'));
    pages['/broken'] = article(`<script type="module" src="${proxy.url}/v1/actions.js"></script>${tag(`src="${src}"`)}`);
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/broken`);
      await visitor.until(`performance.getEntriesByType('resource').some(({ name }) => name.includes('/detention-counter-'))`);
      assert.equal(await visitor.js(`return ${COUNTER}.querySelector('a').getClientRects().length`), 1);
    } finally {
      await proxy.close();
    }
  });

  it('keeps its children where what loads a document does not come, and asks for no second one', async () => {
    const proxy = await startFaultProxy(endpoint.url, ({ path }) => (path.startsWith('/v1/core-') ? { status: 404 } : 'pass'));
    pages['/coreless'] = article(`<script type="module" src="${proxy.url}/v1/actions.js"></script>${tag(`src="${src}"`)}`);
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/coreless`);
      await visitor.until(`${COUNTER}.state === 'failed'`);
      assert.equal(await visitor.js(`return ${COUNTER}.querySelector('a').getClientRects().length`), 1);
      const asked = proxy.seen.map(({ path }) => path).filter((path) => path.startsWith('/v1/core-'));
      assert.equal(new Set(asked).size, 1, asked.join('\n'));
    } finally {
      await proxy.close();
    }
  });

  it('says what to do where the picture’s code does not come, and draws it with the next press', async () => {
    let held = true;
    const proxy = await startFaultProxy(endpoint.url, ({ path }) => (held && path.startsWith('/v1/counter-later-') ? 'refused' : 'pass'));
    pages['/held'] = article(`<script type="module" src="${proxy.url}/v1/actions.js"></script>${tag(`src="${src}"`)}`);
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/held`);
      await opened(visitor);
      await visitor.click('detention-counter button');
      await visitor.until(inside('[role=alert]'));
      held = false;
      await visitor.click('detention-counter button');
      await visitor.until(inside('a[download]'));
      assert.equal(await visitor.js(`return ${inside('[role=alert]')}`), null);
    } finally {
      await proxy.close();
    }
  });

  it('draws a picture under a strict policy', async () => {
    const policy = `default-src 'none'; script-src ${endpoint.url}; connect-src ${endpoint.url}`;
    pages['/strict'] = article(script() + tag(`src="${src}"`), `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    const visitor = await visit();
    await visitor.go(`${site.url}/strict`);
    await opened(visitor);
    await visitor.click('detention-counter button');
    await visitor.until(inside('a[download]'));
    await visitor.until(`${inside('[role=status]')}?.textContent.includes('Ada Baker')`);
  });
});
