/** A submission that was answered with 201 is there, whatever happens to the process. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { startServerProcess, type ServerProcess } from './process.ts';
import { createLetter, createLetterCampaign, createTempFolder } from './support.ts';

const campaign = createLetterCampaign({ id: 'free-sam' });
campaign.letter!.targets.splice(1);
const campaigns = createTempFolder();
writeFileSync(join(campaigns, 'free-sam.json'), JSON.stringify(campaign));

type Letter = ReturnType<typeof createLetter>;
const send = (url: string, body: Letter) =>
  fetch(`${url}/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
const people = async (url: string) => {
  const counts = (await (await fetch(`${url}/campaigns/${campaign.id}/counts.json`)).json()) as { people: number };
  return counts.people;
};

/** Sends from many at once until the server is gone. @returns what was accepted, as it grows, and the end of it */
function load(url: string, senders = 32): { accepted: Letter[]; done: Promise<unknown> } {
  const accepted: Letter[] = [];
  async function sender() {
    for (;;) {
      const sent = createLetter();
      const answer = await send(url, sent).catch(() => undefined);
      if (!answer) return;
      if (answer.status === 201) accepted.push(sent);
    }
  }
  return { accepted, done: Promise.all(Array.from({ length: senders }, sender)) };
}

interface Database {
  env: Record<string, string>;
  rows: () => Promise<number>;
}

const databases: Record<'sqlite' | 'postgres', (postgresServer: Postgres | undefined) => Database> = {
  sqlite() {
    const folder = createTempFolder();
    return {
      env: { CAMPAIGNS_DIR: campaigns, DATA_DIR: folder },
      rows() {
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
      async rows() {
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
  describe(`what was accepted (${kind})`, () => {
    let postgresServer: Postgres | undefined;
    let database: Database;
    before(async () => {
      postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
      database = databases[kind](postgresServer);
    });
    after(() => postgresServer?.stop());

    it('survives kill -9 under load, again and again, and the counts are the rows', async () => {
      const all: Letter[] = [];
      let server = await startServerProcess(database.env);
      for (const enough of [40, 150, 400]) {
        const { accepted, done } = load(server.url);
        await until(`${enough} were accepted`, () => accepted.length >= enough);
        assert.equal(await server.stop('SIGKILL'), 'SIGKILL');
        await done;
        all.push(...accepted);
        server = await startServerProcess(database.env);
        const rows = await database.rows();
        assert.equal(await people(server.url), rows);
        assert.ok(rows >= all.length, `${rows} rows of ${all.length} accepted`);
      }
      for (const sent of all) assert.equal((await send(server.url, sent)).status, 200, 'an accepted letter is lost');
      await server.stop('SIGTERM');
    });

    it('is one for two endpoints that share a database and start together', async () => {
      const before = await database.rows();
      const endpoints = await Promise.all([startServerProcess(database.env), startServerProcess(database.env)]);
      const to = (i: number) => (endpoints[i % 2] as ServerProcess).url;
      const same = createLetter();
      const twins = await Promise.all(Array.from({ length: 40 }, (_, i) => send(to(i), same)));
      assert.deepEqual(twins.map(({ status }) => status).sort(), [...Array.from({ length: 39 }, () => 200), 201]);
      const others = await Promise.all(Array.from({ length: 400 }, (_, i) => send(to(i), createLetter())));
      assert.ok(others.every(({ status }) => status === 201), others.map(({ status }) => status).join());
      assert.equal(await database.rows(), before + 401);
      assert.equal(await people(to(0)), before + 401);
      assert.equal(await people(to(1)), before + 401);
      await Promise.all(endpoints.map((server) => server.stop('SIGTERM')));
    });
  });
}

describe('two endpoints on a database that is not there yet', () => {
  it('make it once', async () => {
    for (let round = 0; round < 3; round++) {
      const { env, rows } = databases.sqlite(undefined);
      const endpoints = await Promise.all([startServerProcess(env), startServerProcess(env)]);
      for (const { url } of endpoints) assert.equal((await send(url, createLetter())).status, 201);
      assert.equal(await rows(), 2);
      await Promise.all(endpoints.map((server) => server.stop('SIGTERM')));
    }
  });
});
