/** What was deleted from SQLite is in none of its files any more, while the server runs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { createLetter, createLetterCampaign, createTempFolder, createTestServer, today } from './support.ts';

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
