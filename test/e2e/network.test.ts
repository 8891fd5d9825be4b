/** Networks that fail: whatever happens on the way, each letter arrives once, and nobody is told that it did before it did. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, LETTER, send, shown, type Visitor } from '../support/e2e/visitor.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../support/faults.ts';
import { until } from '../support/until.ts';

const letter = campaign();
let endpoint: Endpoint;
before(async () => (endpoint = await startEndpoint([letter])));
after(() => endpoint.stop());

type Choose = Parameters<typeof startFaultProxy>[1];

/** Does to the document, or to what is sent, what is said; lets everything else pass. */
function only(kind: 'document' | 'submission', choose: (count: number) => Fault | Promise<Fault>): Choose {
  let count = 0;
  return ({ method, path }) => {
    const isIt = kind === 'submission' ? method === 'POST' : path.endsWith(`/${letter.id}.json`);
    return isIt ? choose(++count) : 'pass';
  };
}

/** A partner's page whose endpoint is behind such a network. */
async function behind(choose: Choose, work: (page: string, proxy: FaultProxy) => Promise<void>): Promise<void> {
  const proxy = await startFaultProxy(endpoint.url, choose);
  const listening = `<script>
    addEventListener('action-error', ({ detail }) => (window.failure = detail));
    addEventListener('action-sent', ({ detail }) => (window.sent = detail));
  </script>`;
  const site = await startSite({ '/': article(snippet(`${proxy.url}/campaigns/${letter.id}.json`), listening) });
  try {
    await work(`${site.url}/`, proxy);
  } finally {
    await site.close();
    await proxy.close();
  }
}

let names = 0;
/** Writes under a name of its own and presses the button. */
async function write(visitor: Visitor, page: string): Promise<string> {
  const name = `Supporter ${++names}`;
  await visitor.go(page);
  await inState(visitor, 'open');
  await visitor.write('person/name', name);
  await send(visitor);
  return name;
}

const arrived = (name: string) => endpoint.rows().filter(({ sent }) => sent.person?.name === name).length;
const posts = (proxy: FaultProxy) => proxy.seen.filter(({ method }) => method === 'POST');

inAll('a letter sent once', (visit) => {
  const faults: [string, Fault][] = [
    ['is refused', 'refused'],
    ['is reset after the letter was stored', 'reset-after'],
    ['breaks in the middle of the answer', 'cut'],
    ['answers 500', { status: 500 }],
    ['asks to come back later', { status: 503, retryAfter: 1 }],
    ['is a captive portal', 'html'],
  ];
  for (const [name, fault] of faults) {
    it(`arrives once where the line ${name}`, async () => {
      // A request that fails in the network is followed by a plain one at once.
      const times = typeof fault === 'object' || fault === 'html' ? 1 : 2;
      await behind(only('submission', (count) => (count <= times ? fault : 'pass')), async (page, proxy) => {
        const visitor = await visit();
        const supporter = await write(visitor, page);
        await inState(visitor, 'sent');
        assert.equal(arrived(supporter), 1);
        assert.ok(posts(proxy).length > times);
        assert.equal(new Set(posts(proxy).map(({ body }) => body)).size, 1, 'the same letter each time');
        const replayed = fault === 'reset-after' || fault === 'cut';
        assert.equal(await visitor.js('return window.sent.replayed'), replayed);
      });
    });
  }

  it('arrives once where the line stalls and is then cut', async () => {
    const stalled: { cut?: () => void } = {};
    const hang = () => new Promise<Fault>((resolve) => (stalled.cut = () => resolve('reset-after')));
    await behind(only('submission', (count) => (count === 1 ? hang() : 'pass')), async (page) => {
      const visitor = await visit();
      const supporter = await write(visitor, page);
      await until('it is on its way', () => stalled.cut);
      assert.equal(await visitor.js(`return ${LETTER}.state`), 'sending');
      assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('[role=status]').textContent.trim()`), 'Sending your letter…');
      stalled.cut!();
      await inState(visitor, 'sent');
      assert.equal(arrived(supporter), 1);
    });
  });

});

inPlaywright('a letter in a tab that is offline', (visit) => {
  it('is kept, and arrives once when it is back', async () => {
    await behind(() => 'pass', async (page) => {
      const visitor = await visit();
      await visitor.go(page);
      await inState(visitor, 'open');
      await visitor.until(`performance.getEntriesByType('resource').some(({ name }) => name.includes('/letter-later-'))`);
      await visitor.context.setOffline(true);
      const supporter = `Offline in ${visitor.engine}`;
      await visitor.write('person/name', supporter);
      await send(visitor);
      await inState(visitor, 'queued');
      assert.match(await shown(visitor), /Keep this page open/);
      assert.equal(arrived(supporter), 0);
      await visitor.context.setOffline(false);
      await inState(visitor, 'sent');
      assert.equal(arrived(supporter), 1);
    });
  });
});

inAll('a letter in a network that is down', (visit) => {
  it('is kept while nothing goes through, says so, and arrives once when it does', async () => {
    let broken = true;
    await behind(only('submission', () => (broken ? 'reset-after' : 'pass')), async (page) => {
      const visitor = await visit();
      const supporter = await write(visitor, page);
      await inState(visitor, 'queued');
      assert.match(await shown(visitor), /kept on this page.*Keep this page open/s);
      assert.equal(await visitor.js(`return 'sent' in window`), false);
      broken = false;
      await visitor.click('action-letter button');
      await inState(visitor, 'sent');
      assert.equal(arrived(supporter), 1);
    });
  });
});

inAll('a document that does not come', (visit) => {
  const faults: [string, Fault, object][] = [
    ['404', { status: 404 }, { code: 'unknown-campaign', status: 404 }],
    ['a page of HTML', 'html', { code: 'not-json', status: 200 }],
    ['a line that breaks', 'refused', { code: 'network' }],
  ];
  for (const [name, fault, failure] of faults) {
    it(`leaves the link standing, and tells the page: ${name}`, async () => {
      await behind(only('document', () => fault), async (page) => {
        const visitor = await visit();
        await visitor.go(page);
        await inState(visitor, 'failed');
        assert.deepEqual(await visitor.js('return window.failure'), failure);
        const link = await visitor.js<[string, number]>(
          `const link = ${LETTER}.querySelector('a'); return [link.href, link.getClientRects().length]`,
        );
        assert.match(link[0], new RegExp(`/a/${letter.id}$`));
        assert.equal(link[1], 1);
      });
    });
  }

  it('is asked for again, and shown when it comes', async () => {
    await behind(only('document', (count) => (count === 1 ? { status: 503 } : 'pass')), async (page) => {
      const visitor = await visit();
      await visitor.go(page);
      await inState(visitor, 'open');
    });
  });

  it('is shown once the page asks for it again', async () => {
    let here = false;
    await behind(only('document', () => (here ? 'pass' : { status: 404 })), async (page) => {
      const visitor = await visit();
      await visitor.go(page);
      await inState(visitor, 'failed');
      here = true;
      await visitor.js(`${LETTER}.reload()`);
      await inState(visitor, 'open');
    });
  });
});
