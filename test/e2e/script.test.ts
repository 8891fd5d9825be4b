/** The script tag, as pages really hold it: twice, in two versions, too early, too late, and with half of it missing. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, LETTER, send, shown, type Visitor } from '../support/e2e/visitor.ts';
import { startFaultProxy } from '../support/faults.ts';
import { until } from '../support/until.ts';

const letter = campaign();
const other = campaign({ title: 'Let the miller go' });
const translations = { km: { title: 'សូមដោះលែងអ្នកដុតនំ' } };
const khmer = campaign({ translations });
const asking = campaign({ translations, ask: { country: 'optional' } });
const releases = mkdtempSync(join(tmpdir(), 'releases-'));
let endpoint: Endpoint;
let site: Site;
let src: string;
const pages: Record<string, string> = {};
before(async () => {
  cpSync('dist/web', join(releases, '0.0.9'), { recursive: true });
  endpoint = await startEndpoint([letter, other, khmer, asking], { RELEASES_DIR: releases });
  src = `${endpoint.url}/campaigns/${letter.id}.json`;
  site = await startSite(pages);
  const { url } = endpoint;
  const script = (path = '/v1', more = '') => `<script type="module" ${more} src="${url}${path}/actions.js"></script>`;
  const tag = (id = letter.id) =>
    `<action-letter src="${url}/campaigns/${id}.json"><a href="${url}/a/${id}">Write a letter</a></action-letter>`;
  Object.assign(pages, {
    '/twice': article(snippet(src) + snippet(src)),
    '/versions': article(tag() + tag(other.id), script('/0.0.9') + script()),
    '/before': article(script() + tag()),
    '/after': article(tag() + script()),
    '/head': article(tag(), script('/v1', 'async')),
    '/alone': article('<div id="here"></div><div id="there"></div>', script()),
  });
});
after(async () => {
  await site.close();
  await endpoint.stop();
  rmSync(releases, { recursive: true, force: true });
});

/** Every letter of the page stands, its children do not, and one of them is sent. */
async function works(visitor: Visitor, letters = 1): Promise<void> {
  await visitor.until(`document.querySelectorAll('action-letter[state=open]').length === ${letters}`);
  assert.equal(await visitor.js(`return [...document.querySelectorAll('action-letter a')].filter((a) => a.getClientRects().length).length`), 0);
  const rows = endpoint.rows().length;
  await visitor.write('person/name', 'Sok Dara');
  await send(visitor);
  await inState(visitor, 'sent');
  assert.equal(endpoint.rows().length, rows + 1);
  assert.deepEqual(visitor.console, []);
}

inAll('the script', (visit) => {
  for (const [where, path] of [
    ['stands before the tag', '/before'],
    ['stands after the tag', '/after'],
    ['stands async in the head', '/head'],
  ] as const) {
    it(`works where it ${where}`, async () => {
      const visitor = await visit();
      await visitor.go(site.url + path);
      await works(visitor);
    });
  }

  it('works where a tag comes later, is moved, is taken out, and is put back', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/alone`);
    await visitor.until(`document.readyState === 'complete'`);
    const add = `const element = document.createElement('action-letter');
      element.setAttribute('src', args[0]);
      element.innerHTML = '<a href="/a">Write a letter</a>';
      document.querySelector('#here').append(element);`;
    await visitor.js(add, src);
    await inState(visitor, 'open');
    await visitor.write('letter/body', 'My own words.');
    await visitor.js(`document.querySelector('#there').append(${LETTER})`);
    assert.equal(await visitor.js(`return ${LETTER}.state`), 'open');
    await visitor.js(`window.kept = ${LETTER}; window.kept.remove();`);
    await visitor.js(`document.querySelector('#here').append(window.kept)`);
    await inState(visitor, 'open');
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('[name="letter/body"]').value`), 'My own words.');
    await works(visitor);
    assert.equal(endpoint.rows().at(-1)?.sent.letter?.body, 'My own words.');
  });
});

