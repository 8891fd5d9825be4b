/** PostgreSQL that becomes read-only, or is locked, and recovers. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Client } from 'pg';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { openStore } from '../../src/server/db/store.ts';
import { startPostgres } from '../support/postgres.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createTestServer } from './support/test-server.ts';

const campaign = createLetterCampaign();

async function open(t: TestContext, maxWait?: number) {
  const postgres = await startPostgres();
  const store = await openStore(createPostgresDialect(postgres.url, maxWait));
  const operator = new Client({ connectionString: postgres.url });
  await operator.connect();
  t.after(async () => {
    await operator.end();
    await store.close();
    await postgres.stop();
  });
  const server = createTestServer(store, [campaign]);
  const submit = async () => (await server.submit(campaign, createLetter())).status;
  const submitMany = async (count: number) => [...new Set(await Promise.all(Array.from({ length: count }, submit)))];
  return { operator, server, submit, submitMany };
}

describe('PostgreSQL that becomes read-only', () => {
  it('answers 503 and still reads, and accepts the first submission after it is writable again', async (t) => {
    const { operator, server, submit, submitMany } = await open(t);
    assert.equal(await submit(), 201);
    const { rows } = await operator.query<{ database: string }>('select current_database() as database');
    const database = `database ${rows[0]!.database}`;
    // As after a failover, connections that were opened meanwhile stay read-only.
    await operator.query(`alter ${database} set default_transaction_read_only = on`);
    await operator.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    const fetchManyCounts = () => Promise.all(Array.from({ length: 8 }, () => server.fetchCounts(campaign)));
    await fetchManyCounts();
    assert.deepEqual(await submitMany(20), [503]);
    assert.equal((await server.request('/healthz')).status, 503);
    assert.deepEqual((await fetchManyCounts()).map(({ people }) => people), Array.from({ length: 8 }, () => 1));

    await operator.query(`alter ${database} reset default_transaction_read_only`);
    assert.equal(await submit(), 201);
    assert.deepEqual(await submitMany(20), [201]);
    assert.equal((await server.request('/healthz')).status, 200);
    assert.equal((await server.fetchCounts(campaign)).people, 22);
  });
});

describe('PostgreSQL that is locked', () => {
  it('answers 503 after a time limit, and keeps its connection', async (t) => {
    const { operator, submit } = await open(t, 200);
    const findConnections = async () => {
      const { rows } = await operator.query(`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
      return rows as unknown[];
    };
    assert.equal(await submit(), 201);
    const connections = await findConnections();
    await operator.query('begin');
    await operator.query('lock table counters');
    assert.equal(await submit(), 503);
    await operator.query('rollback');
    assert.equal(await submit(), 201);
    assert.deepEqual(await findConnections(), connections);
  });
});
