/** The classic script, as tag managers and optimisers bring it: one file with all elements, the rest from beside it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inState, send, shown } from '../support/e2e/visitor.ts';

const letter = campaign({ translations: { fr: { title: 'Libérez le boulanger' } } });
let endpoint: Endpoint;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  endpoint = await startEndpoint([letter]);
  const { url } = endpoint;
  const script = `${url}/v1/actions.iife.js`;
  const elements = `<action-letter lang="fr" src="${url}/campaigns/${letter.id}.json"><a href="${url}/a/${letter.id}">Écrire</a></action-letter>
    <detention-counter lang="fr" name="Ny Sokha" since="2016-04-28" time-zone="Asia/Phnom_Penh"></detention-counter>
    <p><a href="${url}/a/${letter.id}" data-action="progress" data-src="${url}/campaigns/${letter.id}.json">More</a></p>`;
  // Beside what a driver adds.
  const keys = `<script>window.before = Object.getOwnPropertyNames(window)</script>`;
  Object.assign(pages, {
    '/defer': article(elements, `${keys}<script type="text/javascript" src="${script}" defer></script>`),
    '/all': article(
      `${elements}<script>
        const script = document.createElement('script');
        script.async = true;
        script.src = '${script}';
        document.head.append(script);
      </script>
      <script src="${script}?twice"></script>
      <script type="module" src="${url}/v1/actions.js"></script>`,
      keys,
    ),
    '/after': article(`${elements}<script async src="${script}"></script>`, `${keys}<script type="module" src="${url}/v1/actions.js"></script>`),
    '/module': article(elements, `${keys}<script type="module" src="${url}/v1/actions.js"></script>`),
    '/inlined': article(`${elements}<script>${readFileSync('dist/web/actions.iife.js', 'utf8').replaceAll('</script', '<\\/script')}</script>`),
  });
  site = await startSite(pages);
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

inAll('the classic script', (visit) => {
  const counter = `document.querySelector('detention-counter').shadowRoot`;

  for (const [how, path] of [
    ['deferred', '/defer'],
    ['put in by a tag manager, twice, and beside the module', '/all'],
    ['beside the module, which stands first', '/after'],
    ['of the other kind, the module', '/module'],
  ] as const) {
    it(`${how}: speaks, sends, draws, and adds nothing to the page's names`, async () => {
      const visitor = await visit();
      const rows = endpoint.rows().length;
      await visitor.go(site.url + path);
      await inState(visitor, 'open');
      assert.match(await shown(visitor), /Libérez le boulanger[^]*Votre nom/);
      await visitor.until(`document.querySelector('action-progress[state=open] > a')`);
      await visitor.write('person/name', 'Sok Dara');
      await send(visitor);
      await inState(visitor, 'sent');
      assert.equal(endpoint.rows().length, rows + 1);
      assert.equal(await visitor.js(`return document.querySelectorAll('action-progress').length`), 1);
      await visitor.click('detention-counter button');
      await visitor.until(`${counter}.querySelector('img')?.naturalWidth`);
      assert.deepEqual(visitor.console, []);
      const added = `const known = ['before', 'script', '__pw_bidiInsertText', ...window.before];
        return Object.getOwnPropertyNames(window).filter((name) => !known.includes(name))`;
      assert.deepEqual(await visitor.js(added), []);
    });
  }

  it('put into the page itself speaks English and sends', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/inlined`);
    await inState(visitor, 'open');
    assert.match(await shown(visitor), /Libérez le boulanger[^]*Your name/);
    const rows = endpoint.rows().length;
    await visitor.write('person/name', 'Sok Dara');
    await send(visitor);
    await inState(visitor, 'sent');
    assert.equal(endpoint.rows().length, rows + 1);
    // Firefox tells a driver no more of an error than that it is one.
    if (visitor.engine === 'chromium') assert.match(visitor.console.join('\n'), /does not know where it comes from/);
    await visitor.click('detention-counter button');
    await visitor.until(`${counter}.querySelector('[role=alert]')`);
    // One that does not know where it comes from makes no forms of links.
    assert.ok(await visitor.js(`return document.querySelector('p > a[data-action=progress]')`));
  });
});
