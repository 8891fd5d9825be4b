/** Where the server keeps what supporters type: in one column, and after the erasure in none; never in a header, an error, the log or the metrics. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { Client } from 'pg';
import { startPostgres } from '../support/postgres.ts';
import { getSecret } from './manage.ts';
import { startServerProcess } from './process.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';

const canaries = Array.from({ length: 14 }, (_, i) => `q7canary${i}q7`);
const [name, email, postalCode, subject, body, answer, source, medium, campaignSource, content, cardMessage, cardFrom, unknown, query] = canaries as [string, ...string[]];
const metricsToken = 'a-token-of-the-monitoring';

const letterCampaign = createLetterCampaign({
  ask: { name: 'required', email: 'required', country: 'required', postalCode: 'optional' },
  fields: [{ id: 'why', label: 'Why', type: 'text' }],
});
const postcardCampaign = createPostcardCampaign();
const letter = createLetter({
  person: { name, email: `${email}@example.org`, country: 'AU', postalCode },
  letter: { targets: ['minister'], subject, body },
  fields: { why: answer },
  tracking: { source, medium, campaign: campaignSource, content },
});
const card = { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: cardMessage, from: cardFrom, publish: true };
const postcard = createPostcard({ person: { name }, postcard: card });

interface Database {
  env: Record<string, string>;
  /** All rows of all tables. */
  readTables: () => Promise<[table: string, rows: Record<string, unknown>[]][]>;
  /** The folder of the files, where they are the server's own. */
  folder?: string;
}

function openSqlite(): Promise<Database> {
  const folder = createTempFolder();
  return Promise.resolve({
    env: { DATA_DIR: folder },
    folder,
    readTables() {
      const database = new DatabaseSync(join(folder, 'submissions.sqlite'), { readOnly: true });
      const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all().map((row) => String(row['name']));
      const rows = tables.map((table): [string, Record<string, unknown>[]] => [table, database.prepare(`select * from "${table}"`).all()]);
      database.close();
      return Promise.resolve(rows);
    },
  });
}

async function openPostgres(t: TestContext): Promise<Database> {
  const postgres = await startPostgres();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  t.after(async () => {
    await client.end();
    await postgres.stop();
  });
  return {
    env: { DATABASE_URL: postgres.url },
    async readTables() {
      const { rows: tables } = await client.query<{ tablename: string }>(`select tablename from pg_tables where schemaname = 'public'`);
      const contents: [string, Record<string, unknown>[]][] = [];
      for (const { tablename } of tables) contents.push([tablename, (await client.query<Record<string, unknown>>(`select * from "${tablename}"`)).rows]);
      return contents;
    },
  };
}

for (const [kind, open] of [['sqlite', openSqlite], ['postgres', openPostgres]] as const)
  describe(`what supporters type (${kind})`, () => {
    it('is found in the column that is meant for it, in no other, in no header, error, log or metric; and nowhere once it is erased', async (t) => {
      const { env, readTables, folder } = await open(t);
      const campaigns = createTempFolder();
      for (const campaign of [letterCampaign, postcardCampaign]) writeFileSync(join(campaigns, `${campaign.id}.json`), JSON.stringify(campaign));
      const server = await startServerProcess({ ...env, CAMPAIGNS_DIR: campaigns, METRICS_TOKEN: metricsToken });
      t.after(() => server.stop('SIGKILL'));
      const request = async (path: string, init?: RequestInit) => {
        const response = await fetch(server.url + path, { ...init, redirect: 'manual' });
        assert.doesNotMatch(JSON.stringify([...response.headers]), /q7canary/);
        return { status: response.status, text: await response.text() };
      };
      const post = (path: string, text: string, type = 'text/plain') => request(path, { method: 'POST', body: text, headers: { 'Content-Type': type } });
      const findColumns = async () => {
        const columns = new Set<string>();
        for (const [table, rows] of await readTables())
          for (const row of rows)
            for (const [column, value] of Object.entries(row)) if (/q7canary\d+q7/.test(String(value))) columns.add(`${table}.${column}`);
        return [...columns];
      };

      const path = `/campaigns/${letterCampaign.id}/submissions`;
      const json = JSON.stringify(letter);
      const invalid = JSON.stringify({ ...letter, id: crypto.randomUUID(), kind: unknown, fields: { [unknown!]: answer } });
      const accepted = [await post(path, json), await post(`/campaigns/${postcardCampaign.id}/submissions`, JSON.stringify(postcard))];
      const refused = [
        await post(path, json.replace('"en"', '"km"')),
        await post(path, invalid),
        await post(path, json.slice(0, -20)),
        await post(`/campaigns/${unknown}/submissions`, json),
      ];
      assert.deepEqual([...accepted, await post(path, json), ...refused].map(({ status }) => status), [201, 201, 200, 409, 422, 400, 404]);
      // A pointer names the key that the sender has sent, never a value.
      for (const response of refused) assert.doesNotMatch(response.text.replace(`/fields/${unknown}`, ''), /q7canary/);
      for (const response of [...accepted, await request(`/a/${letterCampaign.id}?name=${query}`), await request(`/${query}`)]) assert.doesNotMatch(response.text, /q7canary/);
      await post(path, new URLSearchParams({ id: crypto.randomUUID(), 'person/name': name, 'letter/body': body! }).toString(), 'application/x-www-form-urlencoded');
      assert.deepEqual(await findColumns(), ['submissions.payload']);

      for (const { text } of accepted) {
        const { manage } = JSON.parse(text) as { manage: string };
        assert.equal((await post('/manage/erase', JSON.stringify({ secret: getSecret(manage) }), 'application/json')).status, 200);
      }
      assert.deepEqual(await findColumns(), []);
      if (folder) assert.deepEqual(readdirSync(folder).filter((file) => /q7canary/.test(readFileSync(join(folder, file), 'latin1'))), []);
      const metrics = await (await fetch(`${server.url}/metrics`, { headers: { Authorization: `Bearer ${metricsToken}` } })).text();
      assert.match(metrics, /http_requests_total\{method="POST"/);
      assert.doesNotMatch(metrics, /q7canary/);
      await server.stop('SIGTERM');
      assert.doesNotMatch([...server.stdoutLines, ...server.stderrLines].join('\n'), /q7canary/);
    });
  });
