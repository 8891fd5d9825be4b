/** The main road: two lines on a partner's page, a letter, and a row that is there after the power went. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inState, LETTER, send, shown } from '../support/e2e/visitor.ts';
import { startFaultProxy, type Fault } from '../support/faults.ts';
import { until } from '../support/until.ts';

const letter = campaign();
const src = (origin: string) => `${origin}/campaigns/${letter.id}.json`;
let endpoint: Endpoint;
let site: Site;
before(async () => {
  endpoint = await startEndpoint([letter]);
  const lines = snippet(src(endpoint.url), 'partner="daily-news"');
  site = await startSite({ '/': article(lines), '/named': article(lines, '<script>window.names = Object.keys(window);</script>') });
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

inAll('a letter from a partner’s page', (visit) => {
  it('is thanked for, counted on the page, and still there after kill -9', async () => {
    const before = endpoint.rows().length;
    const visitor = await visit();
    await visitor.go(`${site.url}/`);
    await inState(visitor, 'open');
    await visitor.write('letter/body', 'Please let the baker go. She bakes bread.');
    await visitor.write('person/name', 'Sok Dara');
    await send(visitor);
    await inState(visitor, 'sent');

    const thanks = await shown(visitor);
    assert.match(thanks, /Thank you.*Ada Minister/);
    assert.match(thanks, new RegExp(`\\b${before + 1} (person )?of 10\\b`));

    await endpoint.kill();
    const rows = endpoint.rows();
    assert.equal(rows.length, before + 1);
    const { partner, sent } = rows.at(-1)!;
    assert.equal(partner, 'daily-news');
    assert.equal(sent.person?.name, 'Sok Dara');
    assert.equal(sent.letter?.body, 'Please let the baker go. She bakes bread.');
    assert.equal(sent.tracking?.origin, site.url);

    await endpoint.restart();
    const counts = (await (await fetch(`${endpoint.url}/campaigns/${letter.id}/counts.json`)).json()) as { people: number };
    assert.equal(counts.people, before + 1);
  });
});

inAll('the two lines on a partner’s page', (visit) => {
  it('ask for document and code together, and for nothing else before the form stands', async () => {
    // Nothing is answered until all three have been asked for: asked for one after another, the letter never stands.
    const together = [/^\/campaigns\/[^/]+\.json$/, /^\/v1\/action-letter-/, /^\/v1\/core-/];
    const arrived = new Set<RegExp>();
    const proxy = await startFaultProxy(endpoint.url, async ({ path }): Promise<Fault> => {
      const one = together.find((pattern) => pattern.test(path));
      if (one) {
        arrived.add(one);
        await until('all three have been asked for', () => arrived.size === together.length);
      }
      return 'pass';
    });
    const listening = `<script>
      addEventListener('action-load', () => {
        // In this very task: what the form does once it stands has not been asked for yet.
        window.before = performance.getEntriesByType('resource').map(({ name }) => name);
      }, { once: true });
    </script>`;
    const host = await startSite({ '/': article(snippet(src(proxy.url)), listening) });
    try {
      const visitor = await visit();
      await visitor.go(`${host.url}/`);
      await inState(visitor, 'open');
      const asked = (await visitor.js<string[]>('return window.before')).filter((url) => !url.startsWith('data:'));
      assert.equal(asked.length, 4, asked.join('\n'));
      assert.ok(asked.every((url) => url.startsWith(`${proxy.url}/`)), asked.join('\n'));
    } finally {
      await host.close();
      await proxy.close();
    }
  });

  it('leave nothing behind: no cookie, no storage, no word to anybody else, no name on window, no complaint', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/named`);
    await inState(visitor, 'open');
    await visitor.write('person/name', 'Sok Dara');
    await send(visitor);
    await inState(visitor, 'sent');

    const names = await visitor.js<string[]>(`return Object.keys(window).filter((name) => !names.includes(name) && name !== 'names')`);
    const ours = names.filter((name) => !/^__(pw|wd)/.test(name)); // what types from outside leaves names of its own
    assert.deepEqual(ours, []);
    assert.deepEqual(await visitor.js('return [document.cookie, localStorage.length, sessionStorage.length]'), ['', 0, 0]);
    assert.deepEqual(await visitor.js('return indexedDB.databases()'), []);
    const asked = await visitor.js<string[]>(`return performance.getEntriesByType('resource').map(({ name }) => name)`);
    const strangers = asked.filter((url) => !url.startsWith('data:') && ![site.url, endpoint.url].includes(new URL(url).origin));
    assert.deepEqual(strangers, []);
    assert.deepEqual(visitor.console, []);
    assert.equal(await visitor.js(`return ${LETTER}.querySelector('a').getClientRects().length`), 0);
  });
});
