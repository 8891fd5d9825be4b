/** The databases and the campaign that the server benches use. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../../support/postgres.ts';
import { campaign } from './fixtures.ts';
import { stopAllProcesses } from './processes.ts';
import type { BenchResult, Figure } from '../figures.ts';

export type DatabaseName = 'PostgreSQL' | 'SQLite';
export const databaseNames: readonly DatabaseName[] = ['PostgreSQL', 'SQLite'];

export interface Databases {
  /** The folder of the campaign. */
  campaignsDir: string;
  /** Creates an empty database. @returns the environment of a server that uses it */
  create(name: DatabaseName): Promise<Record<string, string>>;
}

/** Stops the servers and removes the databases when `measure` has ended. */
export async function measureWithDatabases(measure: (databases: Databases) => Promise<Figure[]>): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const campaignsDir = join(folder, 'campaigns');
  mkdirSync(campaignsDir);
  writeFileSync(join(campaignsDir, 'bench.json'), JSON.stringify(campaign));
  const postgres = await startPostgres();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  let count = 0;
  try {
    const figures = await measure({
      campaignsDir,
      async create(name): Promise<Record<string, string>> {
        const id = `bench_${++count}`;
        // The bench measures what happens to submissions that are accepted.
        const env = { CAMPAIGNS_DIR: campaignsDir, CAMPAIGN_LIMIT: '100000000' };
        if (name === 'SQLite') return Object.assign(env, { DATA_DIR: join(folder, id) });
        await client.query(`create database ${id}`);
        return Object.assign(env, { DATABASE_URL: new URL(`/${id}`, postgres.url).href });
      },
    });
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return { figures, versions: { PostgreSQL: rows[0]!.server_version, SQLite: process.versions['sqlite']! } };
  } finally {
    await stopAllProcesses();
    await client.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
