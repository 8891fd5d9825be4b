/** The road of a card: from a partner's page to the row, past somebody who reads it, to the wall. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { axeFaults } from '../support/e2e/axe.ts';
import { article } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, LETTER, send, shown } from '../support/e2e/visitor.ts';

const id = 'free-the-5kh';
let endpoint: Endpoint;
let site: Site;
before(async () => {
  endpoint = await startEndpoint();
  const tag = (name: string, attributes = '') =>
    `<${name} src="${endpoint.url}/campaigns/${id}.json" ${attributes} style="display:block;min-height:20rem"><a href="${endpoint.url}/a/${id}">The campaign</a></${name}>`;
  const script = `<script type="module" src="${endpoint.url}/v1/actions.js"></script>`;
  site = await startSite({
    '/': article(
      script + tag('action-progress', 'partner="example-five"') + tag('postcard-form', 'partner="example-five" now="2016-10-10T12:00:00+07:00"') + tag('message-wall'),
    ),
  });
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

interface Counts {
  people: number;
  postcards: Record<'received' | 'approved' | 'printed' | 'delivered' | 'paper', number>;
  perPerson: Record<string, number>;
}
const counts = async (): Promise<Counts> => (await fetch(`${endpoint.url}/campaigns/${id}/counts.json`)).json() as Promise<Counts>;

inAll('a card from a partner’s page', (visit, engine) => {
  it('goes to the one who got the fewest, is thanked for, counted, and read before it is shown', async () => {
    const before = await counts();
    const rows = endpoint.rows(id).length;
    const words = `Sample words from ${engine}.`;
    const visitor = await visit();
    await visitor.go(`${site.url}/`);
    await inState(visitor, 'open');
    await visitor.until(`${LETTER}.shadowRoot.querySelector('.fewest')`);
    await visitor.click('postcard-form .turn');
    await visitor.until(`${LETTER}.shadowRoot.activeElement?.name === 'postcard/message'`);
    await visitor.write('postcard/message', words);
    await visitor.write('postcard/from', 'Sample sender');
    await visitor.click('postcard-form [name="postcard/publish"][value=yes]');
    await visitor.click('postcard-form [name="consent/news"][value=no]');
    assert.match(await visitor.js<string>(`return ${LETTER}.shadowRoot.querySelector('.back').innerText`), /Day 165/);
    await send(visitor);
    await inState(visitor, 'sent');
    assert.match(await shown(visitor), /Thank you for writing to/);
    await visitor.until(`document.querySelector('action-progress').shadowRoot.textContent.includes('${before.postcards.received + 1} cards sent')`);

    assert.equal(endpoint.rows(id).length, rows + 1);
    const { partner, sent } = endpoint.rows(id).at(-1)!;
    assert.equal(partner, 'example-five');
    const { to, ...card } = sent.postcard!;
    assert.deepEqual(card, { design: 'lotus', message: words, from: 'Sample sender', publish: true });
    const fewest = Math.min(...Object.values(before.perPerson));
    assert.deepEqual(to.map((one) => before.perPerson[one]), [fewest]);
    const now = await counts();
    assert.equal(now.postcards.received, before.postcards.received + 1);
    assert.equal(now.perPerson[to[0]!], fewest + 1);

    // Nobody has read it yet.
    const wall = async () => JSON.stringify(await (await fetch(`${endpoint.url}/campaigns/${id}/messages.json`)).json());
    assert.ok(!(await wall()).includes(words));
    const list = JSON.parse(await endpoint.run('cards', 'list', '--campaign', id, '--stage', 'received', '--json')) as { id: string; text?: string }[];
    const mine = list.find(({ text }) => text === words)!;
    await endpoint.run('cards', 'approve', mine.id);
    assert.ok((await wall()).includes(words));
    // Somebody else: this page may keep the wall for a quarter of a minute.
    const reader = await visit();
    await reader.go(`${site.url}/?${engine}`);
    await reader.until(`document.querySelector('message-wall').shadowRoot?.textContent.includes('${words}')`, 20_000);
  });
});

inPlaywright('a card', (visit, engine) => {
  it('is written where no script comes', async () => {
    const before = await counts();
    const { page } = await visit();
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(`${endpoint.url}/a/${id}?lang=en&partner=example-five`);
    await page.locator('[name="postcard/message"]').fill('Sample words in a plain form.');
    await page.locator('[name="postcard/from"]').fill('Sample sender');
    await page.locator('[name="consent/news"][value=no]').check();
    await page.locator('form button').click();
    await page.waitForURL(/thanks/);
    assert.match(await page.locator('main').innerText(), /We’ve received your card/);
    assert.equal((await counts()).postcards.received, before.postcards.received + 1);
    assert.equal(endpoint.rows(id).at(-1)!.sent.postcard!.message, 'Sample words in a plain form.');
  });

  it('fits a phone of 320 px on both sides, in three languages, and is accessible there', async () => {
    const visitor = await visit({ viewport: { width: 320, height: 640 } });
    await visitor.go(`${endpoint.url}/demo/five/languages.html`);
    const forms = `[...document.querySelectorAll('postcard-form')]`;
    await visitor.until(`${forms}.length && ${forms}.every((one) => one.getAttribute('state') === 'open')`);
    for (const turned of [false, true]) {
      if (turned) await visitor.js(`${forms}.forEach((one) => one.shadowRoot.querySelector('.turn').click())`);
      const wide = await visitor.js<number>(`return document.scrollingElement.scrollWidth`);
      assert.ok(wide <= 320, `${wide} px wide`);
      if (engine === 'chromium') assert.deepEqual(await axeFaults(visitor), []);
    }
  });
});
