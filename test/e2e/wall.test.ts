/** The wall on a partner's page: what was sent, read and approved, and nothing else. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { axeFaults } from '../support/e2e/axe.ts';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inAll, inState, send } from '../support/e2e/visitor.ts';
import { until } from '../support/until.ts';

const person = (id: string, name: string) => ({ id, name, timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] });
const five = campaign({
  people: [person('baker', 'Ada Baker'), person('miller', 'Bo Miller')],
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
/** What was written, by the language it was written in. */
const scripts = {
  en: 'You are not forgotten.',
  km: 'អ្នក​មិន​ត្រូវ​បាន​គេ​បំភ្លេច​ឡើយ។',
  ar: 'لستم وحدكم، نحن نفكر فيكم كل يوم.',
  my: 'သင်တို့ကို မမေ့ပါ။',
};
/** More than come at once. */
const plain = Array.from({ length: 56 }, (_, i) => ({ language: 'en', message: `Card ${i + 1}` }));

const folder = mkdtempSync(join(tmpdir(), 'wall-'));
const env = { DATA_DIR: join(folder, 'data'), CAMPAIGNS_DIR: folder };
let endpoint: Endpoint;
let site: Site;

async function post(card: { language: string; message: string; publish?: boolean }): Promise<void> {
  const { language, message, publish = true } = card;
  const body = {
    id: randomUUID(),
    kind: 'postcard',
    language,
    person: { name: 'A Supporter' },
    postcard: { to: ['baker', 'miller'], design: 'plain', message, from: 'A friend', publish },
  };
  const response = await fetch(`${endpoint.url}/campaigns/${five.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(response.status, 201, await response.text());
  // Of two in one millisecond none is newer.
  const now = Date.now();
  await until('the clock has moved on', () => Date.now() > now);
}

const main = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const cards = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [main, 'cards', ...args], { env: { PATH: process.env['PATH'], ...env } })).stdout;

before(async () => {
  writeFileSync(join(folder, `${five.id}.json`), JSON.stringify(five));
  endpoint = await startEndpoint(undefined, env);
  const unread = 'Nobody has read this';
  for (const card of plain) await post(card);
  for (const [language, message] of Object.entries(scripts)) await post({ language, message });
  for (const message of ['Declined', unread]) await post({ language: 'en', message });
  await post({ language: 'en', message: 'Not for the public', publish: false });
  const all = JSON.parse(await cards('list', '--campaign', five.id, '--json')) as { id: string; text: string }[];
  const ids = (wanted: (text: string) => boolean) => all.filter(({ text }) => wanted(text)).map(({ id }) => id);
  await cards('approve', ...ids((text) => text !== unread && text !== 'Declined'));
  await cards('decline', ...ids((text) => text === 'Declined'));

  const src = `src="${endpoint.url}/campaigns/${five.id}.json" style="display:block;min-height:10rem"`;
  const page = `<a href="${endpoint.url}/a/${five.id}">The action</a>`;
  site = await startSite({
    '/': article(`<script type="module" src="${endpoint.url}/v1/actions.js"></script>
      <action-progress ${src}>${page}</action-progress>
      <action-letter ${src}>${page}</action-letter>
      <message-wall ${src}>${page}</message-wall>`),
  });
});
after(async () => {
  await site.close();
  await endpoint.stop();
  rmSync(folder, { recursive: true, force: true });
});

const WALL = `document.querySelector('message-wall').shadowRoot`;
const CARDS = `[...(${WALL}?.querySelectorAll('.card') ?? [])]`;
const TEXTS = `${CARDS}.map((card) => card.querySelector('.message').textContent.trim())`;
const PROGRESS = `document.querySelector('action-progress').shadowRoot?.textContent ?? ''`;

inAll('a wall on a partner’s page', (visit) => {
  it('shows what was approved, newest first, and more on request', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/`);
    await visitor.until(`${CARDS}.length === 12`);
    const newest = [...plain.map(({ message }) => message), ...Object.values(scripts)].reverse();
    assert.deepEqual(await visitor.js(`return ${TEXTS}`), newest.slice(0, 12));
    assert.match(await visitor.js<string>(`return ${CARDS}[0].textContent`), /To Ada Baker and Bo Miller/);

    for (const shown of [24, 36, 48, 60]) {
      await visitor.js(`${WALL}.querySelector('[part=button]').click()`);
      await visitor.until(`${CARDS}.length === ${shown}`);
    }
    assert.deepEqual(await visitor.js(`return ${TEXTS}`), newest);
    await visitor.until(`!${WALL}.querySelector('[part=button]')`);
    await visitor.until(`${WALL}.querySelector('[role=status]').textContent.includes('12 more messages')`);
    assert.deepEqual(visitor.console, []);
    assert.deepEqual(await axeFaults(visitor, ['region', 'landmark-one-main']), []);
  });

  it('has each message in its own language and direction', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/`);
    await visitor.until(`${CARDS}.length === 12`);
    const look = `${CARDS}.slice(0, 4).map((card) => {
      const message = card.querySelector('.message');
      return [message.lang, getComputedStyle(message).direction];
    })`;
    assert.deepEqual(await visitor.js(`return ${look}`), [['my', 'ltr'], ['ar', 'rtl'], ['km', 'ltr'], ['en', 'ltr']]);
  });

  it('stands beside a number that moves with a letter sent on the page', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/`);
    await inState(visitor, 'open');
    await visitor.until(`/\\d+ people have taken part\\. Our goal: 100/.test(${PROGRESS})`);
    const people = async () => Number(/(\d+) people have taken part\. Our goal: 100/.exec(await visitor.js<string>(`return ${PROGRESS}`))?.[1]);
    const before = await people();
    await visitor.write('person/name', 'Sok Dara');
    await send(visitor);
    await inState(visitor, 'sent');
    await visitor.until(`(${PROGRESS}).includes('${before + 1} people have taken part. Our goal: 100')`);
  });
});
