/** Several servers on one database: they count every submission once, and wait for each other as little as possible. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { Client } from 'pg';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../src/server/db/store.ts';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { waitUntil } from '../support/wait-until.ts';
import { collect, sumCards } from './cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer, today } from './support/test-server.ts';

const serverCount = 3;

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`servers that share a database (${kind})`, () => {
    let postgres: Postgres | undefined;
    let stores: Store[] = [];
    before(async () => {
      postgres = kind === 'postgres' ? await startPostgres() : undefined;
      const file = join(createTempFolder(), 'test.sqlite');
      const open = () => openStore(postgres ? createPostgresDialect(postgres.url) : createSqliteDialect(file));
      stores = await Promise.all(Array.from({ length: serverCount }, open));
    });
    after(async () => {
      for (const store of stores) await store.close();
      await postgres?.stop();
    });

    it('store and count each of many submissions once, though all of them receive it, in different orders', async () => {
      const campaigns = [createLetterCampaign(), createLetterCampaign()];
      const servers = stores.map((store) => createTestServer(store, campaigns));
      const letters = Array.from({ length: 300 }, (_, i) => ({ campaign: campaigns[i % 2]!, letter: createLetter({ tracking: { partner: `partner-${i % 7}` } }) }));
      const responses = await Promise.all(
        servers.map((server, i) => {
          // Neither has a factor in common with the number of letters.
          const step = [1, 7, 11][i]!;
          const inOtherOrder = letters.map((_, j) => letters[(j * step) % letters.length]!);
          return Promise.all(inOtherOrder.map(({ campaign, letter }) => server.submit(campaign, letter)));
        }),
      );
      const byId = Map.groupBy(responses.flat(), ({ body }) => body.id);
      assert.equal(byId.size, letters.length);
      for (const copies of byId.values()) {
        assert.equal(copies.filter(({ status }) => status === 201).length, 1);
        assert.ok(copies.every(({ status }) => status === 201 || status === 200));
        assert.equal(new Set(copies.map(({ body }) => JSON.stringify(body.counts))).size, 1, 'a replay got another receipt');
      }
      for (const server of servers)
        for (const campaign of campaigns) {
          const { people, perPartner } = await server.fetchCounts(campaign);
          assert.deepEqual([people, Object.values(perPartner).reduce((a, b) => a + b)], [150, 150]);
        }
      assert.deepEqual(servers.flatMap(({ logLines }) => logLines), []);
    });

    it('count right while cards are approved and texts are deleted at the same time', async () => {
      const campaigns = [createPostcardCampaign(), createPostcardCampaign()];
      const servers = stores.map((store) => createTestServer(store, campaigns));
      const submit = (i: number) => servers[i % serverCount]!.submit(campaigns[i % 2]!, createPostcard({ tracking: { partner: `partner-${i % 3}` } }));
      const submitAll = () => Promise.all(Array.from({ length: 60 }, (_, i) => submit(i)));
      await submitAll();
      const ids = (await stores[0]!.cards.find({})).filter(({ campaign }) => campaigns.some(({ id }) => id === campaign)).map(({ id }) => id);
      const [responses] = await Promise.all([
        submitAll(),
        collect(applyStep(stores[1]!, ids, 'approved', { at: today })),
        collect(applyStep(stores[2]!, ids.toReversed(), 'approved', { at: today })),
        stores[0]!.deleteReceivedBefore(campaigns[0]!.id, new Date(today + 1).toISOString()),
        submitAll(),
      ]);
      assert.deepEqual([...new Set(responses.map(({ status }) => status))], [201]);
      for (const campaign of campaigns) {
        const { people, postcards, perPerson, perPartner } = await servers[0]!.fetchCounts(campaign);
        assert.deepEqual([people, postcards.received, perPartner], [90, 180, { 'partner-0': 30, 'partner-1': 30, 'partner-2': 30 }]);
        assert.deepEqual({ postcards, perPerson }, await sumCards(stores[1]!, campaign));
      }
      assert.deepEqual(servers.flatMap(({ logLines }) => logLines), []);
    });

    if (kind === 'postgres')
      it('never deadlock with that, which a retry would hide', async () => {
        const client = new Client({ connectionString: postgres!.url });
        await client.connect();
        const { rows } = await client.query('select deadlocks::int from pg_stat_database where datname = current_database()');
        await client.end();
        assert.deepEqual(rows, [{ deadlocks: 0 }]);
      });
  });

describe('a submission while another server commits one (postgres)', () => {
  async function open(t: TestContext) {
    const postgres = await startPostgres();
    const store = await openStore(createPostgresDialect(postgres.url));
    const campaign = createLetterCampaign();
    const server = createTestServer(store, [campaign]);
    const [other, observer] = [new Client({ connectionString: postgres.url }), new Client({ connectionString: postgres.url })];
    for (const client of [other, observer]) await client.connect();
    t.after(async () => {
      for (const client of [other, observer]) await client.end();
      await store.close();
      await postgres.stop();
    });
    const findWaiting = async () => {
      const { rows } = await observer.query<{ pid: number; query: string }>(
        `select pid, query from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return rows[0];
    };
    return { campaign, server, other, observer, findWaiting };
  }

  it('waits only to be counted: its own row is already inserted', async (t) => {
    const { campaign, server, other, observer, findWaiting } = await open(t);
    await server.submit(campaign, createLetter());
    await other.query('begin');
    await other.query(`update counters set value = value + 1 where campaign = $1 and key = 'people'`, [campaign.id]);
    const response = server.submit(campaign, createLetter());
    const { pid, query } = await waitUntil('it waits', findWaiting);
    assert.match(query, /^insert into "counters"/);
    const { rowCount } = await observer.query(
      `select from pg_locks where pid = $1 and relation = 'submissions'::regclass and mode = 'RowExclusiveLock'`,
      [pid],
    );
    assert.equal(rowCount, 1);
    await other.query('commit');
    assert.equal((await response).status, 201);
    assert.equal((await server.fetchCounts(campaign)).people, 3);
  });

  it('is a replay if that is the same submission, and does not change the receipts of its batch', async (t) => {
    const { campaign, server, other, findWaiting } = await open(t);
    const letter = createLetter();
    const { body: receipt } = await server.submit(campaign, letter);
    // The other server has stored the letter and not committed yet.
    await other.query('create table stored as select * from submissions');
    await other.query('delete from submissions');
    await other.query('begin');
    await other.query('insert into submissions select * from stored');
    const responses = [createLetter(), letter, createLetter()].map((body) => server.submit(campaign, body));
    assert.match((await waitUntil('it waits', findWaiting)).query, /^insert into "submissions"/);
    await other.query('commit');
    const [first, replay, second] = await Promise.all(responses);
    assert.deepEqual([first!.status, replay!.status, second!.status], [201, 200, 201]);
    assert.deepEqual(replay!.body, { ...receipt, replayed: true });
    assert.deepEqual([first!.body.counts.people, second!.body.counts.people], [2, 3]);
    assert.equal((await server.fetchCounts(campaign)).people, 3);
    assert.deepEqual(server.logLines, []);
  });
});
