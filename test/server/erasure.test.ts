/** What was deleted is in no file of SQLite and in no row of PostgreSQL any more, while the server runs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { Client } from 'pg';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import { sealSubmission } from '../../src/sealing/seal-submission.ts';
import { publishCard, undoStep } from '../../src/server/cards/card-workflow.ts';
import type { CardDetails } from '../../src/server/db/cards-repository.ts';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { openStore, type Store } from '../../src/server/db/store.ts';
import { createAgeKey } from '../support/age-keys.ts';
import { startPostgres } from '../support/postgres.ts';
import { collect } from './cards.ts';
import { getSecret, postJson } from './manage.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer, today } from './support/test-server.ts';

const canary = 'cherry-blossom';
const days = (count: number) => new Date(today + count * 86_400_000).toISOString();

async function open(t: TestContext) {
  const dataDir = createTempFolder();
  const store = await openDatabase({ dataDir }, { mayCreate: true, maxWait: 200 });
  t.after(() => store.close());
  const campaigns = [createLetterCampaign({ retention: { days: 30 } }), createLetterCampaign()];
  const server = createTestServer(store, campaigns);
  const submit = async (index: number, length: number) => {
    const { status } = await server.submit(campaigns[index]!, createLetter({ person: { name: `${canary} `.repeat(length) } }));
    assert.equal(status, 201);
  };
  const findFiles = () => readdirSync(dataDir).filter((file) => readFileSync(join(dataDir, file)).includes(canary));
  return { file: join(dataDir, 'submissions.sqlite'), store, campaigns, submit, findFiles };
}

describe('texts that were deleted', () => {
  it('are in no file, whether by the promised day or by the period in the document', async (t) => {
    const { store, campaigns, submit, findFiles } = await open(t);
    for (let i = 0; i < 20; i++) await submit(i % 2, 1 + (i % 10));
    assert.deepEqual(findFiles(), ['submissions.sqlite-wal']);
    assert.equal(await store.deleteExpired(days(30)), 10);
    assert.deepEqual(findFiles(), ['submissions.sqlite']);
    assert.equal(await store.deleteReceivedBefore(campaigns[1]!.id, days(1)), 10);
    assert.deepEqual(findFiles(), []);
  });

  it('are in no file either if other transactions are written meanwhile', async (t) => {
    const { store, submit, findFiles } = await open(t);
    for (let i = 0; i < 20; i++) await submit(0, 5);
    const [deleted] = await Promise.all([store.deleteExpired(days(30)), store.testWrite(), store.testWrite()]);
    assert.equal(deleted, 20);
    assert.deepEqual(findFiles(), []);
  });

  it('disappear with the next run if another process has read the file meanwhile', async (t) => {
    const { file, store, submit, findFiles } = await open(t);
    await submit(0, 1);
    const reader = new DatabaseSync(file, { readOnly: true });
    t.after(() => reader.close());
    reader.exec('begin; select * from submissions');
    await assert.rejects(store.deleteExpired(days(30)), /^Error: the log is in use$/);
    reader.exec('rollback');
    assert.equal(await store.deleteExpired(days(30)), 0);
    assert.deepEqual(findFiles(), []);
  });
});

describe('the text of a sealed card that was published', () => {
  for (const [name, remove] of [
    ['is in no file once its submission has expired', () => Promise.resolve()],
    ['is in no file within the hour once its approval is undone', (store, id) => collect(undoStep(store, [id], today))],
  ] as [string, (store: Store, id: string) => Promise<unknown>][])
    it(name, async (t) => {
      const { store, findFiles } = await open(t);
      const { recipient } = await createAgeKey();
      const campaign = createPostcardCampaign({ seal: { recipient }, retention: { days: name.includes('expired') ? 30 : 90 } });
      const card = createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'M', from: 'F', publish: true } });
      assert.equal((await createTestServer(store, [campaign]).submit(campaign, await sealSubmission(card as unknown as Submission, recipient))).status, 201);
      const [{ id }] = (await store.cards.find({ campaign: campaign.id })) as unknown as [CardDetails];
      assert.ok(await publishCard(store, { id, version: 0, at: today }, { text: canary, from: canary }));
      assert.notDeepEqual(findFiles(), []);
      await remove(store, id);
      // As the retention job does every hour.
      await store.deleteExpired(days(30));
      assert.deepEqual(findFiles(), []);
    });
});

describe('what a supporter has erased', () => {
  const campaign = createLetterCampaign({ ask: { email: 'optional' }, letter: { ...createLetterCampaign().letter!, maxLength: 3000 } });
  const createCanaryLetter = (repeats: number) =>
    createLetter({ person: { name: canary, email: `${canary}@group.example` }, letter: { targets: ['minister'], subject: canary, body: `${canary} `.repeat(repeats) } });

  it('is in no file of SQLite', async (t) => {
    const { store, findFiles } = await open(t);
    const server = createTestServer(store, [campaign]);
    const { status, text, body } = await server.submit(campaign, createCanaryLetter(150));
    assert.equal(status, 201, text);
    assert.notDeepEqual(findFiles(), []);
    assert.equal((await postJson(server, '/manage/erase', { secret: getSecret(body.manage) })).status, 200);
    assert.deepEqual(findFiles(), []);
  });

  it('is erased, and leaves the files later, while another process reads SQLite', async (t) => {
    const { file, store, findFiles } = await open(t);
    const server = createTestServer(store, [campaign]);
    const { body } = await server.submit(campaign, createCanaryLetter(1));
    const reader = new DatabaseSync(file, { readOnly: true });
    t.after(() => reader.close());
    reader.exec('begin; select * from submissions');
    const secret = getSecret(body.manage);
    assert.deepEqual((await postJson(server, '/manage/erase', { secret })).body, { erased: 1 });
    assert.deepEqual(server.logLines, ['erasure: Error']);
    reader.exec('rollback');
    // As the retention job does every hour.
    await store.deleteExpired(days(0));
    assert.deepEqual(findFiles(), []);
  });

  async function openPostgres(t: TestContext) {
    const postgres = await startPostgres();
    const store = await openStore(createPostgresDialect(postgres.url));
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    t.after(async () => {
      await client.end();
      await store.close();
      await postgres.stop();
    });
    await client.query('create extension pageinspect');
    /** Of each table and of what it stores outside of its rows, all rows that its pages hold, whether or not a query sees them. */
    const findTables = async () => {
      const { rows } = await client.query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
         cross join lateral generate_series(0, pg_relation_size(c.oid) / current_setting('block_size')::int - 1) as block
         cross join lateral heap_page_items(get_raw_page(c.oid::regclass::text, block::int))
         where relkind in ('r', 't') and nspname in ('public', 'pg_toast') and position($1::bytea in t_data) > 0 group by 1`,
        [Buffer.from(canary)],
      );
      return rows.map(({ name }) => name);
    };
    // Not compressed, so that it can be found.
    await client.query('alter table submissions alter column payload set storage external');
    return { url: postgres.url, store, server: createTestServer(store, [campaign]), findTables };
  }

  it('is in no row of PostgreSQL, not even in one that was replaced', async (t) => {
    const { server, findTables } = await openPostgres(t);
    for (const repeats of [1, 150]) {
      const { status, text, body } = await server.submit(campaign, createCanaryLetter(repeats));
      assert.equal(status, 201, text);
      await server.submit(campaign, createLetter());
      assert.equal((await findTables()).length, 1);
      assert.deepEqual((await postJson(server, '/manage/erase', { secret: getSecret(body.manage) })).body, { erased: 1 });
      assert.deepEqual(await findTables(), []);
    }
    assert.deepEqual(server.logLines, []);
  });

  it('leaves the rows of PostgreSQL later while an older transaction is open', async (t) => {
    const { url, store, server, findTables } = await openPostgres(t);
    const { body } = await server.submit(campaign, createCanaryLetter(1));
    const reader = new Client({ connectionString: url });
    await reader.connect();
    // As pg_dump does.
    await reader.query('begin isolation level repeatable read; select from submissions');
    assert.deepEqual((await postJson(server, '/manage/erase', { secret: getSecret(body.manage) })).body, { erased: 1 });
    assert.deepEqual(await findTables(), ['submissions']);
    await reader.end();
    // As the retention job does every hour.
    await store.deleteExpired(days(0));
    assert.deepEqual(await findTables(), []);
  });
});
