/** A version that stands still: a snippet with its hash, and one byte that is not as it was published. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, it } from 'node:test';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inState, LETTER, send, shown, type Visitor } from '../support/e2e/visitor.ts';
import { startFaultProxy, type FaultProxy } from '../support/faults.ts';

const letter = campaign({ translations: { fr: { title: 'Libérez le boulanger' } } });
const published = readFileSync('dist/web/integrity.json', 'utf8');
const { version, files } = JSON.parse(published) as { version: string; files: Record<string, string> };
let endpoint: Endpoint;
let proxy: FaultProxy | undefined;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  endpoint = await startEndpoint([letter]);
  site = await startSite(pages);
});
afterEach(() => proxy?.close());
after(async () => {
  await site.close();
  await endpoint.stop();
});

const both = (url: string) =>
  `<action-letter lang="fr" src="${url}/campaigns/${letter.id}.json"><a href="${url}/a/${letter.id}">Écrire</a></action-letter>
  <detention-counter name="Ny Sokha" since="2016-04-28" time-zone="Asia/Phnom_Penh"><a href="${url}/a/${letter.id}">Count</a></detention-counter>`;

/** The page as it is published, and it notes that something of it was refused. */
function page(url: string, file: string, tags: string): string {
  const type = file === 'actions.js' ? 'module' : 'text/javascript';
  return article(
    `${tags}
    <script type="${type}" src="${url}/${version}/${file}" integrity="${files[file]}" crossorigin></script>`,
    `<script>addEventListener('error', ({ target }) => target.localName === 'script' && (window.refused = true), true)</script>`,
  );
}

inAll('a pinned version', (visit) => {
  /** Opens a page where what `changed` names is changed, at an address of which no cache has anything. */
  async function open(file: string, changed?: RegExp, tags = both): Promise<Visitor> {
    proxy = await startFaultProxy(endpoint.url, ({ path }) => (changed?.test(path) ? 'changed' : 'pass'));
    pages[`/${file}.html`] = page(proxy.url, file, tags(proxy.url));
    const visitor = await visit();
    await visitor.go(`${site.url}/${file}.html`);
    return visitor;
  }
  const asked = (what: RegExp) => proxy!.seen.filter(({ path }) => what.test(path)).length;
  const ran = `document.querySelector('action-letter').state ?? null`;
  const counter = `document.querySelector('detention-counter').shadowRoot`;

  for (const script of ['actions.js', 'actions.iife.js']) {
    it(`works as it was published: ${script}`, async () => {
      const visitor = await open(script);
      await inState(visitor, 'open');
      assert.match(await shown(visitor), /Libérez le boulanger[^]*Votre nom/);
      await visitor.write('person/name', 'Sok Dara');
      await send(visitor);
      await inState(visitor, 'sent');
      await visitor.click('detention-counter button');
      await visitor.until(`${counter}.querySelector('img')?.naturalWidth`);
      assert.deepEqual(visitor.console, []);
      const scripts = proxy!.seen.map(({ path }) => path).filter((one) => one.endsWith('.js'));
      assert.deepEqual(scripts.filter((one, i) => scripts.indexOf(one) < i), [], 'nothing is loaded twice');
    });
  }

  for (const [what, script, file] of [
    ['the script', 'actions.js', /\/actions\.js/],
    ['the core', 'actions.js', /\/core-/],
    ['the elements', 'actions.js', /\/action-letter-/],
    ['the classic script', 'actions.iife.js', /\/actions\.iife\.js/],
  ] as const) {
    it(`does not run where a byte of ${what} is changed; the children stand`, async () => {
      const visitor = await open(script, file);
      await visitor.until(`document.readyState === 'complete' && window.refused`);
      assert.ok(asked(file) >= 1 && asked(file) <= 2, `asked ${asked(file)} times`);
      assert.equal(await visitor.js(`return ${ran}`), null);
      assert.ok(await visitor.js(`return document.querySelector('action-letter a').getClientRects().length`));
    });
  }

  it('counts nothing where a byte of the core, which a day count loads late, is changed; the children stand', async () => {
    const visitor = await open(
      'actions.js',
      /\/core-/,
      (url) => `<detention-counter src="${url}/campaigns/${letter.id}.json"><a href="${url}/a/${letter.id}">Count</a></detention-counter>`,
    );
    await visitor.until(`document.querySelector('detention-counter').state === 'failed'`);
    assert.ok(asked(/\/core-/) >= 1 && asked(/\/core-/) <= 2, `asked ${asked(/\/core-/)} times`);
    assert.ok(await visitor.js(`return document.querySelector('detention-counter a').getClientRects().length`));
  });

  it('speaks English where a byte of the language is changed, and runs no such byte when asked again', async () => {
    const visitor = await open('actions.js', /\/letter-fr-/);
    for (const most of [3, 6]) {
      await inState(visitor, 'open');
      assert.match(await shown(visitor), /Libérez le boulanger[^]*Your name/);
      assert.ok(asked(/\/letter-fr-/) <= most, `asked ${asked(/\/letter-fr-/)} times`);
      await visitor.js(`return new Promise((resolve) => {
        document.querySelector('action-letter').addEventListener('action-load', () => resolve(), { once: true });
        document.querySelector('action-letter').reload();
      })`);
    }
    await visitor.until(`${counter}.textContent.includes('days')`);
  });

  it('keeps the words and says so where a byte of what sends is changed', async () => {
    const visitor = await open('actions.js', /\/letter-later-/);
    await inState(visitor, 'open');
    await visitor.write('person/name', 'Sok Dara');
    const rows = endpoint.rows().length;
    await send(visitor);
    await visitor.until(`${LETTER}.shadowRoot.querySelector('[role=alert]')`);
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('[name="person/name"]').value`), 'Sok Dara');
    assert.equal(endpoint.rows().length, rows);
    assert.ok(asked(/\/letter-later-/) <= 4, `asked ${asked(/\/letter-later-/)} times`);
  });
});
