/** A postcard from a partner's page to the database, through moderation, to the wall. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { createArticle } from '../support/e2e/campaigns.ts';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, describeInPlaywright, waitForState, FORM, submitForm, getFormText } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';

const id = 'free-the-5kh';
let server: TestServer;
let site: Site;
before(async () => {
  server = await getDemoServer();
  const tag = (name: string, attributes = '') =>
    `<${name} src="${server.url}/campaigns/${id}.json" ${attributes} style="display:block;min-height:20rem"><a href="${server.url}/a/${id}">The campaign</a></${name}>`;
  const script = `<script type="module" src="${server.url}/v1/actions.js"></script>`;
  site = await startSite({
    '/': createArticle(
      script + tag('action-progress', 'partner="example-five"') + tag('postcard-form', 'partner="example-five" now="2016-10-10T12:00:00+07:00"') + tag('message-wall'),
    ),
  });
});
after(() => site.close());

interface Counts {
  people: number;
  postcards: Record<'received' | 'approved' | 'printed' | 'delivered' | 'paper', number>;
  perPerson: Record<string, number>;
}
const fetchCounts = async (): Promise<Counts> => (await fetch(`${server.url}/campaigns/${id}/counts.json`)).json() as Promise<Counts>;

describeInAllBrowsers('postcard on a partner’s page', (openPage, engine) => {
  it('goes to the person with the fewest cards, is thanked for and counted, and reaches the wall only once approved', async () => {
    const before = await fetchCounts();
    const submissionCount = server.readSubmissions(id).length;
    const message = `Sample words from ${engine}.`;
    const page = await openPage();
    await page.goto(`${site.url}/`);
    await waitForState(page, 'open');
    await page.waitFor(`${FORM}.shadowRoot.querySelector('.suggested')`);
    await page.click('postcard-form .flip-button');
    await page.waitFor(`${FORM}.shadowRoot.activeElement?.name === 'postcard/message'`);
    await page.fill('postcard/message', message);
    await page.fill('postcard/from', 'Sample sender');
    await page.click('postcard-form [name="postcard/publish"][value=yes]');
    await page.click('postcard-form [name="consent/news"][value=no]');
    assert.match(await page.evaluate<string>(`return ${FORM}.shadowRoot.querySelector('.back').innerText`), /Day 165/);
    await submitForm(page);
    await waitForState(page, 'sent');
    assert.match(await getFormText(page), /Thank you for writing to/);
    await page.waitFor(`document.querySelector('action-progress').shadowRoot.textContent.includes('${before.postcards.received + 1} cards sent')`);

    assert.equal(server.readSubmissions(id).length, submissionCount + 1);
    const { partner, submission } = server.readSubmissions(id).at(-1)!;
    assert.equal(partner, 'example-five');
    const { to, ...card } = submission.postcard!;
    assert.deepEqual(card, { design: 'lotus', message, from: 'Sample sender', publish: true });
    const minimum = Math.min(...Object.values(before.perPerson));
    assert.deepEqual(to.map((personId) => before.perPerson[personId]), [minimum]);
    const now = await fetchCounts();
    assert.equal(now.postcards.received, before.postcards.received + 1);
    assert.equal(now.perPerson[to[0]!], minimum + 1);

    // It is not approved yet.
    const fetchWall = async () => JSON.stringify(await (await fetch(`${server.url}/campaigns/${id}/messages.json`)).json());
    assert.ok(!(await fetchWall()).includes(message));
    const list = JSON.parse(await server.runCli('cards', 'list', '--campaign', id, '--stage', 'received', '--json')) as { id: string; text?: string }[];
    const storedCard = list.find(({ text }) => text === message)!;
    await server.runCli('cards', 'approve', storedCard.id);
    assert.ok((await fetchWall()).includes(message));
    // Use another page, because this one may cache the wall for 15 seconds.
    const readerPage = await openPage();
    await readerPage.goto(`${site.url}/?${engine}`);
    await readerPage.waitFor(`document.querySelector('message-wall').shadowRoot?.textContent.includes('${message}')`);
  });
});

describeInPlaywright('postcard form', (openPage) => {
  it('accepts a card through the plain form when the script does not load', async () => {
    const before = await fetchCounts();
    const { playwright: page } = await openPage();
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(`${server.url}/a/${id}?lang=en&partner=example-five`);
    await page.locator('[name="postcard/message"]').fill('Sample words in a plain form.');
    await page.locator('[name="postcard/from"]').fill('Sample sender');
    await page.locator('[name="consent/news"][value=no]').check();
    await page.locator('form button').click();
    await page.waitForURL(/thanks/);
    assert.match(await page.locator('main').innerText(), /We’ve received your card/);
    assert.equal((await fetchCounts()).postcards.received, before.postcards.received + 1);
    assert.equal(server.readSubmissions(id).at(-1)!.submission.postcard!.message, 'Sample words in a plain form.');
  });

  it('fits a screen of 320 px on both sides of the card, in three languages, without axe violations', async () => {
    const page = await openPage({ viewport: { width: 320, height: 640 } });
    await page.goto(`${server.url}/demo/five/languages.html`);
    const forms = `[...document.querySelectorAll('postcard-form')]`;
    await page.waitFor(`${forms}.length && ${forms}.every((form) => form.getAttribute('state') === 'open')`);
    for (const isFlipped of [false, true]) {
      if (isFlipped) await page.evaluate(`${forms}.forEach((form) => form.shadowRoot.querySelector('.flip-button').click())`);
      const width = await page.evaluate<number>(`return document.scrollingElement.scrollWidth`);
      assert.ok(width <= 320, `${width} px wide`);
      await assertNoAxeViolations(page);
    }
  });
});
