/** The demonstration's cards: made once, by the road of real ones, however often it starts and whatever breaks it off. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import type { Messages } from '../../src/campaign/schema/messages.schema.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { createPlan, type Sample } from '../../src/server/demo-data/plan.ts';
import { seed } from '../../src/server/demo-data/seed.ts';
import type { Store } from '../../src/server/db/store.ts';
import { collect, sumCards } from './cards.ts';
import { startServerProcess } from './process.ts';
import { createTestServer, describeWithBothStores, createPostcard, createTempFolder } from './support.ts';

const read = (path: string) => readFileSync(new URL(`../../demo/${path}`, import.meta.url), 'utf8');
const samples = JSON.parse(read('samples.json')) as Sample[];
const demo = lintCampaign(read('campaigns/free-the-5kh.json')).campaign!;
const end = Date.parse('2016-10-10T23:59:59Z');
const begin = Date.parse('2016-08-08T00:00:00Z');

let copies = 0;
/** The demonstration's campaign under another id, since a database serves several tests. */
const copy = (): Campaign => ({ ...demo, id: `five-${++copies}` });

/** Seeds by way of a server. @param until the cards are moved so often, and then the database is gone */
async function fill(store: Store, campaign: Campaign, until = { sent: Infinity, moved: Infinity }) {
  const server = createTestServer(store, [campaign]);
  const gone = () => Promise.reject(new Error('gone'));
  const left = { ...until };
  const cards = { ...store.cards, update: (...args: Parameters<Store['cards']['update']>) => (left.moved-- > 0 ? store.cards.update(...args) : gone()) };
  await seed({
    campaign,
    store: { ...store, cards } as Store,
    samples,
    async submit(body, at) {
      if (left.sent-- <= 0) return gone();
      server.time = at;
      return server.fetch(`/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
    },
  });
}

const expected = { received: 469, approved: 452, printed: 255, delivered: 195, paper: 120 };

describeWithBothStores('the cards of the demonstration', (store) => {
  const postcards = async (campaign: Campaign) => {
    const { postcards, perPerson } = await createTestServer(store(), [campaign]).fetchCounts(campaign);
    assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
    assert.ok(Object.values(perPerson).every((n) => n > 50));
    return postcards;
  };

  it('are 469, of which 195 are delivered, by 10 October 2016; made again they are the same', async () => {
    const campaign = copy();
    await fill(store(), campaign);
    assert.deepEqual(await postcards(campaign), expected);
    const cards = await store().cards.find({ campaign: campaign.id });
    await fill(store(), campaign);
    assert.deepEqual(await store().cards.find({ campaign: campaign.id }), cards);
    assert.equal(cards.filter(({ stage }) => stage === 'declined').length, 6);
    assert.equal(cards.filter(({ stage }) => stage === 'received').length, 11);
    assert.ok(cards.every(({ day }) => day >= '2016-08-08' && day <= '2016-10-10'));
    for (const { stage, day, delivered, place } of cards) {
      if (stage === 'delivered') assert.ok(delivered! > day && delivered! <= '2016-10-10' && place);
      else assert.equal(delivered, null);
    }
  });

  it('are made to the end where that broke off, at whatever place', async () => {
    for (const until of [{ sent: 100, moved: 0 }, { sent: 500, moved: 40 }]) {
      const campaign = copy();
      await assert.rejects(fill(store(), campaign, until), /gone/);
      await fill(store(), campaign);
      assert.deepEqual(await postcards(campaign), expected, JSON.stringify(until));
    }
  });

  it('stay away where there are cards of somebody else, and do not come back as people use it', async () => {
    const [used, seeded] = [copy(), copy()];
    const server = createTestServer(store(), [used, seeded]);
    const own = () => createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'Mine.', from: 'Anna' } });
    await server.submit(used, own());
    await fill(store(), used);
    assert.equal((await server.fetchCounts(used)).postcards.received, 1);

    await fill(store(), seeded);
    await server.submit(seeded, own());
    const [unread] = await store().cards.find({ campaign: seeded.id, stages: ['received'] });
    await collect(applyStep(store(), [unread!.id], 'approved', { at: end }));
    await fill(store(), seeded);
    assert.deepEqual(await postcards(seeded), { ...expected, received: 470, approved: 453 });
  });

  it('say that they are samples, each in its language, on the wall as well', async () => {
    const campaign = copy();
    await fill(store(), campaign);
    const server = createTestServer(store(), [campaign]);
    const wall: Messages['messages'] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { body } = await server.request(`/campaigns/${campaign.id}/messages.json?after=${after}`);
      const page: Messages = body as unknown as Messages;
      wall.push(...page.messages);
      after = page.next;
    }
    assert.ok(wall.length > 100, String(wall.length));
    for (const { language, text, from } of wall) {
      const n = /\d+/.exec(from)![0];
      const words = samples.filter((one) => one.language === language).flatMap(({ texts }) => texts);
      assert.ok(words.some((one) => one.replace('{n}', n) === text), text);
    }
    assert.deepEqual(new Set(wall.map(({ language }) => language)), new Set(samples.map(({ language }) => language)));
  });
});

describe('the plan of the demonstration', () => {
  const { submissions, events } = createPlan(demo, samples);

  it('has nothing outside its two months, and all in order', () => {
    for (const list of [submissions, events]) {
      const times = list.map(({ at }) => at);
      assert.ok(times.every((at) => at >= begin && at <= end));
      assert.deepEqual(times, times.toSorted((a, b) => a - b));
    }
  });

  it('names the demonstration in every text, with its number', () => {
    for (const { texts, from } of samples) for (const text of [...texts, from]) assert.match(text, /\{n\}/);
  });
});

describe('the server with the demonstration', () => {
  it('has its cards as it begins to listen, and the next time as well', async () => {
    const folder = createTempFolder();
    for (let start = 0; start < 2; start++) {
      const server = await startServerProcess({}, folder);
      const { postcards } = (await (await fetch(`${server.url}/campaigns/free-the-5kh/counts.json`)).json()) as { postcards: object };
      assert.deepEqual(postcards, expected);
      assert.deepEqual(server.stderrLines, []);
      assert.equal(await server.stop('SIGTERM'), 0);
    }
  });
});
