/** Links that a site's script makes elements of, where the site strips tags that it does not know. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inState, LETTER, send, shown } from '../support/e2e/visitor.ts';

const letter = campaign({ translations: { fr: { title: 'Libérez le boulanger' } } });
let endpoint: Endpoint;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  endpoint = await startEndpoint([letter]);
  const { url } = endpoint;
  const script = `<script type="module" src="${url}/v1/actions.js"></script>`;
  const link = (data: string, more = '') => `<a href="${url}/a/${letter.id}" ${data} ${more}>Write a letter</a>`;
  const src = `data-src="${url}/campaigns/${letter.id}.json"`;
  Object.assign(pages, {
    '/': article(
      `<p>${link(`data-action="letter" ${src} data-lang="fr" data-partner="the-daily" data-id="7"`, 'id="write" class="big"')}</p>
      <div id="later"></div>
      <p>${link('style="min-height: 20vh" data-action="counter" data-since="2016-04-28" data-time-zone="Asia/Phnom_Penh" data-name="Ny Sokha"')}</p>`,
      `${script}<style>.big { display: block; min-height: 700px; }</style>`,
    ),
    '/links': article(
      `<a id="script" href="javascript:void 0" data-action="letter" ${src}>a</a>
      <a id="none" data-action="letter" ${src}>b</a>
      <a id="scheme" href="/x" data-action="letter" data-src="data:application/json,{}">c</a>
      <a id="other" href="/x" data-action="click->menu#open">d</a>
      <a id="foreign" href="/x" data-action="letter" data-src="/campaigns/${letter.id}.json">f</a>
      <p><a id="broken" class="big" href="#here" data-action="letter" data-src="${url}/campaigns/nobody.json">e</a></p>`,
      script + `<script>document.addEventListener('DOMContentLoaded', () => document.querySelector('#broken').focus())</script>`,
    ),
  });
  site = await startSite(pages);
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

inAll('a link that becomes an element', (visit) => {
  it('is a form that sends with what its data say, keeps its place, and may come later', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/`);
    await inState(visitor, 'open');
    assert.match(await shown(visitor), /Libérez le boulanger/);
    const attributes = `return Object.fromEntries([...args].map((name) => [name, ${LETTER}.getAttribute(name)]))`;
    assert.deepEqual(await visitor.js(attributes.replace('args', '["lang", "partner", "id", "class", "style"]')), {
      lang: 'fr',
      partner: 'the-daily',
      id: null,
      class: null,
      style: 'display: block; min-height: 700px;',
    });
    await visitor.until(`/\\d days/.test(document.querySelector('detention-counter')?.shadowRoot?.textContent)`);
    assert.equal(await visitor.js(`return document.querySelector('detention-counter').style.minHeight`), '20vh');
    await visitor.write('person/name', 'Sok Dara');
    await send(visitor);
    await inState(visitor, 'sent');
    assert.equal(endpoint.rows().at(-1)?.partner, 'the-daily');

    await visitor.js(`const link = document.querySelector('#write').cloneNode(true);
      link.id = 'second';
      link.dataset.action = 'progress';
      document.querySelector('#later').append(link)`);
    await visitor.until(`document.querySelector('#later > action-progress[state=open] > #second')`);
  });

  it('is the same link where the element can not be, and where it is not meant', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/links`);
    await visitor.until(`document.querySelector('p > action-letter[state=failed] > a#broken.big')`);
    assert.equal(await visitor.js(`return document.activeElement.id`), 'broken');
    assert.ok(await visitor.js(`return document.querySelector('#broken').getClientRects().length`));
    const parents = `return ['script', 'none', 'scheme', 'other', 'foreign'].map((id) => document.getElementById(id).parentNode.localName)`;
    assert.deepEqual(await visitor.js(parents), ['body', 'body', 'body', 'body', 'body']);
    if (visitor.engine !== 'webkit') assert.equal(visitor.console.filter((line) => /stays a link.*\.json$/.test(line)).length, 1);
  });
});