inAll('the script', (visit) => {
  it('may stand twice on a page', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/twice`);
    await visitor.until(`document.querySelectorAll('action-letter[state=open]').length === 2`);
    await visitor.js(`document.querySelectorAll('action-letter')[1].remove()`);
    await works(visitor);
  });

  it('may stand in two versions on a page', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/versions`);
    await visitor.until(`document.querySelectorAll('action-letter[state=open]').length === 2`);
    const titles = await visitor.js(`return [...document.querySelectorAll('action-letter')].map((one) => one.shadowRoot.querySelector('h2').innerText)`);
    assert.deepEqual(titles, [letter.title, other.title]);
    await visitor.js(`document.querySelectorAll('action-letter')[1].remove()`);
    await works(visitor);
  });

  it('asks for the words of the languages on the page, each once, and for no others', async () => {
    const proxy = await startFaultProxy(endpoint.url, () => 'pass');
    const count = '<detention-counter lang="fr" name="Ny Sokha" since="2016-04-28" now="2016-10-10T12:00:00Z"></detention-counter>';
    pages['/languages'] = article(snippet(`${proxy.url}/campaigns/${khmer.id}.json`, 'lang="km-KH"') + count);
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/languages`);
      await visitor.until(`document.querySelectorAll(':is(action-letter, detention-counter)[state=open]').length === 2`);
      const words = proxy.seen.flatMap(({ path }) => /^\/v1\/([a-z]+-[a-z]{2,3})-[\w-]{8}\.js$/.exec(path)?.[1] ?? []);
      assert.deepEqual(words.sort(), ['counter-fr', 'letter-km']);
      assert.match(await shown(visitor), /សូមដោះលែងអ្នកដុតនំ[^]*ផ្ញើលិខិតរបស់ខ្ញុំ/);
      assert.match(await visitor.js(`return document.querySelector('detention-counter').shadowRoot.textContent`), /165\s*jours en détention/);
    } finally {
      await proxy.close();
    }
  });

  it('finds a tag in a component of the page once another one has brought the code', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/before`);
    await inState(visitor, 'open');
    await visitor.js(
      `const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
      root.innerHTML = '<action-letter src="' + args[0] + '"><a href="/a">Write a letter</a></action-letter>';
      window.inside = root.firstChild;`,
      src,
    );
    await visitor.until(`window.inside.getAttribute('state') === 'open'`);
  });

  it('leaves the children standing where the code does not come', async () => {
    const proxy = await startFaultProxy(endpoint.url, ({ path }) => (path.startsWith('/v1/action-letter-') ? { status: 404 } : 'pass'));
    pages['/broken'] = article(snippet(`${proxy.url}/campaigns/${letter.id}.json`));
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/broken`);
      await visitor.until(`performance.getEntriesByType('resource').some(({ name }) => name.includes('/action-letter-'))`);
      await visitor.click('action-letter a');
      await until('the link leads there', async () => (await visitor.url()) === `${proxy.url}/a/${letter.id}`);
    } finally {
      await proxy.close();
    }
  });
});

inAll('code that the network held back', (visit, engine) => {
  for (const script of ['type="module" src="/v1/actions.js"', 'src="/v1/actions.iife.js" defer']) {
    it(`is words: English stands in for them until the next time they are asked for: ${script}`, async () => {
      let held = true;
      const proxy = await startFaultProxy(endpoint.url, ({ path }) => (held && path.startsWith('/v1/letter-km-') ? 'refused' : 'pass'));
      pages['/words'] = article(
        `<script ${script.replace('/v1', `${proxy.url}/v1`)}></script>
        <action-letter lang="km" src="${proxy.url}/campaigns/${khmer.id}.json"><a href="/a">Write</a></action-letter>`,
      );
      try {
        const visitor = await visit();
        await visitor.go(`${site.url}/words`);
        await inState(visitor, 'open');
        assert.match(await shown(visitor), /សូមដោះលែងអ្នកដុតនំ[^]*Send my letter/);
        held = false;
        await visitor.js(`${LETTER}.reload()`);
        await visitor.until(`${LETTER}.shadowRoot.textContent.includes('ផ្ញើលិខិតរបស់ខ្ញុំ')`);
        assert.match(await shown(visitor), /សូមដោះលែងអ្នកដុតនំ/);
      } finally {
        await proxy.close();
      }
    });
  }

  it('is an element: the next tag that comes asks again and all of them are there, or the children stand', async () => {
    let held = true;
    const proxy = await startFaultProxy(endpoint.url, ({ path }) => (held && path.startsWith('/v1/action-letter-') ? 'refused' : 'pass'));
    pages['/element'] = article(snippet(`${proxy.url}/campaigns/${letter.id}.json`));
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/element`);
      await until('it is refused', () => proxy.seen.some(({ fault }) => fault === 'refused'));
      held = false;
      const defined = `(() => {
        const next = document.body.appendChild(${LETTER}.cloneNode(true));
        return next.matches(':defined') || next.remove();
      })()`;
      // Firefox asks for no module a second time: half of one would be a form that can not send.
      if (engine === 'firefox') {
        const { path } = proxy.seen.find(({ fault }) => fault === 'refused')!;
        assert.equal(await visitor.js(`return import('${proxy.url}${path}').then(() => true, () => false)`), false);
        assert.equal(await visitor.js(`return Boolean(${defined})`), false);
        assert.ok(await visitor.js(`return ${LETTER}.querySelector('a').checkVisibility()`));
        return;
      }
      await visitor.until(defined);
      await inState(visitor, 'open');
      await visitor.write('person/name', 'Sok Dara');
      await send(visitor);
      await inState(visitor, 'sent');
    } finally {
      await proxy.close();
    }
  });
});

