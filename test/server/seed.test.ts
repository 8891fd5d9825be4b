/** The demo's cards: created once, on the same path as real ones, however often the demo starts or is interrupted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import type { Messages } from '../../src/campaign/schema/messages.schema.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { createPlan } from '../../src/server/demo-data/plan.ts';
import type { Sample } from '../../src/server/demo-data/plan-submissions.ts';
import { seed } from '../../src/server/demo-data/seed.ts';
import type { Store } from '../../src/server/db/store.ts';
import { collect, sumCards } from './cards.ts';
import { startServerProcess } from './process.ts';
import { createPostcard } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

const read = (path: string) => readFileSync(new URL(`../../demo/${path}`, import.meta.url), 'utf8');
const samples = JSON.parse(read('samples.json')) as Sample[];
const demo = lintCampaign(read('campaigns/free-the-5kh.json')).campaign!;
const end = Date.parse('2016-10-10T23:59:59Z');
const start = Date.parse('2016-08-08T00:00:00Z');

let copyCount = 0;
/** The demo's campaign under another id, because the tests share a database. */
const copyCampaign = (): Campaign => ({ ...demo, id: `five-${++copyCount}` });

/** Seeds through a server. @param limits the numbers of submissions and updates after which the database fails */
async function seedDemo(store: Store, campaign: Campaign, limits = { submissions: Infinity, updates: Infinity }) {
  const server = createTestServer(store, [campaign]);
  const fail = () => Promise.reject(new Error('gone'));
  const remaining = { ...limits };
  const cards = { ...store.cards, update: (...args: Parameters<Store['cards']['update']>) => (remaining.updates-- > 0 ? store.cards.update(...args) : fail()) };
  await seed({
    campaign,
    store: { ...store, cards } as Store,
    samples,
    async submit(body, at) {
      if (remaining.submissions-- <= 0) return fail();
      server.time = at;
      return server.fetch(`/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
    },
  });
}

const expected = { received: 469, approved: 452, printed: 255, delivered: 195, paper: 120 };

describeWithBothStores('the cards of the demo', (store) => {
  const fetchPostcards = async (campaign: Campaign) => {
    const { postcards, perPerson } = await createTestServer(store(), [campaign]).fetchCounts(campaign);
    assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
    assert.ok(Object.values(perPerson).every((count) => count > 50));
    return postcards;
  };

  it('are 469, of which 195 are delivered, by 10 October 2016, and the same after a second run', async () => {
    const campaign = copyCampaign();
    await seedDemo(store(), campaign);
    assert.deepEqual(await fetchPostcards(campaign), expected);
    const cards = await store().cards.find({ campaign: campaign.id });
    await seedDemo(store(), campaign);
    assert.deepEqual(await store().cards.find({ campaign: campaign.id }), cards);
    assert.equal(cards.filter(({ stage }) => stage === 'declined').length, 6);
    assert.equal(cards.filter(({ stage }) => stage === 'received').length, 11);
    assert.ok(cards.every(({ day }) => day >= '2016-08-08' && day <= '2016-10-10'));
    for (const { stage, day, delivered, place } of cards) {
      if (stage === 'delivered') assert.ok(delivered! > day && delivered! <= '2016-10-10' && place);
      else assert.equal(delivered, null);
    }
  });

  it('are completed after an interruption at any point', async () => {
    for (const limits of [{ submissions: 100, updates: 0 }, { submissions: 500, updates: 40 }]) {
      const campaign = copyCampaign();
      await assert.rejects(seedDemo(store(), campaign, limits), /gone/);
      await seedDemo(store(), campaign);
      assert.deepEqual(await fetchPostcards(campaign), expected, JSON.stringify(limits));
    }
  });

  it('are not created where other cards exist, nor again after people have used the demo', async () => {
    const [used, seeded] = [copyCampaign(), copyCampaign()];
    const server = createTestServer(store(), [used, seeded]);
    const createOwnCard = () => createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'Mine.', from: 'Anna' } });
    await server.submit(used, createOwnCard());
    await seedDemo(store(), used);
    assert.equal((await server.fetchCounts(used)).postcards.received, 1);

    await seedDemo(store(), seeded);
    await server.submit(seeded, createOwnCard());
    const [receivedCard] = await store().cards.find({ campaign: seeded.id, stages: ['received'] });
    await collect(applyStep(store(), [receivedCard!.id], 'approved', { at: end }));
    await seedDemo(store(), seeded);
    assert.deepEqual(await fetchPostcards(seeded), { ...expected, received: 470, approved: 453 });
  });

  it('are published as samples, each in its own language', async () => {
    const campaign = copyCampaign();
    await seedDemo(store(), campaign);
    const server = createTestServer(store(), [campaign]);
    const messages: Messages['messages'] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { body } = await server.request(`/campaigns/${campaign.id}/messages.json?after=${after}`);
      const page: Messages = body as unknown as Messages;
      messages.push(...page.messages);
      after = page.next;
    }
    assert.ok(messages.length > 100, String(messages.length));
    for (const { language, text, from } of messages) {
      const number = /\d+/.exec(from)![0];
      const texts = samples.filter((sample) => sample.language === language).flatMap((sample) => sample.texts);
      assert.ok(texts.some((sampleText) => sampleText.replace('{n}', number) === text), text);
    }
    assert.deepEqual(new Set(messages.map(({ language }) => language)), new Set(samples.map(({ language }) => language)));
  });
});

describe('the plan of the demo', () => {
  const { submissions, events } = createPlan(demo, samples);

  it('has all events within its two months, in order', () => {
    for (const list of [submissions, events]) {
      const times = list.map(({ at }) => at);
      assert.ok(times.every((at) => at >= start && at <= end));
      assert.deepEqual(times, times.toSorted((a, b) => a - b));
    }
  });

  it('has a number in every text and name', () => {
    for (const { texts, from } of samples) for (const text of [...texts, from]) assert.match(text, /\{n\}/);
  });
});

describe('the server with the demo', () => {
  it('has the cards when it starts to listen, and again after a restart', async () => {
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
