/** A submission that was answered with 201 is there, whatever happens to the process. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { startEndpoint, type Started } from './process.ts';
import { letter, letterCampaign, temporaryFolder } from './support.ts';

const campaign = letterCampaign({ id: 'free-sam' });
campaign.letter!.targets.splice(1);
const campaigns = temporaryFolder();
writeFileSync(join(campaigns, 'free-sam.json'), JSON.stringify(campaign));

type Letter = ReturnType<typeof letter>;
const send = (url: string, body: Letter) =>
  fetch(`${url}/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(body) });
const people = async (url: string) => {
  const counts = (await (await fetch(`${url}/campaigns/${campaign.id}/counts.json`)).json()) as { people: number };
  return counts.people;
};

/** Sends from many at once until the endpoint is gone. @returns what was accepted, as it grows, and the end of it */
function load(url: string, senders = 32): { accepted: Letter[]; done: Promise<unknown> } {
  const accepted: Letter[] = [];
  async function sender() {
    for (;;) {
      const sent = letter();
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

const databases: Record<'sqlite' | 'postgres', (server: Postgres | undefined) => Database> = {
  sqlite() {
    const folder = temporaryFolder();
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
  postgres(server) {
    return {
      env: { CAMPAIGNS_DIR: campaigns, DATABASE_URL: server!.url },
      async rows() {
        const client = new Client({ connectionString: server!.url });
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
    let server: Postgres | undefined;
    let database: Database;
    before(async () => {
      server = kind === 'postgres' ? await startPostgres() : undefined;
      database = databases[kind](server);
    });
    after(() => server?.stop());

    it('survives kill -9 under load, again and again, and the counts are the rows', async () => {
      const all: Letter[] = [];
      let endpoint = await startEndpoint(database.env);
      for (const enough of [40, 150, 400]) {
        const { accepted, done } = load(endpoint.url);
        await until(`${enough} were accepted`, () => accepted.length >= enough);
        assert.equal(await endpoint.end('SIGKILL'), 'SIGKILL');
        await done;
        all.push(...accepted);
        endpoint = await startEndpoint(database.env);
        const rows = await database.rows();
        assert.equal(await people(endpoint.url), rows);
        assert.ok(rows >= all.length, `${rows} rows of ${all.length} accepted`);
      }
      for (const sent of all) assert.equal((await send(endpoint.url, sent)).status, 200, 'an accepted letter is lost');
      await endpoint.end('SIGTERM');
    });

    it('is one for two endpoints that share a database and start together', async () => {
      const before = await database.rows();
      const endpoints = await Promise.all([startEndpoint(database.env), startEndpoint(database.env)]);
      const to = (i: number) => (endpoints[i % 2] as Started).url;
      const same = letter();
      const twins = await Promise.all(Array.from({ length: 40 }, (_, i) => send(to(i), same)));
      assert.deepEqual(twins.map(({ status }) => status).sort(), [...Array.from({ length: 39 }, () => 200), 201]);
      const others = await Promise.all(Array.from({ length: 400 }, (_, i) => send(to(i), letter())));
      assert.ok(others.every(({ status }) => status === 201), others.map(({ status }) => status).join());
      assert.equal(await database.rows(), before + 401);
      assert.equal(await people(to(0)), before + 401);
      assert.equal(await people(to(1)), before + 401);
      await Promise.all(endpoints.map((endpoint) => endpoint.end('SIGTERM')));
    });
  });
}

describe('two endpoints on a database that is not there yet', () => {
  it('make it once', async () => {
    for (let round = 0; round < 3; round++) {
      const { env, rows } = databases.sqlite(undefined);
      const endpoints = await Promise.all([startEndpoint(env), startEndpoint(env)]);
      for (const { url } of endpoints) assert.equal((await send(url, letter())).status, 201);
      assert.equal(await rows(), 2);
      await Promise.all(endpoints.map((endpoint) => endpoint.end('SIGTERM')));
    }
  });
});
