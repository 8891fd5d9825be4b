/** PostgreSQL that restarts, crashes or stops answering, with TLS and with passwords. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { connect, createServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { findFreePort } from '../support/port.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startServerProcess } from '../server/process.ts';
import { createLetter, createLetterCampaign } from '../server/support/campaigns.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { createCertificates, createCleanup, startPostgresServer, type PostgresServer } from './programs.ts';

const campaign = createLetterCampaign();
const open = (databaseUrl: string, maxWait?: number) =>
  openDatabase({ databaseUrl, dataDir: '' }, { mayCreate: true, ...(maxWait !== undefined && { maxWait }) });

async function openServer(t: TestContext, getUrl = ({ url }: PostgresServer) => url, maxWait?: number) {
  const cleanup = createCleanup(t);
  const postgres = await startPostgresServer(cleanup);
  const store = await open(getUrl(postgres), maxWait);
  cleanup(() => store.close());
  return { cleanup, postgres, server: createTestServer(store, [campaign]) };
}

describe('PostgreSQL under load', () => {
  for (const mode of ['fast', 'immediate'] as const)
    it(`loses and doubles nothing when it is stopped (${mode}) and started again`, async (t) => {
      const { postgres, server } = await openServer(t);
      const submit = (letter: object) => server.submit(campaign, letter);
      const accepted: object[] = [];
      let unavailable = 0;
      let isOver = false;
      /** As a page does, it repeats what was not accepted. */
      async function runClient() {
        while (!isOver) {
          const letter = createLetter();
          for (let status = 0; status !== 201 && status !== 200; unavailable += Number(status === 503)) {
            ({ status } = await submit(letter));
            assert.ok([200, 201, 503].includes(status), String(status));
            await new Promise(setImmediate);
          }
          accepted.push(letter);
        }
      }
      const clients = Array.from({ length: 16 }, runClient);
      await waitUntil('100 letters are accepted', () => accepted.length > 100);
      postgres.stop(mode);
      await waitUntil('the server notices', () => unavailable > 20);
      assert.equal((await server.request('/healthz')).status, 503);
      const acceptedBefore = accepted.length;
      postgres.start();
      await waitUntil('100 more letters are accepted', () => accepted.length > acceptedBefore + 100);
      isOver = true;
      await Promise.all(clients);

      assert.equal((await server.request('/healthz')).status, 200);
      assert.equal((await server.fetchCounts(campaign)).people, accepted.length);
      for (const letter of accepted) assert.equal((await submit(letter)).status, 200);
    });
});

describe('PostgreSQL that stops answering', () => {
  /** Forwards connections. The open ones go silent when told to: nothing is forwarded any more, and nothing is closed. */
  async function startRelay(t: TestContext) {
    const sockets = new Set<Socket>();
    let target = 0;
    let generation = 0;
    const relay = createServer((client) => {
      const upstream = connect(target, '127.0.0.1');
      const firstGeneration = generation;
      for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
        sockets.add(from);
        from.on('data', (data) => firstGeneration === generation && to.write(data));
        from.on('error', () => {}).on('close', () => to.destroy());
      }
    });
    const port = await findFreePort();
    await new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve));
    t.after(() => {
      sockets.forEach((socket) => socket.destroy());
      relay.close();
    });
    return { port, setTarget: (server: PostgresServer) => (target = server.port), silence: () => generation++ };
  }

  it('answers 503 after a time limit, and uses new connections from then on', async (t) => {
    const relay = await startRelay(t);
    const getUrl = (postgres: PostgresServer) => {
      relay.setTarget(postgres);
      return `postgres://test@127.0.0.1:${relay.port}/postgres`;
    };
    const { server } = await openServer(t, getUrl, 1000);
    const submit = async () => (await server.submit(campaign, createLetter())).status;
    assert.equal(await submit(), 201);
    relay.silence();
    assert.equal(await submit(), 503);
    assert.equal(await submit(), 201);
    assert.equal((await server.fetchCounts(campaign)).people, 2);
  });
});

describe('PostgreSQL with TLS', () => {
  const start = (t: TestContext) =>
    startPostgresServer(createCleanup(t), (folder) => {
      createCertificates(folder);
      return {
        settings: ['ssl = on', `ssl_cert_file = '${folder}/server.pem'`, `ssl_key_file = '${folder}/server.key'`],
        rules: ['hostssl all all 127.0.0.1/32 trust'],
      };
    });
  const getUrl = ({ port }: PostgresServer, query: string, host = 'localhost') => `postgres://test@${host}:${port}/postgres${query}`;

  it('accepts a certificate of a private authority whose file is named by sslrootcert, in every mode', async (t) => {
    const postgres = await start(t);
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void (/SSL|TLS/.test(warning.message) && warnings.push(warning));
    process.on('warning', onWarning);
    t.after(() => process.off('warning', onWarning));
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      await (await open(getUrl(postgres, `?sslmode=${mode}&sslrootcert=${join(postgres.folder, 'ca.pem')}`))).close();
    assert.deepEqual(warnings, []);
    await (await open(getUrl(postgres, `?sslmode=no-verify`))).close();
  });

  it('accepts it without sslrootcert if Node trusts the authority', async (t) => {
    const postgres = await start(t);
    const server = await startServerProcess({ DATABASE_URL: getUrl(postgres, '?sslmode=require'), NODE_EXTRA_CA_CERTS: join(postgres.folder, 'ca.pem') });
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    await server.stop('SIGTERM');
  });

  it('refuses it otherwise, also with sslmode=require, and says what to add', async (t) => {
    const postgres = await start(t);
    const advice = /^Error: cannot open the database: .*certificate.*; check DATABASE_URL; if the certificate is of an authority of your own, add sslrootcert=\/path\/to\/ca\.pem to it$/;
    for (const mode of ['require', 'verify-full']) await assert.rejects(open(getUrl(postgres, `?sslmode=${mode}`)), advice);
  });

  it('refuses a certificate for another host, a missing file, and a connection without TLS', async (t) => {
    const postgres = await start(t);
    const ca = join(postgres.folder, 'ca.pem');
    await assert.rejects(open(getUrl(postgres, `?sslmode=require&sslrootcert=${ca}`, '127.0.0.1')), /^Error: cannot open the database: .*127\.0\.0\.1.*; check DATABASE_URL$/);
    await assert.rejects(open(getUrl(postgres, '?sslmode=require&sslrootcert=/nowhere.pem')), /^Error: cannot open the database: .*\/nowhere\.pem.*; check DATABASE_URL$/);
    await assert.rejects(open(getUrl(postgres, '')), /^Error: cannot open the database: .*no encryption.*; check DATABASE_URL$/);
  });
});

describe('PostgreSQL with a password', () => {
  it('accepts any password whose special characters are escaped, and does not tell a wrong one', async (t) => {
    const postgres = await startPostgresServer(createCleanup(t), () => ({ rules: ['host all all 127.0.0.1/32 scram-sha-256'] }));
    const getUrl = (password: string) => `postgres://test:${password}@127.0.0.1:${postgres.port}/postgres`;
    for (const password of ['p#ss', 'p@ss', 'p/ss?', '100%', 'p:s [ß]\\', '%41']) {
      await postgres.run(`alter role test password '${password}'`);
      await (await open(getUrl(encodeURIComponent(password)))).close();
    }
    await assert.rejects(open(getUrl('secret')), /^Error: cannot open the database: (?!.*secret).*; check DATABASE_URL$/);
  });
});
