/** The overview of the desk: what came in. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Store } from '../../../src/server/db/store.ts';
import { createOverviews } from '../../../src/server/desk/overview.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { createLetter, createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestServer, today } from '../support/test-server.ts';
import { createTestDesk } from './support.ts';

const day = 86_400_000;
/** To read everything, in milliseconds. */
const enoughTime = 60_000;

describeWithBothStores('the overview of the desk', (getStore) => {
  const campaign = createLetterCampaign({ title: 'Free <Sam>', ask: { country: 'optional' } });
  async function submit(store: Store) {
    const server = createTestServer(store, [campaign]);
    const send = async (time: number, more: object) => {
      server.time = time;
      const { status } = await server.submit(campaign, createLetter({ person: { name: 'Anna' }, ...more }));
      assert.equal(status, 201);
    };
    await send(today - 40 * day, { tracking: { partner: 'newspaper' } });
    await send(today - 7 * day, { person: { name: 'Anna', country: 'KH' }, language: 'km' });
    await send(today - 6 * day, { person: { name: 'Anna', country: 'KH' } });
    await send(today, { person: { name: 'Anna', country: 'DE' } });
    await send(today, { testing: true });
  }

  it('counts per day, partner, country and language', async () => {
    const store = getStore();
    await submit(store);
    const overview = await createOverviews(store, () => today, enoughTime)(campaign.id);
    const { days, ...rest } = overview;
    assert.deepEqual(rest, {
      today: 1,
      week: 2,
      total: 4,
      partners: [{ name: '', count: 3 }, { name: 'newspaper', count: 1 }],
      countries: [{ name: 'KH', count: 2 }, { name: '', count: 1 }, { name: 'DE', count: 1 }],
      languages: [{ name: 'en', count: 3 }, { name: 'km', count: 1 }],
      isPartial: false,
    });
    assert.equal(days.length, 30);
    assert.deepEqual(days.filter(({ count }) => count), [{ name: '2018-07-13', count: 1 }, { name: '2018-07-14', count: 1 }, { name: '2018-07-20', count: 1 }]);
  });

  it('shows a chart, and the same numbers in tables', async () => {
    const desk = createTestDesk(getStore(), [createLetterCampaign(), campaign]);
    const visitor = await desk.visitAs('Reading', 'reader');
    let text = '';
    // A machine that is busy may need more than one request.
    await waitUntil('the chart is there', async () => /<rect /.test((text = (await visitor.get(`/desk?campaign=${campaign.id}`)).text)));
    assert.equal(text.match(/<rect /g)!.length, 30);
    assert.match(text, /aria-label="Submissions of the last 30 days: 3 in all, at most 1 on one day"/);
    assert.match(text, /<th scope="row" dir="auto">Cambodia<\/th><td class="number">2<\/td>/);
    assert.match(text, /<th scope="row" dir="auto">Khmer<\/th><td class="number">1<\/td>/);
    assert.match(text, /Free &lt;Sam&gt;/);
    assert.doesNotMatch(text, /Anna/);
  });

  it('reads the texts again after a second, and at first not more than once', async () => {
    const store = getStore();
    let pages = 0;
    const counting = { desk: { ...store.desk, getOverviewPage: (...args: Parameters<typeof store.desk.getOverviewPage>) => (pages++, store.desk.getOverviewPage(...args)) } };
    let now = today;
    const getOverview = createOverviews(counting, () => now, enoughTime);
    await Promise.all([getOverview(campaign.id), getOverview(campaign.id)]);
    now += 999;
    await getOverview(campaign.id);
    assert.equal(pages, 1);
    now += 1;
    await getOverview(campaign.id);
    assert.equal(pages, 2);
  });

  it('shows what it has counted so far, and afterwards the figures before, while very many submissions are read', async () => {
    const store = getStore();
    const row = { id_digest: 'x', day: '2018-07-20', partner: null, payload: null };
    const pages: (() => void)[] = [];
    let isStuck = true;
    const slow = {
      desk: {
        ...store.desk,
        getOverviewPage: async (_campaign: string, after: string, limit: number) => {
          if (after && isStuck) await new Promise<void>((resolve) => pages.push(resolve));
          return Array.from({ length: after ? 1 : limit }, () => row);
        },
      },
    };
    let now = today;
    const getOverview = createOverviews(slow, () => now, 1);
    const waitForPage = () => waitUntil('another page is read', () => pages.length === 1);
    await getOverview('many');
    await waitForPage();
    const first = await getOverview('many');
    assert.deepEqual([first.total, first.isPartial], [500, true]);
    pages.pop()!();
    await waitUntil('everything has been read', async () => !(await getOverview('many')).isPartial);
    now += 3_600_000;
    const previous = await getOverview('many');
    assert.deepEqual([previous.total, previous.isPartial], [501, false]);
    await waitForPage();
    isStuck = false;
    pages.pop()!();
  });
});