// The other engines know the names by themselves.
inPlaywright('names of countries that the network held back', (visit) => {
  it('are English until the next form asks for them', async () => {
    let held = true;
    const proxy = await startFaultProxy(endpoint.url, ({ path }) => (held && path.startsWith('/v1/countries-km-') ? 'refused' : 'pass'));
    pages['/countries'] = article(snippet(`${proxy.url}/campaigns/${asking.id}.json`, 'lang="km"'));
    const forms = `[...document.querySelectorAll('action-letter')]`;
    const named = (form: number, name: string) => `${forms}[${form}]?.shadowRoot.querySelector('[value=KH]')?.text === '${name}'`;
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/countries`);
      await visitor.until(named(0, 'Cambodia'));
      held = false;
      await visitor.js(`document.body.append(${LETTER}.cloneNode(true))`);
      await visitor.until(named(1, 'កម្ពុជា'));
    } finally {
      await proxy.close();
    }
  });
}, ['chromium']);

inAll('code that comes later, of which every file fails once', (visit) => {
  for (const [script, files] of [
    ['type="module" src="/v1/actions.js"', ['counter-fr', 'counter-later', 'letter-km', 'letter-later']],
    ['src="/v1/actions.iife.js" defer', ['classic-picture', 'counter-fr', 'letter-km']],
  ] as const) {
    it(`is asked for again at once, and everything works: ${script}`, async () => {
      const failed = new Set<string>();
      const proxy = await startFaultProxy(endpoint.url, ({ path }) => {
        const [, file] = /^\/v1\/((?:letter|counter|classic)-[\w-]+)-[\w-]{8}\.js/.exec(path) ?? [];
        if (!file || failed.has(file)) return 'pass';
        failed.add(file);
        return { status: 503 };
      });
      pages['/once'] = article(
        `<script ${script.replace('/v1', `${proxy.url}/v1`)}></script>
        <action-letter lang="km" src="${proxy.url}/campaigns/${khmer.id}.json"><a href="/a">Write</a></action-letter>
        <detention-counter lang="fr" name="Ny Sokha" since="2016-04-28" time-zone="Asia/Phnom_Penh"></detention-counter>`,
      );
      try {
        const visitor = await visit();
        await visitor.go(`${site.url}/once`);
        await inState(visitor, 'open');
        assert.match(await shown(visitor), /ផ្ញើលិខិតរបស់ខ្ញុំ/);
        await visitor.write('person/name', 'Sok Dara');
        await send(visitor);
        await inState(visitor, 'sent');
        const counter = `document.querySelector('detention-counter').shadowRoot`;
        await visitor.until(`${counter}?.textContent.includes('jours')`);
        await visitor.click('detention-counter button');
        await visitor.until(`${counter}.querySelector('img')?.naturalWidth`);
        await visitor.click('detention-counter button');
        await visitor.until(`!${counter}.querySelector('img')`);
        assert.deepEqual([...failed].sort(), files);
      } finally {
        await proxy.close();
      }
    });
  }
});

inAll('the rest of the code, held back at first', (visit) => {
  it('is what the button says, keeping the words, until the next press sends', async () => {
    let held = true;
    const proxy = await startFaultProxy(endpoint.url, ({ path }) =>
      held && path.startsWith('/v1/letter-later-') ? 'refused' : 'pass',
    );
    pages['/held'] = article(snippet(`${proxy.url}/campaigns/${letter.id}.json`));
    try {
      const visitor = await visit();
      await visitor.go(`${site.url}/held`);
      await inState(visitor, 'open');
      await visitor.write('letter/body', 'My own words.');
      await visitor.write('person/name', 'Sok Dara');
      await send(visitor);
      await visitor.until(`${LETTER}.shadowRoot.querySelector('[role=alert]')`);
      assert.equal(
        await visitor.js(`return ${LETTER}.shadowRoot.querySelector('[role=alert]').innerText.trim()`),
        'We couldn’t send your letter. Check your connection and try again.',
      );
      const body = `return ${LETTER}.shadowRoot.querySelector('[name="letter/body"]').value`;
      assert.equal(await visitor.js(body), 'My own words.');
      const rows = endpoint.rows().length;
      held = false;
      await send(visitor);
      await inState(visitor, 'sent');
      assert.equal(endpoint.rows().length, rows + 1);
      assert.equal(endpoint.rows().at(-1)?.sent.letter?.body, 'My own words.');
    } finally {
      await proxy.close();
    }
  });
});
