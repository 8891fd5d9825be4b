/** A letter that the supporter sends from their own mail program: counted first, then handed over whole. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inPlaywright, inState, LETTER, send, shown, type Visitor } from '../support/e2e/visitor.ts';

const address = 'ada.minister+letters@justice.example';
const letter = campaign(
  {},
  {
    delivery: 'mailto',
    targets: [{ id: 'minister', name: 'Ada Minister', office: 'Minister of Justice', email: address }],
  },
);
const whole = 'Your Excellency,\n\nBread & salt? 100% ចិត្ត.\nLet her go.\n\nYours sincerely,\nSok Dara';
let endpoint: Endpoint;
let site: Site;
before(async () => {
  endpoint = await startEndpoint([letter]);
  site = await startSite({ '/': article(snippet(`${endpoint.url}/campaigns/${letter.id}.json`)) });
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

async function write(visitor: Visitor): Promise<void> {
  await visitor.go(`${site.url}/`);
  await inState(visitor, 'open');
  await visitor.write('letter/subject', 'The baker & her bread');
  await visitor.write('letter/body', 'Bread & salt? 100% ចិត្ត.\nLet her go.');
  await visitor.write('person/name', 'Sok Dara');
}

inAll('a letter to finish in a mail program', (visit) => {
  it('is counted, and its link holds every word', async () => {
    const visitor = await visit();
    await write(visitor);
    const rows = endpoint.rows().length;
    await send(visitor);
    await inState(visitor, 'sent');
    assert.equal(endpoint.rows().length, rows + 1);
    assert.match(await shown(visitor), /One more step: open your letter in your email app/);

    const href = await visitor.js<string>(`return ${LETTER}.shadowRoot.querySelector('a[href^="mailto:"]').getAttribute('href')`);
    const { pathname, search } = new URL(href);
    assert.equal(decodeURIComponent(pathname), address);
    // Mail programs take a plus for a plus: spaces have to be %20.
    assert.ok(!href.includes('+'), href);
    const fields = search.slice(1).split('&').map((field) => field.split('=').map(decodeURIComponent));
    assert.deepEqual(fields, [
      ['subject', 'The baker & her bread'],
      ['body', whole.replaceAll('\n', '\r\n')],
    ]);

  });
});

// Nobody reads another engine's clipboard without being asked.
inPlaywright('a letter to finish in a mail program', (visit) => {
  it('can be copied piece by piece, every word of it', async () => {
    const visitor = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    await write(visitor);
    await send(visitor);
    await inState(visitor, 'sent');
    for (const [name, text] of [
      ['Copy email address', address],
      ['Copy subject', 'The baker & her bread'],
      ['Copy letter', whole],
    ] as const) {
      const button = visitor.page.locator('action-letter button', { hasText: name });
      const handle = await button.elementHandle();
      await button.click();
      await visitor.page.locator('action-letter button', { hasText: 'Copied' }).first().waitFor();
      assert.equal((await handle?.innerText())?.trim(), 'Copied');
      assert.equal(await visitor.js('return navigator.clipboard.readText()'), text);
    }
  });
}, ['chromium']);
