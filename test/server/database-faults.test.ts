/** Databases that are locked, gone, read-only or in the wrong encoding. */
import assert from 'node:assert/strict';
import { copyFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, it, type TestContext } from 'node:test';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { query, startPostgres } from '../support/postgres.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

const campaign = createLetterCampaign();

async function openSqlite(t: TestContext, maxWait?: number) {
  const folder = createTempFolder();
  const file = join(folder, 'submissions.sqlite');
  const store = await openStore(createSqliteDialect(file, maxWait));
  t.after(() => store.close());
  return { folder, file, server: createTestServer(store, [campaign]) };
}

describe('a SQLite file that another process has locked', () => {
  it('does not keep the server from answering, and a submission is stored once the lock is gone', async (t) => {
    const { file, server } = await openSqlite(t, 60_000);
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
    const other = new DatabaseSync(file);
    t.after(() => other.close());
    other.exec('begin immediate');
    let isAnswered = false;
    const submissions = [createLetter(), createLetter()].map((letter) => server.submit(campaign, letter).finally(() => (isAnswered = true)));
    for (let i = 0; i < 10; i++) {
      assert.equal((await server.fetchCounts(campaign)).people, 1);
      await delay(5);
    }
    // A process that had waited for the lock would have given up by now.
    assert.equal(isAnswered, false);
    other.exec('rollback');
    assert.deepEqual((await Promise.all(submissions)).map(({ status }) => status), [201, 201]);
    assert.equal((await server.fetchCounts(campaign)).people, 3);
  });

  it('is answered with 503 after a time limit, and works again afterwards', async (t) => {
    const { file, server } = await openSqlite(t, 50);
    const other = new DatabaseSync(file);
    t.after(() => other.close());
    other.exec('begin immediate');
    const letters = [createLetter(), createLetter(), createLetter()];
    const responses = await Promise.all(letters.map((letter) => server.submit(campaign, letter)));
    assert.deepEqual(responses.map(({ status }) => status), [503, 503, 503]);
    other.exec('rollback');
    assert.deepEqual((await Promise.all(letters.map((letter) => server.submit(campaign, letter)))).map(({ status }) => status), [201, 201, 201]);
  });
});

describe('a SQLite file that is no longer the one that was opened', () => {
  const faults: Record<string, (file: string) => void> = {
    deleted: (file) => rmSync(file),
    moved: (file) => renameSync(file, `${file}.old`),
    replaced(file) {
      writeFileSync(`${file}.new`, '');
      renameSync(`${file}.new`, file);
    },
    'replaced by a link to a copy'(file) {
      copyFileSync(file, `${file}.copy`);
      rmSync(file);
      symlinkSync(`${file}.copy`, file);
    },
    'deleted with its folder': (file) => rmSync(dirname(file), { recursive: true }),
    'moved with its folder': (file) => renameSync(dirname(file), `${dirname(file)}.old`),
    'separated from its log': (file) => rmSync(`${file}-wal`),
    'separated from the index of its log': (file) => rmSync(`${file}-shm`),
  };
  for (const [name, breakFile] of Object.entries(faults))
    it(`refuses submissions and health checks, and logs that, after it was ${name}`, async (t) => {
      const { file, server } = await openSqlite(t);
      assert.equal((await server.submit(campaign, createLetter())).status, 201);
      breakFile(file);
      assert.deepEqual([(await server.submit(campaign, createLetter())).status, (await server.request('/healthz')).status], [503, 503]);
      const failure = 'DatabaseFileError FILE_DELETED_OR_REPLACED';
      assert.deepEqual(server.logLines, [`POST submissions: ${failure}`, `GET /healthz: ${failure}`]);
    });

  it('accepts submissions where only its name has become a link', async (t) => {
    const { file, server } = await openSqlite(t);
    renameSync(file, `${file}.moved`);
    symlinkSync(`${file}.moved`, file);
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
  });

  it('accepts submissions again when it is back', async (t) => {
    const { file, server } = await openSqlite(t);
    renameSync(file, `${file}.old`);
    assert.equal((await server.submit(campaign, createLetter())).status, 503);
    renameSync(`${file}.old`, file);
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
  });
});

describe('opening a database', () => {
  it('creates files that only their owner can read', async (t) => {
    const { file, server } = await openSqlite(t);
    await server.submit(campaign, createLetter());
    for (const suffix of ['', '-wal', '-shm']) assert.equal(statSync(file + suffix).mode & 0o777, 0o600, suffix);
  });

  it('fails for a server if nothing can be written, and succeeds for a command that may only read', async () => {
    const dataDir = createTempFolder();
    await (await openDatabase({ dataDir }, { mayCreate: true })).close();
    const database = new DatabaseSync(join(dataDir, 'submissions.sqlite'));
    database.exec(`create trigger refuse before insert on counters begin select raise(abort, 'read-only'); end`);
    database.close();
    await assert.rejects(openDatabase({ dataDir }, { mayCreate: true }), /^Error: cannot open the database: read-only; check DATA_DIR$/);
    await (await openDatabase({ dataDir }, { mayCreate: false })).close();
  });

  it('fails on PostgreSQL if its encoding is not UTF8', async (t) => {
    const postgres = await startPostgres();
    t.after(async () => {
      await query(postgres.url, 'drop database if exists ascii with (force)');
      await postgres.stop();
    });
    await query(postgres.url, `create database ascii encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0`);
    const databaseUrl = Object.assign(new URL(postgres.url), { pathname: '/ascii' }).href;
    await assert.rejects(
      openDatabase({ databaseUrl, dataDir: '' }, { mayCreate: true }),
      /^Error: cannot open the database: its encoding is SQL_ASCII, and must be UTF8; check DATABASE_URL$/,
    );
  });
});
