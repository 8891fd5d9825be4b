/** The server behind PgBouncer, with its default settings. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Client } from 'pg';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { collect } from '../server/cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTestServer, today } from '../server/support/test-server.ts';
import { createCleanup, startPgBouncer, startPostgresServer } from './programs.ts';

async function start(t: TestContext, mode: string) {
  const cleanup = createCleanup(t);
  const postgres = await startPostgresServer(cleanup);
  const bouncer = await startPgBouncer(cleanup, postgres, mode);
  const open = async (maxWait?: number) => {
    const store = await openDatabase({ databaseUrl: bouncer.url, dataDir: '' }, { mayCreate: true, ...(maxWait !== undefined && { maxWait }) });
    cleanup(() => store.close());
    return store;
  };
  return { cleanup, postgres, bouncer, open };
}

for (const mode of ['session', 'transaction'])
  describe(`PgBouncer in ${mode} mode`, () => {
    it('serves two servers that create the tables together, and counts every submission once', async (t) => {
      const { open } = await start(t, mode);
      const stores = await Promise.all([open(), open()]);
      const [campaign, cardCampaign] = [createLetterCampaign(), createPostcardCampaign({ retention: { days: 30 } })];
      const servers = stores.map((store) => createTestServer(store, [campaign, cardCampaign]));
      const letters = Array.from({ length: 200 }, () => createLetter());
      const responses = await Promise.all(servers.flatMap((server) => letters.map((letter) => server.submit(campaign, letter))));
      assert.deepEqual(responses.map(({ status }) => status).sort(), [...letters.map(() => 200), ...letters.map(() => 201)]);
      for (const server of servers) {
        assert.equal((await server.submit(cardCampaign, createPostcard())).status, 201);
        assert.equal((await server.fetchCounts(campaign)).people, letters.length);
        assert.equal((await server.request('/healthz')).status, 200);
        assert.deepEqual(server.logLines, []);
      }
      const ids = (await stores[0].cards.find({})).map(({ id }) => id);
      await collect(applyStep(stores[1], ids, 'approved', { at: today }));
      assert.equal((await servers[0]!.fetchCounts(cardCampaign)).postcards.approved, 4);
      assert.equal(await stores[0].deleteExpired(new Date(today + 30 * 86_400_000).toISOString()), 2);
    });

    it('cancels a statement that waits for a lock too long, and leaves no time limit behind', async (t) => {
      const { cleanup, postgres, bouncer, open } = await start(t, mode);
      const campaign = createLetterCampaign();
      const server = createTestServer(await open(200), [campaign]);
      const [operator, other] = [new Client(postgres.url), new Client(bouncer.url)];
      for (const client of [operator, other]) {
        await client.connect();
        cleanup(() => client.end());
      }
      await operator.query('begin; lock table counters');
      assert.equal((await server.submit(campaign, createLetter())).status, 503);
      assert.deepEqual(server.logLines, ['POST submissions: error 57014']);
      await operator.query('rollback');
      assert.equal((await server.submit(campaign, createLetter())).status, 201);
      for (let i = 0; i < 10; i++) assert.deepEqual((await other.query('show statement_timeout')).rows, [{ statement_timeout: '0' }]);
    });

    it('is answered again as soon as it has been restarted', async (t) => {
      const { bouncer, open } = await start(t, mode);
      const campaign = createLetterCampaign();
      const server = createTestServer(await open(), [campaign]);
      const submit = async () => (await server.submit(campaign, createLetter())).status;
      assert.equal(await submit(), 201);
      await bouncer.restart();
      assert.equal(await submit(), 201);
      assert.equal((await server.fetchCounts(campaign)).people, 2);
    });
  });

describe('PgBouncer in statement mode', () => {
  it('is refused at the start, because it allows no transactions', async (t) => {
    const { open } = await start(t, 'statement');
    await assert.rejects(open(), /^Error: cannot open the database: .*statement pooling.*; check DATABASE_URL$/);
  });
});
