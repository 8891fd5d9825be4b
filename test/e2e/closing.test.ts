/** Letters that open later, that are closed, and that close while a supporter writes. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { createClockScript } from '../support/e2e/device-clock.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, FORM, submitForm, getFormText } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

const upcomingCampaign = createCampaign({ opens: '2100-03-01T00:00:00Z' });
const closedCampaign = createCampaign({ closed: { at: '2018-08-01T00:00:00Z', text: 'The baker is home.', people: 10_000 } });
const dayLength = 86_400_000;
/** Returns the time this many days from now. */
const daysFromNow = (days: number) => new Date(Date.now() + days * dayLength).toISOString();
let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};
const addPage = (path: string, id: string) => (pages[path] = createArticle(createSnippet(`${server.url}/campaigns/${id}.json`)));
before(async () => {
  server = await serveCampaigns(upcomingCampaign, closedCampaign);
  site = await startSite(pages);
  addPage('/upcoming', upcomingCampaign.id);
  addPage('/closed', closedCampaign.id);
});
after(() => site.close());

describeInAllBrowsers('letter outside its opening times', (openPage) => {
  it('shows the opening date before it opens', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/upcoming`);
    await waitForState(page, 'upcoming');
    assert.match(await getFormText(page), /opens on March 1, 2100/);
    assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('form')`), null);
  });

  it('shows the closing statement and the number of people once it is closed', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/closed`);
    await waitForState(page, 'closed');
    assert.match(await getFormText(page), /This action closed on .*The baker is home\..*10,000 people took part/s);
    assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.querySelector('form')`), null);
  });

  it('returns the typed text when it closes while a supporter writes', async () => {
    const closing = createCampaign();
    await server.publishCampaign(closing);
    addPage('/closing', closing.id);
    const page = await openPage();
    await page.goto(`${site.url}/closing`);
    await waitForState(page, 'open');
    await page.fill('letter/body', 'She bakes bread for all of us.');
    await page.fill('person/name', 'Sok Dara');
    await server.publishCampaign({ ...closing, closed: { at: '2020-01-01T00:00:00Z', text: 'It is over.' } });
    await submitForm(page);
    await waitForState(page, 'closed');
    const text = await getFormText(page);
    assert.match(text, /closed before we received your letter/);
    assert.match(text, /Your Excellency,\s+She bakes bread for all of us\.\s+Yours sincerely,\s+Sok Dara/);
    assert.match(text, /Copy letter/);
    assert.deepEqual(server.readSubmissions(closing.id), []);
  });

  for (const [description, clockOffset, dates] of [
    ['is open after it opened, on a device a year behind', -365, { opens: daysFromNow(-30) }],
    ['is open before it closes, on a device a year ahead', 365, { closes: daysFromNow(30) }],
    ['is upcoming before it opens, on a device a day ahead', 1, { opens: daysFromNow(0.5) }],
  ] as const)
    it(description, async () => {
      const letter = createCampaign(dates);
      await server.publishCampaign(letter);
      pages[`/${letter.id}`] = createArticle(createSnippet(`${server.url}/campaigns/${letter.id}.json`), createClockScript(clockOffset * dayLength));
      const page = await openPage();
      await page.goto(`${site.url}/${letter.id}`);
      await waitForState(page, 'opens' in dates && clockOffset > 0 ? 'upcoming' : 'open');
    });
});
