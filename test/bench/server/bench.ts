// node test/bench/server/bench.ts                the server compared with floors
// node test/bench/server/bench.ts --quick        one short run of each, to see that it runs
// node test/bench/server/bench.ts --json FILE    writes the figures and every run as JSON
//
// Everything runs on one machine, also the load generator, so the figures are ratios of medians, measured in turn.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../support/postgres.ts';
import { fillPostgres, fillSqlite } from './bulk-data.ts';
import { campaign, submission } from './fixtures.ts';
import type { LoadResult } from './load.ts';
import { runLoad, startProcess, type BenchProcess } from './processes.ts';
import { getMedian, printFigures, type Figure } from './report.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, quick: { type: 'boolean' }, rounds: { type: 'string' }, seconds: { type: 'string' }, rows: { type: 'string' } },
});
const rounds = Number(options.rounds ?? (options.quick ? 1 : 5));
/** Seconds of each run. */
const duration = Number(options.seconds ?? (options.quick ? 2 : 4));
const rows = Number(options.rows ?? (options.quick ? 10_000 : 1_000_000));
const connections = 64;
const databases = ['postgres', 'sqlite'] as const;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const campaignsDir = join(folder, 'campaigns');
mkdirSync(campaignsDir);
writeFileSync(join(campaignsDir, 'bench.json'), JSON.stringify(campaign));

const runs: Record<string, LoadResult[]> = {};
const figures: Figure[] = [];

type RequestOptions = Partial<Pick<Parameters<typeof runLoad>[0], 'submission' | 'headers' | 'connections'>>;
async function measure(name: string, { url }: BenchProcess, path: string, request: RequestOptions = {}): Promise<void> {
  (runs[name] ??= []).push(await runLoad({ url: url + path, connections, duration, ...request }));
}
const getRate = (name: string) => getMedian(runs[name]!.map(({ rate }) => rate));
const getP50 = (name: string) => getMedian(runs[name]!.map(({ p50 }) => p50));
const getP99 = (name: string) => getMedian(runs[name]!.map(({ p99 }) => p99));

function addRatio(description: string, unit: Figure['unit'], floor: number, ours: number, budget: string, isMet: (ratio: number) => boolean): void {
  const ratio = ours / floor;
  figures.push({ description, unit, floor, ours, ratio, budget, isMet: isMet(ratio) });
}
const addLimit = (description: string, unit: Figure['unit'], ours: number, limit: number) =>
  figures.push({ description, unit, ours, budget: `≤ ${limit}`, isMet: ours <= limit });

const [loadBefore] = loadavg();
const postgres = await startPostgres();
const env = {
  sqlite: { CAMPAIGNS_DIR: campaignsDir, DATA_DIR: join(folder, 'data') },
  postgres: { CAMPAIGNS_DIR: campaignsDir, DATABASE_URL: postgres.url },
};
// Start once, so that later starts find compiled code and an existing database.
for (const database of databases) await (await startProcess(env[database])).stop();

const nothing = await startProcess({}, 'nothing', campaignsDir);
const minimalServer = await startProcess({}, 'bare', campaignsDir);
const servers = { postgres: await startProcess(env.postgres), sqlite: await startProcess(env.sqlite) };
await measureSubmissions();
await measureReading();
for (const server of [minimalServer, nothing, servers.postgres, servers.sqlite]) await server.stop();
await measureManyRows();
await postgres.stop();

console.log(`${connections} connections, ${rounds} runs of ${duration} s each, medians; ${cpus().length} × ${cpus()[0]?.model}`);
console.log(`load average ${loadBefore!.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after\n`);
printFigures(figures);
if (options.json) writeFileSync(options.json, JSON.stringify({ figures, runs }, null, 2));

async function measureSubmissions(): Promise<void> {
  const path = '/campaigns/bench/submissions';
  const idle = { postgres: servers.postgres.getMemory(), sqlite: servers.sqlite.getMemory() };
  const busy = { postgres: 0, sqlite: 0 };
  for (const server of [nothing, servers.postgres, servers.sqlite]) await runLoad({ url: server.url + path, connections, duration: 2, submission }); // warm up
  for (let round = 0; round < rounds; round++) {
    await measure('nothing', nothing, path, { submission });
    for (const database of databases) {
      await measure(database, servers[database], path, { submission });
      busy[database] = Math.max(busy[database], servers[database].getMemory());
    }
  }
  for (const database of databases) {
    const min = database === 'postgres' ? 0.7 : 0.8;
    addRatio(`POST, durable, ${database}, to nothing stored`, '/s', getRate('nothing'), getRate(database), `≥ ${min}`, (ratio) => ratio >= min);
  }
  for (const database of databases)
    addRatio(`p99 under that load, ${database}`, 'ms', getP99('nothing'), getP99(database), '≤ 2', (ratio) => ratio <= 2);
  for (const database of databases) {
    await measure(`${database}, alone`, servers[database], path, { submission, connections: 1 });
    figures.push({ description: `POST alone, ${database}, median`, unit: 'ms', ours: getP50(`${database}, alone`) });
    addLimit(`memory, idle, ${database}`, 'MB', idle[database], 110);
    addLimit(`memory, under load, ${database}`, 'MB', busy[database], 250);
  }
}

async function measureReading(): Promise<void> {
  const path = '/campaigns/bench.json';
  const etag = (await fetch(servers.sqlite.url + path)).headers.get('etag')!;
  for (let round = 0; round < rounds; round++) {
    await measure('bare document', minimalServer, path);
    await measure('document', servers.sqlite, path);
    await measure('bare 304', minimalServer, path, { headers: { 'if-none-match': '"bench"' } });
    await measure('304', servers.sqlite, path, { headers: { 'if-none-match': etag } });
  }
  for (const name of ['document', '304'])
    addRatio(`GET ${name}, to bare node:http`, '/s', getRate(`bare ${name}`), getRate(name), '≥ 0.5', (ratio) => ratio >= 0.5);
}

/** Compares a server whose database has many rows with one whose database has none. */
async function measureManyRows(): Promise<void> {
  const emptyPostgres = await startPostgres();
  const emptyEnv = {
    sqlite: { CAMPAIGNS_DIR: campaignsDir, DATA_DIR: join(folder, 'empty') },
    postgres: { CAMPAIGNS_DIR: campaignsDir, DATABASE_URL: emptyPostgres.url },
  };
  fillSqlite(join(env.sqlite.DATA_DIR, 'submissions.sqlite'), rows);
  await fillPostgres(postgres.url, rows);
  for (const database of databases) {
    const startTimes: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const server = await startProcess(env[database]);
      startTimes.push(server.startTime);
      await server.stop();
    }
    addLimit(`start to listening, ${database}`, 'ms', getMedian(startTimes), 1000);
    const [few, many] = [await startProcess(emptyEnv[database]), await startProcess(env[database])];
    for (let round = 0; round < rounds; round++) {
      await measure(`counts, few rows, ${database}`, few, '/campaigns/bench/counts.json');
      await measure(`counts, many rows, ${database}`, many, '/campaigns/bench/counts.json');
    }
    await few.stop();
    await many.stop();
    addRatio(
      `counts with ${rows.toLocaleString('en')} rows, to none, ${database}`,
      '/s',
      getRate(`counts, few rows, ${database}`),
      getRate(`counts, many rows, ${database}`),
      'no slower',
      (ratio) => ratio > 0.8,
    );
  }
  await emptyPostgres.stop();
}
