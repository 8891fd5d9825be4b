/** Sealed submissions, opened on the desk in a browser: the key, and what it opens, never leave the tab. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import { sealSubmission } from '../../src/sealing/seal-submission.ts';
import { createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createAgeKey } from '../support/age-keys.ts';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import { signInToDesk } from '../support/e2e/desk.ts';
import { serveCampaigns } from '../support/e2e/shared-servers.ts';
import type { TestServer } from '../support/e2e/server.ts';

const { identity, recipient } = await createAgeKey();
const campaign = createPostcardCampaign({ id: 'desk-sealed', seal: { recipient } });
const canary = 'Q7canaryQ7';
let server: TestServer;
before(async () => (server = await serveCampaigns(campaign)));

async function submit(message: string, more: { publish?: boolean } = {}): Promise<void> {
  const card = createPostcard({ language: 'km', person: { name: `${canary} Dara` }, postcard: { to: ['ny-sokha'], design: 'lotus', message, from: 'សុខ', ...more } });
  const body = JSON.stringify(await sealSubmission(card as unknown as Submission, recipient));
  const { status } = await fetch(`${server.url}/campaigns/${campaign.id}/submissions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  assert.equal(status, 201);
}

async function chooseKeyFile(page: Page): Promise<void> {
  await page.locator('#key-file').setInputFiles({ name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(`# public key: ${recipient}\n${identity}\n`) });
  await page.locator('#results').waitFor();
}

/** Signs a moderator in, who opens what was sealed. */
async function openSubmissions({ playwright: page, context }: PlaywrightPage): Promise<void> {
  await signInToDesk(context, server, 'moderator');
  await page.goto(`${server.url}/desk/sealed?campaign=${campaign.id}`);
  await chooseKeyFile(page);
}

