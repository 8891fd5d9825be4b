/** A partner whose page allows nothing but what we publish as the lines to allow. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { policyLines } from '../../tools/csp.mjs';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Page, type Site } from '../support/e2e/site.ts';
import { inPlaywright } from '../support/e2e/visitor.ts';
import { startFaultProxy, type FaultProxy } from '../support/faults.ts';

const letter = campaign({ ask: { country: 'required' } });
const people = [{ id: 'sam', name: 'Sam', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] }];
const postcard = { to: ['sam'], choose: 'all', suggest: 'none', designs: [{ id: 'lotus', src: 'lotus.svg', alt: 'A lotus' }], maxLength: 200, guidance: [], publish: 'ask' } as const;
const card = campaign({ letter: undefined, people, postcard: { ...postcard, to: ['sam'], designs: [...postcard.designs], guidance: [] } });
let endpoint: Endpoint;
let site: Site;
/** Where browsers send what was against a policy. */
let office: FaultProxy;
before(async () => {
  endpoint = await startEndpoint([letter, card]);
  office = await startFaultProxy(endpoint.url, () => ({ status: 204 }));
  const { url } = endpoint;
  const tag = (name: string, { id }: { id: string }) =>
    `<${name} src="${url}/campaigns/${id}.json"><a href="${url}/a/${id}">Go there</a></${name}>`;
  const page = (body: string, script: string, csp: string): Page => ({
    // Its icon is not allowed, and asks for nothing.
    body: article(body + script).replace(/<link rel="icon"[^>]*>/, ''),
    type: 'text/html',
    headers: { 'content-security-policy': `default-src 'none'; style-src 'none'; ${csp}; report-uri ${office.url}` },
  });
  const module = `<script type="module" src="${url}/v1/actions.js"></script>`;
  const classic = `<script src="${url}/v1/actions.iife.js"></script>`;
  const everything = tag('action-letter', letter) + tag('postcard-form', card) + tag('detention-counter', card) + tag('message-wall', card);
  const strict = "require-trusted-types-for 'script'";
  const published = policyLines({ address: url });
  const others = published.replace(/trusted-types [^;]*/, 'trusted-types others');
  site = await startSite({
    '/module': page(everything, module, `${published}; ${strict}`),
    '/classic': page(everything, classic, `${published}; ${strict}`),
    '/others': page(tag('action-letter', letter), module, others),
    '/refused': page(tag('action-letter', letter), module, `${others}; ${strict}`),
  });
});
after(async () => {
  await site.close();
  await office.close();
  await endpoint.stop();
});

inPlaywright('a page with a strict policy', (visit) => {
  // But for what a browser itself looks for at every site.
  const reports = () => office.seen.splice(0).filter(({ body }) => !body.includes('/favicon.ico'));

  for (const [what, path] of [
    ['the module', '/module'],
    ['the classic script', '/classic'],
  ] as const) {
    it(`that has the lines we publish sends, shows and draws with ${what}, and no line is touched`, async () => {
      const { page, console: said } = await visit();
      await page.goto(site.url + path);
      // Only by what Playwright does from outside of the page: the policy holds for what runs inside.
      const letters = page.locator('action-letter');
      await letters.locator('[name="person/country"] option[value="AU"]').waitFor({ state: 'attached' });
      await letters.locator('[name="person/country"]').selectOption('AU');
      await letters.locator('[name="person/name"]').fill('Sok Dara');
      const background = await letters.locator('button.primary').evaluate((button) => getComputedStyle(button).backgroundColor);
      assert.notEqual(background, 'rgba(0, 0, 0, 0)', 'our own styles apply');
      const rows = endpoint.rows().length;
      await letters.locator('button.primary').click();
      await page.locator('action-letter[state=sent]').waitFor();
      assert.equal(endpoint.rows().length, rows + 1);
      await page.locator('postcard-form[state=open]').waitFor();
      await page.locator('message-wall[state=open]').waitFor();
      const counter = page.locator('detention-counter');
      await counter.locator('button').first().click();
      await counter.locator('img').waitFor();
      assert.deepEqual(said.filter((line) => !line.includes('/favicon.ico') && !line.includes('lotus.svg') && !line.includes('404')), []);
      assert.deepEqual(reports(), []);
    });
  }

  it('that lists the policies of others loses nothing, or else keeps the children', async () => {
    const { page } = await visit();
    await page.goto(`${site.url}/others`);
    await page.locator('action-letter[state=open] form').waitFor();
    await page.goto(`${site.url}/refused`);
    await page.locator('action-letter[state=failed] > a').waitFor();
    assert.ok(reports().length, 'what is refused is reported');
  });
});
