/** Links that a site's script upgrades to elements, for sites that strip unknown tags. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, FORM, submitForm, getFormText } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

const letter = createCampaign({ translations: { fr: { title: 'Libérez le boulanger' } } });
let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};
before(async () => {
  server = await serveCampaigns(letter);
  const { url } = server;
  const script = `<script type="module" src="${url}/v1/actions.js"></script>`;
  const createLink = (data: string, attributes = '') => `<a href="${url}/a/${letter.id}" ${data} ${attributes}>Write a letter</a>`;
  const src = `data-src="${url}/campaigns/${letter.id}.json"`;
  Object.assign(pages, {
    '/': createArticle(
      `<p>${createLink(`data-action="letter" ${src} data-lang="fr" data-partner="the-daily" data-id="7"`, 'id="write" class="big"')}</p>
      <div id="later"></div>
      <p>${createLink('style="min-height: 20vh" data-action="counter" data-since="2016-04-28" data-time-zone="Asia/Phnom_Penh" data-name="Ny Sokha"')}</p>`,
      `${script}<style>.big { display: block; min-height: 700px; }</style>`,
    ),
    '/links': createArticle(
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
after(() => site.close());

describeInAllBrowsers('upgraded link', (openPage) => {
  it('becomes a form with the options of its data attributes, keeps its space, and may be added later', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/`);
    await waitForState(page, 'open');
    assert.match(await getFormText(page), /Libérez le boulanger/);
    const attributes = `return Object.fromEntries([...args].map((name) => [name, ${FORM}.getAttribute(name)]))`;
    assert.deepEqual(await page.evaluate(attributes.replace('args', '["lang", "partner", "id", "class", "style"]')), {
      lang: 'fr',
      partner: 'the-daily',
      id: null,
      class: null,
      style: 'display: block; min-height: 700px;',
    });
    await page.waitFor(`/\\d days/.test(document.querySelector('detention-counter')?.shadowRoot?.textContent)`);
    assert.equal(await page.evaluate(`return document.querySelector('detention-counter').style.minHeight`), '20vh');
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.equal(server.readSubmissions().at(-1)?.partner, 'the-daily');

    await page.evaluate(`const link = document.querySelector('#write').cloneNode(true);
      link.id = 'second';
      link.dataset.action = 'progress';
      document.querySelector('#later').append(link)`);
    await page.waitFor(`document.querySelector('#later > action-progress[state=open] > #second')`);
  });

  it('stays a link when the element fails, and when the link is not meant for us', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/links`);
    await page.waitFor(`document.querySelector('p > action-letter[state=failed] > a#broken.big')`);
    assert.equal(await page.evaluate(`return document.activeElement.id`), 'broken');
    assert.ok(await page.evaluate(`return document.querySelector('#broken').getClientRects().length`));
    const parents = `return ['script', 'none', 'scheme', 'other', 'foreign'].map((id) => document.getElementById(id).parentNode.localName)`;
    assert.deepEqual(await page.evaluate(parents), ['body', 'body', 'body', 'body', 'body']);
    if (page.engine !== 'webkit') assert.equal(page.consoleMessages.filter((line) => /^link not upgraded: .*\.json\)$/.test(line)).length, 1);
  });
});
