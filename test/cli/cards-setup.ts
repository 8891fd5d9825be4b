/** The `cards` commands next to a running server, over both databases. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe } from 'node:test';
import { Client } from 'pg';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { sumCards } from '../server/cards.ts';
import { inheritedEnv, startServerProcess, type ServerProcess } from '../server/process.ts';
import { createPostcard } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { campaign, campaignsFolder, runCards, startCli, type CliProcess } from './commands.ts';

export interface ListedCard {
  id: string;
  person: string;
  stage: string;
  text?: string;
  mayBePublished?: boolean;
  delivered?: { day: string; place?: string };
  declined?: { reason: string; note?: string };
}

export interface Counts {
  postcards: Record<string, number>;
  perPerson: Record<string, number>;
}

export interface CardsCommands {
  run: (...args: string[]) => ReturnType<typeof runCards>;
  start: (...args: string[]) => CliProcess;
  runInProcess: (...args: string[]) => Promise<{ code: number | null; stdout: string; stderr: string }>;
  list: (...args: string[]) => Promise<ListedCard[]>;
  /** Submits a postcard to two people. */
  submitCard: (card?: Record<string, unknown>) => Promise<void>;
  /** Submits a postcard. @returns the ids of all cards with this text */
  submitText: (text: string, card?: Record<string, unknown>) => Promise<string[]>;
  fetchJson: <T>(name: string) => Promise<T>;
  /** Asserts that the published counts are the sum of the stored cards, and that each card's steps lead to its stage. */
  assertConsistent: () => Promise<void>;
}

/** Runs a suite over SQLite and over PostgreSQL, each with a server process. */
export function describeCardsCommands(name: string, suite: (commands: CardsCommands) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const)
    describe(`${name} (${kind})`, () => {
      let postgresServer: Postgres | undefined;
      let env: Record<string, string>;
      let server: ServerProcess;
      before(async () => {
        postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
        env = { CAMPAIGNS_DIR: campaignsFolder, ...(postgresServer ? { DATABASE_URL: postgresServer.url } : { DATA_DIR: createTempFolder() }) };
        server = await startServerProcess(env);
      });
      after(async () => {
        await server.stop('SIGTERM');
        await postgresServer?.stop();
      });
      suite(createCommands(() => ({ env, server })));
    });
}

function createCommands(getContext: () => { env: Record<string, string>; server: ServerProcess }): CardsCommands {
  const getUrl = (name: string) => `${getContext().server.url}/campaigns/${campaign.id}/${name}`;
  const run = (...args: string[]) => runCards(args, getContext().env);
  const start = (...args: string[]) => startCli(['cards', ...args], { ...inheritedEnv, ...getContext().env });
  const list = async (...args: string[]) => JSON.parse((await run('list', '--json', ...args)).stdout) as ListedCard[];
  const fetchJson = async <T>(name: string) => (await (await fetch(getUrl(name))).json()) as T;
  const submitCard = async (card: Record<string, unknown> = {}) => {
    const submission = createPostcard();
    Object.assign(submission['postcard'] as object, card);
    const submit = () => fetch(getUrl('submissions'), { method: 'POST', body: JSON.stringify(submission) });
    let response = await submit();
    // As a page does, when the server has waited too long for its turn.
    for (let retries = 0; response.status === 503 && retries < 10; retries++) response = await submit();
    assert.ok(response.ok, await response.text());
  };
  return {
    run,
    start,
    list,
    fetchJson,
    submitCard,
    async runInProcess(...args) {
      const { output, exitCode } = start(...args);
      return { code: await exitCode, ...output };
    },
    async submitText(text, card = {}) {
      await submitCard({ message: text, ...card });
      return (await list()).filter((listed) => listed.text === text).map(({ id }) => id);
    },
    async assertConsistent() {
      const { postcards, perPerson } = await fetchJson<Counts>('counts.json');
      assert.deepEqual({ postcards, perPerson }, await sumStoredCards(getContext().env));
      assert.deepEqual(await queryRows(getContext().env, inconsistentCards), []);
    },
  };
}

async function sumStoredCards(env: Record<string, string>) {
  const url = env['DATABASE_URL'];
  const store = await openStore(url ? createPostgresDialect(url) : createSqliteDialect(join(env['DATA_DIR']!, 'submissions.sqlite')));
  const sums = await sumCards(store, campaign);
  await store.close();
  return sums;
}

const inconsistentCards = `
  select c.id from cards c left join card_steps s on s.card = c.id and s.step_no = c.current_step
  where c.stage <> coalesce(case s.step when 'paper' then 'received' else s.step end, case c.paper when 1 then 'withdrawn' else 'received' end)
  or c.step_count <> (select count(*) from card_steps where card = c.id)`;

/** Queries the database itself. */
async function queryRows(env: Record<string, string>, sql: string): Promise<unknown[]> {
  if (!env['DATABASE_URL']) {
    const database = new DatabaseSync(join(env['DATA_DIR']!, 'submissions.sqlite'), { readOnly: true });
    const rows = database.prepare(sql).all();
    database.close();
    return rows;
  }
  const client = new Client({ connectionString: env['DATABASE_URL'] });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}
