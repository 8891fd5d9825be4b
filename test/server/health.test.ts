/** The health check, over both databases, and over a connection that speaks HTTP/1.0. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../src/server/db/store.ts';
import { serve, type RunningServer } from '../../src/server/server.ts';
import { startPostgres } from '../support/postgres.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

interface Database {
  store: Store;
  /** Blocks every write, as another process could. @returns a function that unblocks them */
  blockWrites: () => Promise<() => unknown>;
  /** Makes every write fail. */
  refuseWrites: () => Promise<unknown>;
  close: () => Promise<unknown>;
}

async function openSqlite(): Promise<Database> {
  const file = join(createTempFolder(), 'test.sqlite');
  const store = await openStore(createSqliteDialect(file));
  const other = new DatabaseSync(file);
  return {
    store,
    blockWrites() {
      other.exec('begin immediate');
      return Promise.resolve(() => other.exec('rollback'));
    },
    refuseWrites() {
      other.exec(`create trigger refuse before insert on counters begin select raise(abort, 'disk full'); end`);
      return Promise.resolve();
    },
    close() {
      other.close();
      return store.close();
    },
  };
}

async function openPostgres(): Promise<Database> {
  const server = await startPostgres();
  const store = await openStore(createPostgresDialect(server.url));
  const other = new Client({ connectionString: server.url });
  await other.connect();
  return {
    store,
    async blockWrites() {
      await other.query('begin');
      await other.query('lock table counters');
      return () => other.query('rollback');
    },
    refuseWrites: () => other.query('alter table counters add constraint refuse check (false) not valid'),
    async close() {
      await other.end();
      await store.close();
      await server.stop();
    },
  };
}

for (const [name, open] of [['sqlite', openSqlite], ['postgres', openPostgres]] as const)
  describe(`GET /healthz (${name})`, () => {
    let database: Database;
    before(async () => {
      database = await open();
    });
    after(() => database.close());

    it('answers 200 while the database can be written', async () => {
      const server = createTestServer(database.store, []);
      for (let i = 0; i < 2; i++) {
        const { status, text } = await server.request('/healthz');
        assert.deepEqual([status, text], [200, '{"status":"ok"}']);
      }
    });

    it('answers 503 within a time limit while a write waits, and 200 afterwards', async () => {
      const server = createTestServer(database.store, []);
      const unblock = await database.blockWrites();
      const { status, body, headers } = await server.request('/healthz');
      assert.deepEqual([status, body.type, headers.get('Retry-After')], [503, '/problems/unavailable', '5']);
      await unblock();
      assert.equal((await server.request('/healthz')).status, 200);
    });

    it('answers 503 when a write fails', async () => {
      const server = createTestServer(database.store, []);
      await database.refuseWrites();
      const { status, body } = await server.request('/healthz');
      assert.deepEqual([status, body.type], [503, '/problems/unavailable']);
      assert.doesNotMatch(server.logLines.join(), /disk full|refuse/);
    });
  });

describe('GET /healthz on a disk that is almost full', () => {
  it('needs at least as much room as a letter', async () => {
    const file = join(createTempFolder(), 'test.sqlite');
    const store = await openStore(createSqliteDialect(file));
    const other = new DatabaseSync(file);
    const campaign = createLetterCampaign();
    const server = createTestServer(store, [campaign]);
    const letter = { targets: ['minister'], subject: 'A subject', body: 'x'.repeat(campaign.letter!.maxLength) };
    const measureLog = async (request: () => Promise<{ status: number }>, status: number) => {
      other.exec('pragma wal_checkpoint(truncate)');
      assert.equal((await request()).status, status);
      return statSync(`${file}-wal`).size;
    };
    const postLetter = () => server.submit(campaign, createLetter({ letter }));
    try {
      const health = await measureLog(() => server.request('/healthz'), 200);
      const submission = await measureLog(postLetter, 201);
      assert.ok(health >= submission, `${health} bytes, and a letter ${submission}`);
    } finally {
      other.close();
      await store.close();
    }
  });
});

describe('GET /healthz while the database does not answer', () => {
  it('tests one write for all requests that arrive meanwhile', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let writes = 0;
    const testWrite = () => (writes++, new Promise<never>(() => {}));
    const server = createTestServer({ ...createMemoryStore(), testWrite }, []);
    const responses = Array.from({ length: 20 }, () => server.request('/healthz'));
    t.mock.timers.tick(3000);
    assert.deepEqual((await Promise.all(responses)).map(({ status }) => status), Array.from({ length: 20 }, () => 503));
    assert.equal(writes, 1);
  });
});

describe('a request over HTTP/1.0 without a Host header', () => {
  let running: RunningServer;
  before(async () => {
    running = await serve({ DATA_DIR: createTempFolder(), PORT: '0' }, { print: () => {}, report: () => {} });
  });
  after(() => running.stop());

  /** @returns everything that was received until the server closed the connection */
  function send(request: string): Promise<string> {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    socket.write(request);
    return text(socket);
  }

  for (const [path, status] of [['/healthz', 200], ['/', 200], ['/campaigns/none.json', 404], ['/a/none', 404], ['/a/none/qr.svg', 404]] as const)
    it(`is answered with ${status} at ${path}`, async () => {
      assert.match(await send(`GET ${path} HTTP/1.0\r\n\r\n`), new RegExp(`^HTTP/1\\.1 ${status} `));
    });

  it('is answered with 400 if it claims to be HTTP/1.1, and the next one is still answered', async () => {
    assert.match(await send('GET /healthz HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /);
    assert.match(await send('GET /healthz HTTP/1.0\r\n\r\n'), /\{"status":"ok"\}$/);
  });
});
