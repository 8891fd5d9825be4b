/** The retention promise holds even if the campaign's document is gone. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import type { ExpiryQuery } from '../../src/server/db/cards-repository.ts';
import type { NewSubmission } from '../../src/server/db/store.ts';
import { countExpiringCards, deleteExpired, startRetentionJob } from '../../src/server/retention/retention-job.ts';
import { waitUntil } from '../support/wait-until.ts';
import { collect } from './cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const days = (count: number) => count * 86_400_000;
const toInstant = (time: number) => new Date(time).toISOString();
const noCampaigns = { get: () => undefined, all: () => [] };

describeWithBothStores('retention', (store) => {
  it('deletes personal data on the promised day without a document, and still answers replays', async () => {
    const campaign = createLetterCampaign({ retention: { days: 30 } });
    const campaignWithoutRetention = createLetterCampaign();
    const server = createTestServer(store(), [campaign, campaignWithoutRetention]);
    const letter = createLetter();
    assert.equal((await server.submit(campaign, letter)).status, 201);
    assert.equal((await server.submit(campaignWithoutRetention, createLetter())).status, 201);

    await deleteExpired(noCampaigns, store(), today + days(30) - 1);
    await deleteExpired(noCampaigns, store(), today + days(30));
    const afterRetention = toInstant(today + days(1000));
    assert.equal(await store().deleteReceivedBefore(campaign.id, afterRetention), 0);
    assert.equal(await store().deleteReceivedBefore(campaignWithoutRetention.id, afterRetention), 1);

    const replay = await server.submit(campaign, letter);
    assert.deepEqual([replay.status, replay.body.replayed], [200, true]);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('deletes nothing a millisecond too early, and more rows than fit in one statement', async () => {
    const campaign = createLetterCampaign({ retention: { days: 7 } });
    const server = createTestServer(store(), [campaign]);
    const responses = await Promise.all(Array.from({ length: 600 }, () => server.submit(campaign, createLetter())));
    assert.ok(responses.every(({ status }) => status === 201));
    assert.equal(await store().deleteExpired(toInstant(today + days(7) - 1)), 0);
    assert.equal(await store().deleteExpired(toInstant(today + days(7))), 600);
  });

  it('limits the expiry date to the year 9999, so that dates sort as text', async () => {
    const campaign = createLetterCampaign({ retention: { days: Number.MAX_SAFE_INTEGER } });
    const expiryDates: (string | null)[] = [];
    const realStore = store();
    const recordingStore = {
      ...realStore,
      insertSubmission: (submission: NewSubmission) => (expiryDates.push(submission.row.expires_at), realStore.insertSubmission(submission)),
    };
    assert.equal((await createTestServer(recordingStore, [campaign]).submit(campaign, createLetter())).status, 201);
    assert.deepEqual(expiryDates, ['9999-12-31T00:00:00.000Z']);
    const catalog = { get: () => undefined, all: () => [{ campaign, document: undefined as never }] };
    await deleteExpired(catalog, store(), today);
    assert.equal(await realStore.deleteReceivedBefore(campaign.id, toInstant(today)), 0);
    await realStore.deleteReceivedBefore(campaign.id, toInstant(today + 1));
  });

  it('warns about unprinted cards a week before, by the stored promise and by the period in the document', async () => {
    const campaign = createPostcardCampaign({ retention: { days: 30 } });
    const campaignWithoutRetention = createPostcardCampaign();
    const server = createTestServer(store(), [campaign, campaignWithoutRetention]);
    for (const document of [campaign, campaignWithoutRetention]) await server.submit(document, createPostcard());
    await server.submit(campaign, createPostcard());
    const [printed, declined] = (await store().cards.find({ campaign: campaign.id })).map(({ id }) => id);
    await collect(applyStep(store(), [printed!], 'approved', { at: today }));
    await collect(applyStep(store(), [printed!], 'printed', { at: today }));
    await collect(applyStep(store(), [declined!], 'declined', { at: today }));

    const countExpiring = async (campaigns: Campaign[], now: number) =>
      Object.fromEntries((await countExpiringCards(campaigns, store(), now)).map(({ campaign, count }) => [campaign, count]));
    assert.deepEqual(await countExpiring([], today + days(23) - 1), {});
    assert.deepEqual(await countExpiring([], today + days(23)), { [campaign.id]: 2 });
    assert.deepEqual(await countExpiring([campaign, campaignWithoutRetention], today + days(29)), { [campaign.id]: 2 });
    const shorterPeriod = [campaign, campaignWithoutRetention].map((document) => ({ ...document, retention: { days: 10 } }));
    assert.deepEqual(await countExpiring(shorterPeriod, today + days(4)), { [campaign.id]: 2, [campaignWithoutRetention.id]: 2 });

    const logLines: string[] = [];
    const report = (line: string) => void logLines.push(line);
    await startRetentionJob(noCampaigns, store(), { now: () => today + days(25), report })();
    assert.deepEqual(logLines, [`${campaign.id}: the text of 2 unprinted cards will be deleted within 7 days`]);
    await startRetentionJob(noCampaigns, store(), { now: () => today + days(30), report })();
    assert.equal(logLines.length, 1);
  });

  it('repeats a failed warning within the hour, and a successful one only after a day', async ({ mock: { timers } }) => {
    const campaign = createPostcardCampaign({ retention: { days: 5 } });
    await createTestServer(store(), [campaign]).submit(campaign, createPostcard());
    let calls = 0;
    const { cards } = store();
    const countExpiring = (query: ExpiryQuery) => (calls++ ? cards.countExpiring(query) : Promise.reject(new Error('gone')));
    const logLines: string[] = [];
    let time = today;
    timers.enable({ apis: ['setInterval'] });
    const failingStore = { ...store(), cards: { ...cards, countExpiring } };
    const stop = startRetentionJob(noCampaigns, failingStore, { now: () => time, report: (line) => logLines.push(line) });
    const advance = (hours: number) => {
      time += hours * 3_600_000;
      timers.tick(3_600_000);
    };
    await waitUntil('the first warning has failed', () => logLines.length === 1);
    advance(1);
    await waitUntil('the warning has been repeated', () => logLines.length === 2);
    advance(23);
    await stop();
    assert.deepEqual(logLines, ['retention: Error', `${campaign.id}: the text of 2 unprinted cards will be deleted within 7 days`]);
  });

  describe('while the server runs', () => {
    /** Runs the job at chosen times. */
    function startJob(documents: Campaign[], { mock: { timers } }: TestContext) {
      const all = () => documents.map((campaign) => ({ campaign, document: undefined as never }));
      const logLines: string[] = [];
      let [time, uptime] = [today, 0];
      let runs = 0;
      const countingStore = { ...store(), cards: { ...store().cards, countExpiring: () => (runs++, Promise.reject(new Error('not now'))) } };
      timers.enable({ apis: ['setInterval'] });
      const report = (line: string) => void (line === 'retention: Error' || logLines.push(line));
      const start = () => startRetentionJob({ get: () => undefined, all }, countingStore, { now: () => time, uptime: () => uptime, report });
      return {
        logLines,
        start,
        /** Resolves when the job has run. @param hours by which the clocks of the machine advance */
        async advance(hours: number, realHours = hours) {
          time += hours * 3_600_000;
          uptime += realHours * 3_600_000;
          const before = runs;
          timers.tick(3_600_000);
          await waitUntil('the job has run', () => runs > before);
        },
        started: () => waitUntil('the job has run', () => runs > 0),
      };
    }
    const countTexts = (campaign: Campaign) => store().countReceivedBefore(campaign.id, '9999');

    it('applies a shortened period after a day and a log line, and not at all if it is corrected', async (test) => {
      const [campaign, corrected] = [createLetterCampaign({ retention: { days: 300 } }), createLetterCampaign({ retention: { days: 300 } })];
      const documents = [campaign, corrected];
      const server = createTestServer(store(), documents);
      for (const document of documents) await server.submit(document, createLetter());
      const job = startJob(documents, test);
      const stop = job.start();
      await job.started();
      for (let day = 0; day < 10; day++) await job.advance(24);
      assert.deepEqual(job.logLines, []);
      for (const [i, document] of documents.entries()) documents[i] = { ...document, retention: { days: 3 } };
      await job.advance(1);
      assert.deepEqual(
        job.logLines,
        documents.map(({ id }) => `${id}: the text of 1 submission is older than "retention": {"days": 3} allows, and is deleted after 2018-07-31T13:00:00.000Z; if that is a mistake, correct the campaign before`),
      );
      documents[1] = corrected;
      await job.advance(23);
      assert.deepEqual([await countTexts(campaign), await countTexts(corrected)], [1, 1]);
      await job.advance(1);
      await job.advance(24);
      assert.deepEqual([await countTexts(campaign), await countTexts(corrected)], [0, 1]);
      assert.equal(job.logLines.length, 2);
      await stop();
    });

    it('deletes nothing for a day after the clock was moved by more than a day, and says so once', async (test) => {
      const campaign = createLetterCampaign({ retention: { days: 30 } });
      await createTestServer(store(), [campaign]).submit(campaign, createLetter());
      const job = startJob([campaign], test);
      const stop = job.start();
      await job.started();
      const years = 18 * 365 * 24;
      await job.advance(years, 1);
      assert.deepEqual(job.logLines, ['retention: the clock says 2036-07-15T12:00:00.000Z, which is probably wrong; nothing is deleted for a day']);
      await job.advance(1);
      await job.advance(-years, 1);
      for (let day = 0; day < 2; day++) await job.advance(24);
      assert.equal(await countTexts(campaign), 1);
      for (let day = 0; day < 30; day++) await job.advance(24);
      assert.equal(await countTexts(campaign), 0);
      await stop();
    });

    it('deletes nothing for a day after a start long after the newest submission', async (test) => {
      const campaign = createLetterCampaign({ retention: { days: 30 } });
      const server = createTestServer(store(), [campaign]);
      server.time = today - days(91);
      await server.submit(campaign, createLetter());
      const job = startJob([campaign], test);
      const stop = job.start();
      await job.started();
      await job.advance(23);
      assert.equal(await countTexts(campaign), 1);
      await job.advance(1);
      assert.equal(await countTexts(campaign), 0);
      assert.equal(job.logLines.length, 1);
      await stop();
    });
  });
});
