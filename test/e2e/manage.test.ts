/** A supporter sees and erases what they sent, with the link of the thank-you message, also without scripts. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createCampaign } from '../support/e2e/campaigns.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import { describeInAllBrowsers, describeInPlaywright, FORM, submitForm, waitForState } from '../support/e2e/browser-page.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { TestServer } from '../support/e2e/server.ts';

const letter = createCampaign({ id: 'own-data' });
let server: TestServer;
/** Serves the pages of the server, and records the requests for them. */
let proxy: FaultProxy;
/** The same with a policy under which no engine runs scripts. */
let sandboxed: FaultProxy;
before(async () => {
  server = await serveCampaigns(letter);
  proxy = await startFaultProxy(server.url, () => 'pass');
  sandboxed = await startFaultProxy(server.url, () => 'pass', { 'content-security-policy': 'sandbox allow-forms allow-same-origin' });
});
after(async () => {
  await proxy.close();
  await sandboxed.close();
});

const isErased = () => !server.readSubmissions(letter.id).length;
const assertSecretInNoAddress = ({ requests }: FaultProxy, secret: string) => {
  for (const { path, headers } of requests) assert.ok(!`${path} ${headers.referer}`.includes(secret), path);
};

describeInAllBrowsers('manage link', (openPage) => {
  it('shows what was sent, and erases it once that is confirmed', async () => {
    const page = await openPage();
    await page.goto(`${proxy.url}/a/${letter.id}`);
    await waitForState(page, 'open');
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await waitForState(page, 'sent');
    const findLink = `${FORM}.shadowRoot.querySelector('a[href*="/manage"]')`;
    await page.waitFor(findLink);
    const link = new URL(await page.evaluate<string>(`return ${findLink}.href`));
    assert.equal(link.origin, proxy.url);

    await page.goto(link.href);
    await page.waitFor(`document.querySelector('main')?.innerText.includes('Sok Dara')`);
    assert.ok(!(await page.url()).includes(link.hash.slice(1)), 'the secret is in the address');
    await page.click('form[action="/manage/erase"] button');
    await page.waitFor(`document.querySelector('input[name=confirm]')`);
    assert.equal(isErased(), false);
    await page.click('form[action="/manage/erase"] button');
    await page.waitFor(`document.querySelector('h1')?.innerText.includes('has been erased')`);
    assert.equal(isErased(), true);
    await page.goto(link.href);
    await page.waitFor(`document.querySelector('main')?.innerText.includes('has been erased')`);
    assert.ok(!(await page.evaluate<string>('return document.body.innerText')).includes('Sok Dara'));
    assertSecretInNoAddress(proxy, link.hash.slice(1));
  });
});

describeInPlaywright('manage link without scripts', (openPage) => {
  it('is pasted into the page, which shows what was sent, and erases it once that is confirmed', async () => {
    const { playwright: page } = await openPage();
    await page.goto(`${sandboxed.url}/a/${letter.id}`);
    await page.locator('[name="person/name"]').fill('Sok Dara');
    await page.locator('[name="person/name"]').press('Enter');
    const link = new URL((await page.locator('a[href*="/manage"]').getAttribute('href'))!, sandboxed.url);

    await page.goto(`${sandboxed.url}/manage`);
    await page.locator('#secret').fill(link.href);
    await page.locator('#link-form button').click();
    await page.getByText('Sok Dara').first().waitFor();
    await page.locator('form[action="/manage/erase"] button').click();
    await page.locator('input[name=confirm]').waitFor({ state: 'attached' });
    assert.equal(isErased(), false);
    await page.locator('form[action="/manage/erase"] button').click();
    await page.locator('h1', { hasText: 'has been erased' }).waitFor();
    await waitUntil('it is erased', isErased);
    assertSecretInNoAddress(sandboxed, link.hash.slice(1));
  });
});
