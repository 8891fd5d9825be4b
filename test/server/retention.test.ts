/** What was promised to whoever submitted holds also where the document is gone. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { deleteExpired, startRetentionJob, countExpiringCards } from '../../src/server/retention/retention-job.ts';
import type { ExpiryQuery } from '../../src/server/db/cards-repository.ts';
import type { NewSubmission } from '../../src/server/db/store.ts';
import { until } from '../support/until.ts';
import { collect } from './cards.ts';
import { createTestServer, createLetter, createLetterCampaign, describeWithBothStores, createPostcard, createPostcardCampaign, today } from './support.ts';

const days = (n: number) => n * 86_400_000;
const none = { get: () => undefined, all: () => [] };

describeWithBothStores('a campaign whose file is gone', (store) => {
  it('is forgotten on its day, and a replay is still answered', async () => {
    const campaign = createLetterCampaign({ retention: { days: 30 } });
    const silent = createLetterCampaign();
    const server = createTestServer(store(), [campaign, silent]);
    const sent = createLetter();
    assert.equal((await server.submit(campaign, sent)).status, 201);
    assert.equal((await server.submit(silent, createLetter())).status, 201);
    const last = new Date(today + days(1000)).toISOString();

    await deleteExpired(none, store(), today + days(30) - 1);
    await deleteExpired(none, store(), today + days(30));
    // Nothing is left to forget, and where nothing was promised nothing was forgotten.
    assert.equal(await store().deleteReceivedBefore(campaign.id, last), 0);
    assert.equal(await store().deleteReceivedBefore(silent.id, last), 1);

    const again = await server.submit(campaign, sent);
    assert.deepEqual([again.status, again.body.replayed], [200, true]);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('keeps what is not due: not a millisecond earlier, and more at once than one statement takes', async () => {
    const campaign = createLetterCampaign({ retention: { days: 7 } });
    const server = createTestServer(store(), [campaign]);
    const all = await Promise.all(Array.from({ length: 600 }, () => server.submit(campaign, createLetter())));
    assert.ok(all.every(({ status }) => status === 201));
    const at = (time: number) => new Date(time).toISOString();
    assert.equal(await store().deleteExpired(at(today + days(7) - 1)), 0);
    assert.equal(await store().deleteExpired(at(today + days(7))), 600);
  });

  it('promises no date that can not be written', async () => {
    const campaign = createLetterCampaign({ retention: { days: Number.MAX_SAFE_INTEGER } });
    const kept: (string | null)[] = [];
    const real = store();
    const watching = { ...real, insertSubmission: (entry: NewSubmission) => (kept.push(entry.expires_at), real.insertSubmission(entry)) };
    assert.equal((await createTestServer(watching, [campaign]).submit(campaign, createLetter())).status, 201);
    assert.deepEqual(kept, ['9999-12-31T00:00:00.000Z']);
    const known = { get: () => undefined, all: () => [{ campaign, document: undefined as never }] };
    await deleteExpired(known, store(), today);
    assert.equal(await real.deleteReceivedBefore(campaign.id, new Date(today).toISOString()), 0);
    await real.deleteReceivedBefore(campaign.id, new Date(today + 1).toISOString());
  });

  it('has told in time how many of its cards nobody has printed: by what was promised, and by what it says today', async () => {
    const promising = createPostcardCampaign({ retention: { days: 30 } });
    const silent = createPostcardCampaign();
    const server = createTestServer(store(), [promising, silent]);
    for (const campaign of [promising, silent]) await server.submit(campaign, createPostcard());
    await server.submit(promising, createPostcard());
    const [printed, declined] = (await store().cards.find({ campaign: promising.id })).map(({ id }) => id);
    await collect(applyStep(store(), [printed!], 'approved', { at: today }));
    await collect(applyStep(store(), [printed!], 'printed', { at: today }));
    await collect(applyStep(store(), [declined!], 'declined', { at: today }));

    const losing = async (campaigns: Campaign[], now: number) =>
      Object.fromEntries((await countExpiringCards(campaigns, store(), now)).map(({ campaign, count }) => [campaign, count]));
    assert.deepEqual(await losing([], today + days(23) - 1), {});
    assert.deepEqual(await losing([], today + days(23)), { [promising.id]: 2 });
    assert.deepEqual(await losing([promising, silent], today + days(29)), { [promising.id]: 2 });
    const sooner = [promising, silent].map((campaign) => ({ ...campaign, retention: { days: 10 } }));
    assert.deepEqual(await losing(sooner, today + days(4)), { [promising.id]: 2, [silent.id]: 2 });

    const reported: string[] = [];
    await startRetentionJob(none, store(), { now: () => today + days(25), report: (line) => reported.push(line) })();
    assert.deepEqual(reported, [`${promising.id}: the text of 2 unprinted cards will be deleted within 7 days`]);
    await startRetentionJob(none, store(), { now: () => today + days(30), report: (line) => reported.push(line) })();
    assert.equal(reported.length, 1);
  });

  it('has told within the hour what could not be asked at first, and not again on that day', async ({ mock: { timers } }) => {
    const campaign = createPostcardCampaign({ retention: { days: 5 } });
    await createTestServer(store(), [campaign]).submit(campaign, createPostcard());
    let asked = 0;
    const { cards } = store();
    const countExpiring = (going: ExpiryQuery) => (asked++ ? cards.countExpiring(going) : Promise.reject(new Error('gone')));
    const reported: string[] = [];
    let time = today;
    timers.enable({ apis: ['setInterval'] });
    const end = startRetentionJob(none, { ...store(), cards: { ...cards, countExpiring } }, { now: () => time, report: (line) => reported.push(line) });
    const hoursPass = (hours: number) => {
      time += hours * 3_600_000;
      timers.tick(3_600_000);
    };
    await until('it has failed', () => reported.length === 1);
    hoursPass(1);
    await until('it has told', () => reported.length === 2);
    hoursPass(23);
    await end();
    assert.deepEqual(reported, ['retention: Error', `${campaign.id}: the text of 2 unprinted cards will be deleted within 7 days`]);
  });
});
