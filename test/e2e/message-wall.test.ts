/** The message wall on a partner's page: approved messages, and nothing else. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assertNoAxeViolations } from '../support/e2e/axe.ts';
import { createArticle, createCampaign } from '../support/e2e/campaigns.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { describeInAllBrowsers, waitForState, submitForm } from '../support/e2e/browser-page.ts';
import { waitUntil } from '../support/wait-until.ts';

const createPerson = (id: string, name: string) => ({ id, name, timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] });
const campaign = createCampaign({
  people: [createPerson('baker', 'Ada Baker'), createPerson('miller', 'Bo Miller')],
  postcard: {
    to: ['baker', 'miller'],
    choose: 'some',
    suggest: 'none',
    designs: [{ id: 'plain', src: '/plain.svg', alt: 'Plain' }],
    maxLength: 500,
    guidance: ['Greet them by name.'],
    publish: 'ask',
  },
});
/** One message for each language. */
const messagesByLanguage = {
  en: 'You are not forgotten.',
  km: 'អ្នក​មិន​ត្រូវ​បាន​គេ​បំភ្លេច​ឡើយ។',
  ar: 'لستم وحدكم، نحن نفكر فيكم كل يوم.',
  my: 'သင်တို့ကို မမေ့ပါ။',
};
/** More messages than one page has. */
const englishCards = Array.from({ length: 56 }, (_, i) => ({ language: 'en', message: `Card ${i + 1}` }));

const folder = mkdtempSync(join(tmpdir(), 'wall-'));
const env = { DATA_DIR: join(folder, 'data'), CAMPAIGNS_DIR: join(folder, 'campaigns') };
let server: TestServer;
let site: Site;

async function postCard(card: { language: string; message: string; publish?: boolean }): Promise<void> {
  const { language, message, publish = true } = card;
  const body = {
    id: randomUUID(),
    kind: 'postcard',
    language,
    person: { name: 'A Supporter' },
    postcard: { to: ['baker', 'miller'], design: 'plain', message, from: 'A friend', publish },
  };
  const response = await fetch(`${server.url}/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(response.status, 201, await response.text());
  // Two messages received in the same millisecond would have no order.
  const now = Date.now();
  await waitUntil('the next millisecond begins', () => Date.now() > now);
}

const cliPath = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const runCards = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [cliPath, 'cards', ...args], { env: { PATH: process.env['PATH'], ...env } })).stdout;

before(async () => {
  mkdirSync(env.CAMPAIGNS_DIR);
  writeFileSync(join(env.CAMPAIGNS_DIR, `${campaign.id}.json`), JSON.stringify(campaign));
  server = await startServer(undefined, env);
  const unreviewed = 'Not reviewed yet';
  for (const card of englishCards) await postCard(card);
  for (const [language, message] of Object.entries(messagesByLanguage)) await postCard({ language, message });
  for (const message of ['Declined', unreviewed]) await postCard({ language: 'en', message });
  await postCard({ language: 'en', message: 'Not for the public', publish: false });
  const storedCards = JSON.parse(await runCards('list', '--campaign', campaign.id, '--json')) as { id: string; text: string }[];
  const findIds = (matches: (text: string) => boolean) => storedCards.filter(({ text }) => matches(text)).map(({ id }) => id);
  await runCards('approve', ...findIds((text) => text !== unreviewed && text !== 'Declined'));
  await runCards('decline', ...findIds((text) => text === 'Declined'));

  const src = `src="${server.url}/campaigns/${campaign.id}.json" style="display:block;min-height:10rem"`;
  const link = `<a href="${server.url}/a/${campaign.id}">The action</a>`;
  site = await startSite({
    '/': createArticle(`<script type="module" src="${server.url}/v1/actions.js"></script>
      <action-progress ${src}>${link}</action-progress>
      <action-letter ${src}>${link}</action-letter>
      <message-wall ${src}>${link}</message-wall>`),
  });
});
after(async () => {
  await site.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const WALL = `document.querySelector('message-wall').shadowRoot`;
const CARDS = `[...(${WALL}?.querySelectorAll('.card') ?? [])]`;
const TEXTS = `${CARDS}.map((card) => card.querySelector('.message').textContent.trim())`;
const PROGRESS = `document.querySelector('action-progress').shadowRoot?.textContent ?? ''`;

describeInAllBrowsers('message wall on a partner’s page', (openPage) => {
  it('shows approved messages, newest first, and more on request', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/`);
    await page.waitFor(`${CARDS}.length === 12`);
    const newest = [...englishCards.map(({ message }) => message), ...Object.values(messagesByLanguage)].reverse();
    assert.deepEqual(await page.evaluate(`return ${TEXTS}`), newest.slice(0, 12));
    assert.match(await page.evaluate<string>(`return ${CARDS}[0].textContent`), /To Ada Baker and Bo Miller/);

    for (const count of [24, 36, 48, 60]) {
      await page.evaluate(`${WALL}.querySelector('[part=button]').click()`);
      await page.waitFor(`${CARDS}.length === ${count}`);
    }
    assert.deepEqual(await page.evaluate(`return ${TEXTS}`), newest);
    await page.waitFor(`!${WALL}.querySelector('[part=button]')`);
    await page.waitFor(`${WALL}.querySelector('[role=status]').textContent.includes('12 more messages')`);
    assert.deepEqual(page.consoleMessages, []);
    await assertNoAxeViolations(page, ['region', 'landmark-one-main']);
  });

  it('shows each message in its own language and direction', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/`);
    await page.waitFor(`${CARDS}.length === 12`);
    const styles = `${CARDS}.slice(0, 4).map((card) => {
      const message = card.querySelector('.message');
      return [message.lang, getComputedStyle(message).direction];
    })`;
    assert.deepEqual(await page.evaluate(`return ${styles}`), [['my', 'ltr'], ['ar', 'rtl'], ['km', 'ltr'], ['en', 'ltr']]);
  });

  it('shares the page with a progress bar that counts a letter sent there', async () => {
    const page = await openPage();
    await page.goto(`${site.url}/`);
    await waitForState(page, 'open');
    await page.waitFor(`/\\d+ people have taken part. Our goal: 100/.test(${PROGRESS})`);
    const getPeople = async () => Number(/(\d+) people have taken part\. Our goal: 100/.exec(await page.evaluate<string>(`return ${PROGRESS}`))?.[1]);
    const before = await getPeople();
    await page.fill('person/name', 'Sok Dara');
    await submitForm(page);
    await waitForState(page, 'sent');
    await page.waitFor(`(${PROGRESS}).includes('${before + 1} people have taken part. Our goal: 100')`);
  });
});
