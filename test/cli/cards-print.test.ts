/** `cards print`: approved cards on A4 sheets, four on each, with backs that match their fronts. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { CardDetails } from '../../src/server/db/cards-repository.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { collect } from '../server/cards.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

const messages = [
  { message: 'First <b>&</b>\n\nSecond paragraph.', from: 'Anna', language: 'en' },
  { message: 'យើងគិតដល់អ្នក', from: 'សុខា', language: 'km' },
  { message: 'نفكر فيك', from: 'ليلى', language: 'ar' },
  { message: 'Fourth', from: 'Dora', language: 'en' },
  { message: `A long one. ${'We think of you every day. '.repeat(30)}`, from: 'Eve', language: 'en' },
];

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`cards print (${kind})`, () => {
    let database: CampaignDatabase;
    let campaign: Campaign;
    /** By person, in the order of arrival. */
    let cards: CardDetails[];
    const folder = createTempFolder();

    before(async () => {
      campaign = createPostcardCampaign({ id: `print-${kind}` });
      campaign.people![0]!.place = 'Prey Sar';
      campaign.postcard!.designs = [{ id: 'lotus', src: 'lotus.svg', alt: 'A lotus' }, { id: 'remote', src: 'https://elsewhere.example/a.png', alt: 'A far image' }];
      campaign.postcard!.maxLength = 2000;
      database = await openCampaignDatabase(kind, [campaign]);
      writeFileSync(join(database.env['CAMPAIGNS_DIR']!, 'lotus.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2" fill="pink"/></svg>');
      const server = createTestServer(database.store, [campaign]);
      for (const [i, { language, ...text }] of messages.entries()) {
        server.time += 1000;
        const postcard = { to: ['ny-sokha'], design: i === 3 ? 'remote' : 'lotus', ...text };
        assert.equal((await server.submit(campaign, createPostcard({ language, postcard }))).status, 201);
      }
      server.time += 1000;
      assert.equal((await server.submit(campaign, createPostcard({ postcard: { to: ['lim-mony'], design: 'lotus', message: 'To Mony', from: 'Finn' } }))).status, 201);
      const all = await database.store.cards.find({ campaign: campaign.id });
      cards = ['ny-sokha', 'lim-mony'].flatMap((person) => all.filter((card) => card.person === person));
      await collect(applyStep(database.store, cards.map(({ id }) => id), 'approved', { at: Date.now() }));
    });
    after(() => database.close());

    const print = (...args: string[]) => runInProcess(['cards', 'print', ...args], database.env);
    /** The ids of the cards on each page of paper, in the order of reading. */
    const readBacks = (page: string) =>
      page.split('<section class="cards">').slice(1).filter((_, i) => i % 2 === 1).map((section) => [...section.matchAll(/<div><\/div>|<p class="id">(\w+)<\/p>/g)].map(([, id]) => id));

    it('puts four cards on a sheet, with each back behind its front, and a list for each person', async () => {
      const file = join(folder, `${kind}.html`);
      const { code, stdout } = await print('--campaign', campaign.id, '--output', file);
      assert.equal(code, 0);
      const ids = cards.map(({ id }) => id);
      assert.deepEqual(stdout.trim().split('\n'), ids.map((id) => `${id}: in the file`));
      const page = readFileSync(file, 'utf8');
      assert.deepEqual(readBacks(page), [[ids[1], ids[0], ids[3], ids[2]], [undefined, ids[4], undefined, undefined], [undefined, ids[5], undefined, undefined]]);
      const fronts = page.split('<section class="cards">').slice(1).filter((_, i) => i % 2 === 0);
      assert.deepEqual(fronts.map((section) => section.match(/class="front"/g)!.length), [4, 1, 1]);
      assert.match(fronts[0]!, /<img src="data:image\/svg\+xml;base64,[^"]+" alt="A lotus">/);
      const lists = [...page.matchAll(/<section class="list">\n<h1><bdi>(.*?)<\/bdi><\/h1>\n(?:<p><bdi>(.*?)<\/bdi><\/p>)?[^]*?<ol>(.*?)<\/ol>/g)].map(([, name, place, items]) => [name, place, items!.match(/<li /g)!.length]);
      assert.deepEqual(lists, [['Ny Sokha', 'Prey Sar', 5], ['Lim Mony', undefined, 1]]);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it('keeps each text as it was written, in its own language, and asks no other server', async () => {
      const file = join(folder, `${kind}-texts.html`);
      const { stderr } = await print('--campaign', campaign.id, '--person', 'ny-sokha', '--output', file);
      const page = readFileSync(file, 'utf8');
      assert.match(page, /lang="en"><p dir="auto">First &lt;b&gt;&amp;&lt;\/b&gt;<\/p><p dir="auto">Second paragraph\.<\/p><p class="from" dir="auto">Anna<\/p>/);
      assert.match(page, /lang="km"><p dir="auto">យើងគិតដល់អ្នក<\/p>/);
      assert.match(page, /lang="ar"><p dir="auto">نفكر فيك<\/p>/);
      assert.match(page, /font-family: 'print noto-serif-khmer khmer'/);
      assert.doesNotMatch(page, /To Mony|noto-serif-lao/);
      assert.match(stderr, /^https:\/\/elsewhere\.example\/a\.png: not an image in .*, so its description is printed instead$/m);
      assert.ok(page.includes('<p dir="auto">A far image</p>') && !page.includes('elsewhere.example'));
    });

    it('prints a named card again, and says why another one is not printed', async () => {
      const [first, second] = cards as [CardDetails, CardDetails];
      await collect(applyStep(database.store, [first.id], 'printed', { at: Date.now() }));
      const server = createTestServer(database.store, [campaign]);
      await server.submit(campaign, createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'Unread', from: 'Gina' } }));
      const unread = (await database.store.cards.find({ campaign: campaign.id, stages: ['received'] }))[0]!;
      const file = join(folder, `${kind}-again.html`);
      const { code, stderr } = await print(first.id, second.id.toUpperCase(), unread.id, '--output', file);
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`^${unread.id}: not approved, so it is not printed$`, 'm'));
      assert.deepEqual(readBacks(readFileSync(file, 'utf8')), [[second.id, first.id, undefined, undefined]]);
      const selected = await print('--campaign', campaign.id, '--person', 'ny-sokha', '--output', join(folder, `${kind}-rest.html`));
      assert.ok(!selected.stdout.includes(first.id) && selected.stdout.includes(second.id));
    });

    it('never replaces a file, and needs one whose kind it knows', async () => {
      const file = join(folder, `${kind}-kept.html`);
      writeFileSync(file, 'kept');
      assert.equal((await print('--campaign', campaign.id, '--output', file)).code, 2);
      assert.equal(readFileSync(file, 'utf8'), 'kept');
      for (const args of [[], ['--output', 'cards.txt']]) assert.match((await print('--campaign', campaign.id, ...args)).stderr, /missing --output FILE, with a name that ends in \.html or \.pdf/);
      assert.match((await print('--output', join(folder, 'x.html'))).stderr, /name the cards either by id or --from, or by --campaign or --person/);
      assert.match((await print('--campaign', campaign.id, '--output', join(folder, 'nowhere', 'x.html'))).stderr, /cannot write .*: ENOENT/);
    });

    it('writes a PDF with a page for the list, and one for each side of a sheet', async () => {
      const file = join(folder, `${kind}.pdf`);
      assert.equal((await print('--campaign', campaign.id, '--person', 'ny-sokha', '--output', file)).code, 0);
      const pdf = readFileSync(file, 'latin1');
      assert.ok(pdf.startsWith('%PDF-'));
      assert.deepEqual([...pdf.matchAll(/\/MediaBox \[0 0 (\d+)\S* (\d+)\S*\]/g)].map(([, width, height]) => [width, height]), Array(3).fill(['841', '594']));
      assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it('is recorded with the ids of the cards', async () => {
      const entries = (await database.store.audit.find({ campaign: campaign.id })).filter(({ command }) => command === 'cards print');
      assert.equal(entries[0]!.affected, 6);
      assert.deepEqual(JSON.parse(entries[0]!.ids), cards.map(({ id }) => id));
    });
  });
