/** Letters that open later, that are closed, and that close while somebody writes. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { wrongClock } from '../support/e2e/clock.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inState, LETTER, send, shown } from '../support/e2e/visitor.ts';

const early = campaign({ opens: '2100-03-01T00:00:00Z' });
const closed = campaign({ closed: { at: '2018-08-01T00:00:00Z', text: 'The baker is home.', people: 10_000 } });
const dayLength = 86_400_000;
/** So many days from now. */
const at = (days: number) => new Date(Date.now() + days * dayLength).toISOString();
let endpoint: Endpoint;
let site: Site;
const pages: Record<string, string> = {};
const put = (path: string, id: string) => (pages[path] = article(snippet(`${endpoint.url}/campaigns/${id}.json`)));
before(async () => {
  endpoint = await startEndpoint([early, closed]);
  site = await startSite(pages);
  put('/early', early.id);
  put('/closed', closed.id);
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

inAll('a letter', (visit) => {
  it('that opens later says when', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/early`);
    await inState(visitor, 'upcoming');
    assert.match(await shown(visitor), /opens on March 1, 2100/);
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('form')`), null);
  });

  it('that is closed leads with the last word and the number of people', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/closed`);
    await inState(visitor, 'closed');
    assert.match(await shown(visitor), /This action closed on .*The baker is home\..*10,000 people took part/s);
    assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.querySelector('form')`), null);
  });

  it('that closes while somebody writes gives the words back', async () => {
    const closing = campaign();
    await endpoint.put(closing);
    put('/closing', closing.id);
    const visitor = await visit();
    await visitor.go(`${site.url}/closing`);
    await inState(visitor, 'open');
    await visitor.write('letter/body', 'She bakes bread for all of us.');
    await visitor.write('person/name', 'Sok Dara');
    await endpoint.put({ ...closing, closed: { at: '2020-01-01T00:00:00Z', text: 'It is over.' } });
    await send(visitor);
    await inState(visitor, 'closed');
    const text = await shown(visitor);
    assert.match(text, /closed before we received your letter/);
    assert.match(text, /Your Excellency,\s+She bakes bread for all of us\.\s+Yours sincerely,\s+Sok Dara/);
    assert.match(text, /Copy letter/);
    assert.deepEqual(endpoint.rows(closing.id), []);
  });

  for (const [name, off, dates] of [
    ['a year early: what opened is open', -365, { opens: at(-30) }],
    ['a year late: what is not closed yet is open', 365, { closes: at(30) }],
    ['a day late: what has not opened yet waits', 1, { opens: at(0.5) }],
  ] as const)
    it(`goes by the endpoint’s time on a device that is ${name}`, async () => {
      const letter = campaign(dates);
      await endpoint.put(letter);
      pages[`/${letter.id}`] = article(snippet(`${endpoint.url}/campaigns/${letter.id}.json`), wrongClock(off * dayLength));
      const visitor = await visit();
      await visitor.go(`${site.url}/${letter.id}`);
      await inState(visitor, 'opens' in dates && off > 0 ? 'upcoming' : 'open');
    });
});
