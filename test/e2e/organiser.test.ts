/** A campaign from nothing to delivered cards, by someone who uses only a keyboard: build, publish, embed, send, read, print, deliver, close, export. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { describeInPlaywright, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import { createArticle } from '../support/e2e/campaigns.ts';
import { inviteToDesk } from '../support/e2e/desk.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site } from '../support/e2e/site.ts';

let server: TestServer;
let site: Site;
const pages: Record<string, string> = {};

before(async () => {
  server = await startServer([]);
  site = await startSite(pages);
});
after(async () => {
  await site.close();
  await server.stop();
});

const id = 'cards-for-one';
const message = 'We think of you every day.';

/** What a person sees of the focused control, also inside an element. */
const readFocus = (page: Page) =>
  page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return { id: focused?.id ?? '', name: focused?.getAttribute('name') ?? '', text: focused?.textContent?.trim() ?? '', label: focused?.getAttribute('aria-label') ?? '' };
  });

/** Presses Tab until the control has the focus. @param target its id, its name, its label or its text */
async function tabTo(page: Page, target: string): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < 120; i++) {
    const focus = await readFocus(page);
    if (Object.values(focus).includes(target)) return;
    passed.push(focus.id || focus.label || focus.text);
    await page.keyboard.press('Tab');
  }
  assert.fail(`no control ${target} at ${page.url()}: ${[...new Set(passed)].join(', ')}`);
}

/** Replaces what a field contains. */
async function enter(page: Page, field: string, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Presses a button or follows a link that leads to another page. */
async function follow(page: Page, target: string): Promise<void> {
  await tabTo(page, target);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function check(page: Page, field: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Space');
}

describeInPlaywright('an organiser with a keyboard', (openPage) => {
  it('carries a campaign from nothing to delivered cards', async () => {
    const desk: PlaywrightPage = await openPage();
    const { playwright: page } = desk;
    const goto = (path: string) => page.goto(`${server.url}/desk${path}`);

    // Build.
    await goto(`/sign-in#${await inviteToDesk(server, 'Organiser')}`);
    await page.waitForFunction('!location.hash');
    await follow(page, 'Sign in');
    await follow(page, 'Start a campaign');
    await assertNoAxeViolations(desk);
    await enter(page, 'title', 'Cards for one');
    await enter(page, 'id', id);
    await enter(page, 'organiserName', 'A human-rights group');
    await enter(page, 'organiserUrl', 'https://group.example');
    await tabTo(page, 'kind');
    await page.keyboard.press('ArrowDown');
    await follow(page, 'Start');
    assert.match(await page.locator('main').innerText(), /What is still to do/);
    await assertNoAxeViolations(desk);

    await follow(page, 'Images');
    await tabTo(page, 'file');
    // The dialog that chooses a file belongs to the operating system.
    await page.locator('#file').setInputFiles('demo/card.png');
    await enter(page, 'alt', 'A lotus');
    await follow(page, 'Add');
    const [, src] = /"src":"([^"]+)"/.exec(await page.locator('.images code').innerText())!;
    await assertNoAxeViolations(desk);

    await goto(`/campaigns/${id}/parts/people`);
    await enter(page, '/people/0/name', 'Ny Sokha');
    await assertNoAxeViolations(desk);
    await follow(page, 'Save and go to: Letter');
    await goto(`/campaigns/${id}/parts/postcard`);
    await enter(page, '/postcard/designs/0/src', src!);
    await enter(page, '/postcard/designs/0/alt', 'A lotus');
    await assertNoAxeViolations(desk);
    await follow(page, 'Save');

    // Publish.
    await goto(`/campaigns/${id}`);
    await follow(page, 'Publish');
    assert.match(await page.locator('main').innerText(), /Everybody can see the newest version/);
    await follow(page, 'Code to put it on a site');

    // Embed.
    const postcardCode = await page.locator('#code').innerText();
    await page.goto(`${server.url}/embed-code?campaign=${id}&element=progress`);
    const progressCode = await page.locator('#code').innerText();
    pages['/'] = createArticle(`${postcardCode}\n${progressCode}`);
    const partner = await openPage();
    const { playwright: partnerPage } = partner;
    await partnerPage.goto(`${site.url}/`);
    await partner.waitFor("document.querySelector('postcard-form')?.getAttribute('state') === 'open'");

    // Send.
    await tabTo(partnerPage, 'Write on the back');
    await partnerPage.keyboard.press('Enter');
    await enter(partnerPage, 'postcard/message', message);
    await enter(partnerPage, 'postcard/from', 'A friend');
    await check(partnerPage, 'postcard/publish');
    await enter(partnerPage, 'person/name', 'Friend');
    await tabTo(partnerPage, 'Send my card');
    await partnerPage.keyboard.press('Enter');
    await partner.waitFor("document.querySelector('postcard-form').getAttribute('state') === 'sent'");

    // Read and approve.
    await goto('/cards');
    assert.match(await page.locator('#card').innerText(), new RegExp(message));
    await page.keyboard.press('a');
    await page.waitForURL(/decided=/);

    // Print.
    await follow(page, 'Printing');
    await assertNoAxeViolations(desk);
    await follow(page, 'Make a batch for Ny Sokha');
    await assertNoAxeViolations(desk);
    const pdf = await page.context().request.get(new URL((await page.locator('a', { hasText: 'PDF' }).getAttribute('href'))!, page.url()).href);
    assert.match((await pdf.body()).subarray(0, 8).toString('latin1'), /^%PDF-/);
    await follow(page, 'Open the sheets');
    assert.match(await page.locator('body').innerText(), new RegExp(message));
    await page.goBack({ waitUntil: 'commit' });
    await follow(page, 'The cards are on paper');

    // Deliver.
    await enter(page, 'place', 'Prey Sar');
    await follow(page, 'The cards have been delivered');
    assert.match(await page.locator('main').innerText(), /delivered, \d{4}-\d\d-\d\d, Prey Sar/);
    const visitor = await openPage();
    await visitor.goto(`${site.url}/`);
    await visitor.waitFor("/1 card delivered/.test(document.querySelector('action-progress')?.shadowRoot?.textContent)");

    // Close.
    await goto(`/campaigns/${id}/parts/dates`);
    await follow(page, 'Add: Closed by hand');
    await assertNoAxeViolations(desk);
    await page.locator('#\\/closed\\/at').fill('2026-01-01T00:00');
    await enter(page, '/closed/text', 'They are free.');
    await follow(page, 'Save');
    await goto(`/campaigns/${id}`);
    await follow(page, 'Publish the changes');
    const lateVisitor = await openPage();
    await lateVisitor.goto(`${site.url}/`);
    await lateVisitor.waitFor("/They are free\\./.test(document.querySelector('postcard-form')?.shadowRoot?.textContent)");

    // Export.
    await goto('/exports');
    await tabTo(page, 'kind');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Download');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const csv = readFileSync(await download.path(), 'utf8');
    assert.match(csv, new RegExp(`${message}.*`));
    assert.match(csv, /delivered/);
    assert.deepEqual(desk.consoleMessages, []);
  });
}, ['chromium']);