describeInPlaywright('sealed submissions on the desk', (openPage, engine) => {
  it('are opened, searched, decided and saved, and nothing of that is sent but the id of a card', async () => {
    await submit(`${canary} <b>យើងគិតដល់អ្នក</b>`);
    await submit(`${canary} another ${engine}`);
    const browserPage = await openPage();
    const { playwright: page, context, consoleMessages } = browserPage;
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
    await signInToDesk(context, server, 'moderator');
    await page.goto(`${server.url}/desk/sealed?campaign=${campaign.id}`);
    await page.locator('#key').fill(recipient);
    await page.locator('#open').click();
    const status = page.locator('#sealed-status');
    assert.match(await status.innerText(), /no secret key/);
    await page.locator('#key').fill((await createAgeKey()).identity);
    await page.locator('#open').click();
    await status.getByText('sealed with another key').waitFor();

    await chooseKeyFile(page);
    assert.equal(await page.locator('#key').inputValue(), '');
    const text = page.locator('#opened [data-part=text]', { hasText: 'យើងគិតដល់អ្នក' }).first();
    assert.equal(await text.innerText(), `${canary} <b>យើងគិតដល់អ្នក</b>`);
    assert.deepEqual([await text.getAttribute('lang'), await text.getAttribute('dir')], ['km', 'auto']);
    await assertNoAxeViolations(browserPage);

    await page.locator('#search').fill(`ANOTHER ${engine}`);
    await page.locator('#opened > li').nth(1).waitFor({ state: 'detached' });
    assert.equal(await page.locator('#opened > li').count(), 1);
    const card = page.locator('#opened .decided');
    await card.locator('button', { hasText: /^Approve$/ }).click();
    await card.getByText(': approved').waitFor();
    await card.locator('button', { hasText: 'Undo' }).click();
    await card.getByText(': received').waitFor();
    await card.locator('summary').click();
    await card.locator('button', { hasText: 'spam' }).click();
    await card.getByText(': declined').waitFor();
    // Only Chromium reports downloads to tests: the others are asked for the bytes of the file.
    await page.evaluate(`{ const create = URL.createObjectURL; URL.createObjectURL = (blob) => create.call(URL, globalThis.savedFile = blob); }`);
    const downloading = engine === 'chromium' ? page.waitForEvent('download') : undefined;
    await page.locator('#save-csv').click();
    const saved = await page.evaluate<string>('savedFile.text()');
    assert.match(saved, new RegExp(`${canary} another ${engine},សុខ,${canary} Dara,`));
    if (downloading) assert.equal(readFileSync(await (await downloading).path(), 'utf8').replace('\ufeff', ''), saved);

    // Only Chromium shows tests the body of a request.
    if (engine === 'chromium') assert.ok(sent.some((request) => /POST .*\/desk\/cards id=\w+&version=0&action=approve$/.test(request)));
    assert.ok(!sent.some((request) => request.includes(canary) || /AGE-SECRET/i.test(request)));
    assert.deepEqual(consoleMessages, []);
    await page.locator('#forget').click();
    await page.locator('#results').waitFor({ state: 'hidden' });
  });
  it('are published on the wall, which sends the message and the name on the card and nothing else', async () => {
    const message = `To the wall, in ${engine}`;
    await submit(message, { publish: true });
    const browserPage = await openPage();
    const { playwright: page, consoleMessages } = browserPage;
    const bodies: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && bodies.push(request.postData() ?? '')));
    await openSubmissions(browserPage);
    await page.locator('#search').fill(message);
    await page.locator('#opened > li').nth(1).waitFor({ state: 'detached' });
    const card = page.locator('#opened .decided');
    await card.locator('button', { hasText: 'Approve and publish' }).click();
    await card.getByText(': approved, on the wall').waitFor();
    const fetchWall = async () => (await (await fetch(`${server.url}/campaigns/${campaign.id}/messages.json`)).text()).includes(message);
    assert.ok(await fetchWall());
    // Only Chromium shows tests the body of a request.
    if (engine === 'chromium') assert.deepEqual([...new URLSearchParams(bodies.at(-1)).keys()], ['id', 'version', 'action', 'text', 'from']);
    await card.locator('button', { hasText: 'Take off the wall' }).click();
    await card.getByText(/: approved$/).waitFor();
    assert.ok(!(await fetchWall()));
    assert.deepEqual(consoleMessages, []);
  });

  it('are printed on the sheets of their batch in the tab', async () => {
    const message = `On paper, in ${engine}\n\nយើងគិតដល់អ្នក`;
    await submit(message);
    const browserPage = await openPage();
    const { playwright: page, consoleMessages } = browserPage;
    // The dialog of the browser would stop the test.
    await page.addInitScript(`globalThis.print = () => top.printedText = document.body.innerText`);
    await openSubmissions(browserPage);
    await page.locator('#search').fill(`paper ${engine}`);
    await page.locator('#opened > li').nth(1).waitFor({ state: 'detached' });
    await page.locator('#opened .decided button', { hasText: /^Approve$/ }).click();
    await page.locator('#opened .decided').getByText(': approved').waitFor();
    await page.goto(`${server.url}/desk/print`);
    await page.locator('tr', { hasText: campaign.id }).locator('button').first().click();
    await page.locator('a', { hasText: 'with your key' }).click();
    await chooseKeyFile(page);
    await page.locator('#print').click();
    await page.locator('#print-status').getByText(/^On the sheets: \d+\.$/).waitFor();
    assert.match(await page.evaluate<string>('printedText'), new RegExp(`On paper, in ${engine}\\s+យើងគិតដល់អ្នក\\s+សុខ`));
    const frame = page.frameLocator('#sheets');
    assert.equal(await frame.locator('.front :is(img, p)').count(), await frame.locator('.back').count());
    assert.ok(await frame.locator('.message', { hasText: `On paper, in ${engine}` }).evaluate((text) => text.scrollHeight <= text.clientHeight));
    assert.deepEqual(consoleMessages, []);
  });
});
