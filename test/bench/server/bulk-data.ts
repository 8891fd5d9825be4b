/** Fills a database with many submissions in bulk, to measure how reading scales. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

const columns = 'campaign, id_digest, content_digest, kind, recipients, partner, testing, day, received_at, counts, payload';
/** With digests in order, the index is filled from one end to the other, which is much faster. */
const createValues = (digest: string) =>
  `'bench', ${digest}, 'bulk', 'letter', '["minister"]', null, 0, '2018-07-20', '2018-07-20T12:00:00.000Z', '{}', null`;
const createCounters = (rows: number) => `insert into counters (campaign, key, value) values ('bench', 'people', ${rows}), ('bench', 'letters', ${rows})`;

/** @param env the environment of a server that has created the tables */
export async function fillDatabase({ DATABASE_URL, DATA_DIR }: Record<string, string>, rows: number): Promise<void> {
  if (DATABASE_URL) await fillPostgres(DATABASE_URL, rows);
  else fillSqlite(join(DATA_DIR!, 'submissions.sqlite'), rows);
}

function fillSqlite(file: string, rows: number): void {
  const database = new DatabaseSync(file);
  database.exec(`begin;
    with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ${rows})
    insert into submissions (${columns}) select ${createValues("printf('%08d', i)")} from numbers;
    ${createCounters(rows)};
    commit;
    pragma wal_checkpoint(truncate)`);
  database.close();
}

async function fillPostgres(url: string, rows: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into submissions (${columns}) select ${createValues("lpad(i::text, 8, '0')")} from generate_series(1, ${rows}) as i`);
  await client.query(createCounters(rows));
  // What PostgreSQL does by itself within minutes of so many new rows.
  await client.query('vacuum analyze');
  await client.end();
}
