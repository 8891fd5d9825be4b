/** Fills a database with many submissions in bulk, to measure how reading scales. */
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

const columns = `campaign, id_digest, content_digest, kind, recipients, partner, testing, day, received_at, counts, payload`;
const createValues = (number: string) =>
  `'bench', 'bulk-' || ${number}, 'bulk', 'letter', '["minister"]', null, 0, '2018-07-20', '2018-07-20T12:00:00.000Z', '{}', null`;
const updateCounters = `update counters set value = value + $1 where campaign = 'bench' and key in ('people', 'letters')`;

export function fillSqlite(file: string, rows: number): void {
  const database = new DatabaseSync(file);
  database.exec(`begin;
    with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ${rows})
    insert into submissions (${columns}) select ${createValues('i')} from numbers;
    ${updateCounters.replace('$1', String(rows))};
    commit;`);
  database.close();
}

export async function fillPostgres(url: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into submissions (${columns}) select ${createValues('i')} from generate_series(1, $1::int) as i`, [rows]);
  await client.query(updateCounters, [rows]);
  await client.end();
}
