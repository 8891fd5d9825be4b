/** A submission that was answered with 201 survives, whatever happens to the process. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startServerProcess, type ServerProcess } from './process.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';

const campaign = createLetterCampaign({ id: 'free-sam' });
campaign.letter!.targets.splice(1);
const campaigns = createTempFolder();
writeFileSync(join(campaigns, 'free-sam.json'), JSON.stringify(campaign));

type Letter = ReturnType<typeof createLetter>;
const submit = (url: string, body: Letter) =>
  fetch(`${url}/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
const fetchPeople = async (url: string) => {
  const counts = (await (await fetch(`${url}/campaigns/${campaign.id}/counts.json`)).json()) as { people: number };
  return counts.people;
};

/** Submits concurrently until the server is gone. @returns the accepted letters, as they come, and a promise that resolves at the end */
function startLoad(url: string, clientCount = 32): { accepted: Letter[]; done: Promise<unknown> } {
  const accepted: Letter[] = [];
  async function runClient() {
    for (;;) {
      const letter = createLetter();
      const response = await submit(url, letter).catch(() => undefined);
      if (!response) return;
      if (response.status === 201) accepted.push(letter);
    }
  }
  return { accepted, done: Promise.all(Array.from({ length: clientCount }, runClient)) };
}

interface Database {
  env: Record<string, string>;
  countRows: () => Promise<number>;
}

const databases: Record<'sqlite' | 'postgres', (postgresServer: Postgres | undefined) => Database> = {
  sqlite() {
    const folder = createTempFolder();
    return {
      env: { CAMPAIGNS_DIR: campaigns, DATA_DIR: folder },
      countRows() {
        const database = new DatabaseSync(join(folder, 'submissions.sqlite'), { readOnly: true });
        const { n } = database.prepare('select count(*) as n from submissions').get() as { n: number };
        database.close();
        return Promise.resolve(n);
      },
    };
  },
  postgres(postgresServer) {
    return {
      env: { CAMPAIGNS_DIR: campaigns, DATABASE_URL: postgresServer!.url },
      async countRows() {
        const client = new Client({ connectionString: postgresServer!.url });
        await client.connect();
        const { rows } = await client.query<{ n: number }>('select count(*)::int as n from submissions');
        await client.end();
        return rows[0]!.n;
      },
    };
  },
};

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`accepted submissions (${kind})`, () => {
    let postgresServer: Postgres | undefined;
    let database: Database;
    before(async () => {
      postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
      database = databases[kind](postgresServer);
    });
    after(() => postgresServer?.stop());

    it('survive repeated kill -9 under load, and the counts equal the rows', async () => {
      const allAccepted: Letter[] = [];
      let server = await startServerProcess(database.env);
      for (const minimum of [40, 150, 400]) {
        const { accepted, done } = startLoad(server.url);
        await waitUntil(`${minimum} letters were accepted`, () => accepted.length >= minimum, 60_000);
        assert.equal(await server.stop('SIGKILL'), 'SIGKILL');
        await done;
        allAccepted.push(...accepted);
        server = await startServerProcess(database.env);
        const rows = await database.countRows();
        assert.equal(await fetchPeople(server.url), rows);
        assert.ok(rows >= allAccepted.length, `${rows} rows of ${allAccepted.length} accepted`);
      }
      for (const letter of allAccepted) assert.equal((await submit(server.url, letter)).status, 200, 'an accepted letter was lost');
      await server.stop('SIGTERM');
    });

    it('are counted once by two servers that start together and share a database', async () => {
      const before = await database.countRows();
      const servers = await Promise.all([startServerProcess(database.env), startServerProcess(database.env)]);
      const getUrl = (i: number) => (servers[i % 2] as ServerProcess).url;
      const letter = createLetter();
      const replays = await Promise.all(Array.from({ length: 40 }, (_, i) => submit(getUrl(i), letter)));
      assert.deepEqual(replays.map(({ status }) => status).sort(), [...Array.from({ length: 39 }, () => 200), 201]);
      const others = await Promise.all(Array.from({ length: 400 }, (_, i) => submit(getUrl(i), createLetter())));
      assert.ok(others.every(({ status }) => status === 201), others.map(({ status }) => status).join());
      assert.equal(await database.countRows(), before + 401);
      assert.equal(await fetchPeople(getUrl(0)), before + 401);
      assert.equal(await fetchPeople(getUrl(1)), before + 401);
      await Promise.all(servers.map((server) => server.stop('SIGTERM')));
    });
  });
}

describe('two servers that start without a database', () => {
  it('create it once', async () => {
    for (let round = 0; round < 3; round++) {
      const { env, countRows } = databases.sqlite(undefined);
      const servers = await Promise.all([startServerProcess(env), startServerProcess(env)]);
      for (const { url } of servers) assert.equal((await submit(url, createLetter())).status, 201);
      assert.equal(await countRows(), 2);
      await Promise.all(servers.map((server) => server.stop('SIGTERM')));
    }
  });
});
