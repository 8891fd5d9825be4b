/**
 * The endpoint against its floors. Everything runs on one machine, the load generator too, so the figures are ratios of
 * medians, the variants in turn; --json FILE also writes every single run.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBatcher } from '../../../src/server/db/write-batcher.ts';
import { startPostgres } from '../../support/postgres.ts';
import type { Loaded } from './load.ts';
import { fillPostgres, fillSqlite } from './many.ts';
import { load, start, type Program } from './processes.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    /** Seconds of each run. */
    seconds: { type: 'string', default: '4' },
    rows: { type: 'string', default: '1000000' },
  },
});
const rounds = Number(options.rounds);
const duration = Number(options.seconds);
const connections = 64;

const words = 'I write to you about Sam Sokha, who is held for throwing a shoe at a sign. Please let her go. ';
const submission = {
  kind: 'letter',
  language: 'en',
  person: { name: 'Anna Example', email: 'anna@example.org', country: 'AU', postalCode: '2000' },
  letter: { targets: ['minister'], subject: 'Free Sam Sokha', body: words.repeat(12) },
  consent: [{ id: 'news', statement: 'May we write to you?', given: false }],
  tracking: { partner: 'newspaper', origin: 'https://partner.example' },
};
const campaign = {
  version: 1,
  id: 'bench',
  language: 'en',
  title: 'Free Sam Sokha',
  description: words.repeat(75), // a document of 8 kB
  organiser: { name: 'A group', url: 'https://group.example' },
  letter: {
    targets: [{ id: 'minister', name: 'A. Minister', office: 'Minister of the Interior' }],
    choose: 'all',
    subject: 'Free Sam Sokha',
    salutation: 'Dear {name},',
    body: words,
    closing: 'Yours sincerely,',
    editable: 'all',
    maxLength: 3000,
    delivery: 'collect',
  },
  ask: { email: 'optional', country: 'optional', postalCode: 'optional' },
  consent: [{ id: 'news', statement: 'May we write to you?' }],
};

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const campaigns = join(folder, 'campaigns');
mkdirSync(campaigns);
writeFileSync(join(campaigns, 'bench.json'), JSON.stringify(campaign));

const postgres = await startPostgres();
const databases = {
  sqlite: { CAMPAIGNS_DIR: campaigns, DATA_DIR: join(folder, 'data') },
  postgres: { CAMPAIGNS_DIR: campaigns, DATABASE_URL: postgres.url },
};
const kinds = ['postgres', 'sqlite'] as const;
// Once, so that what follows starts as it starts every day: compiled, and on a database that is there.
for (const kind of kinds) await (await start(databases[kind])).stop();

const runs: Record<string, Loaded[]> = {};
const measure = async (name: string, program: Program, path: string, more: { submission?: object; headers?: Record<string, string> } = {}, at = connections) => {
  const loaded = await load({ url: program.url + path, connections: at, duration, ...more });
  (runs[name] ??= []).push(loaded);
};
const rate = (name: string) => median(runs[name]!.map(({ rate }) => rate));
const p99 = (name: string) => median(runs[name]!.map(({ p99 }) => p99));

interface Figure {
  what: string;
  floor?: number;
  ours: number;
  unit: string;
  ratio?: number;
  budget?: string;
  met?: boolean;
}
const figures: Figure[] = [];
const began = loadavg()[0]!;

// Sending
const post = '/campaigns/bench/submissions';
const nothing = await start({}, 'nothing', campaigns);
const real = { postgres: await start(databases.postgres), sqlite: await start(databases.sqlite) };
const idle = { postgres: real.postgres.memory(), sqlite: real.sqlite.memory() };
const busy = { postgres: 0, sqlite: 0 };
for (const program of [nothing, real.postgres, real.sqlite])
  await load({ url: program.url + post, connections, duration: 2, submission }); // warm
for (let round = 0; round < rounds; round++) {
  await measure('nothing', nothing, post, { submission });
  for (const kind of kinds) {
    await measure(kind, real[kind], post, { submission });
    busy[kind] = Math.max(busy[kind], real[kind].memory());
  }
}
for (const kind of kinds) {
  const ratio = rate(kind) / rate('nothing');
  const least = kind === 'postgres' ? 0.5 : 0.45;
  figures.push({ what: `POST, durable, ${kind}, to nothing stored`, unit: '/s', floor: rate('nothing'), ours: rate(kind), ratio, budget: `≥ ${least}`, met: ratio >= least });
}
for (const kind of kinds) {
  const ratio = p99(kind) / p99('nothing');
  figures.push({ what: `p99 under that load, ${kind}`, unit: 'ms', floor: p99('nothing'), ours: p99(kind), ratio, budget: '≤ 4', met: ratio <= 4 });
}

// One alone
for (const kind of kinds) await measure(`${kind}, alone`, real[kind], post, { submission }, 1);
for (const kind of kinds) figures.push({ what: `POST alone, ${kind}, median`, unit: 'ms', ours: median(runs[`${kind}, alone`]!.map(({ p50 }) => p50)) });
const { append } = createBatcher((entries: readonly number[]) => Promise.resolve([...entries]), () => Promise.resolve());
const waits: number[] = [];
for (let i = 0; i < 5000; i++) {
  const before = performance.now();
  await append(i);
  waits.push(performance.now() - before);
}
figures.push({ what: 'wait added by gathering, one alone', unit: 'ms', ours: median(waits), budget: 'none', met: median(waits) < 0.1 });

// Reading
const bare = await start({}, 'bare', campaigns);
const document = '/campaigns/bench.json';
const etag = (await fetch(real.sqlite.url + document)).headers.get('etag')!;
for (let round = 0; round < rounds; round++) {
  await measure('bare document', bare, document);
  await measure('document', real.sqlite, document);
  await measure('bare 304', bare, document, { headers: { 'if-none-match': '"bench"' } });
  await measure('304', real.sqlite, document, { headers: { 'if-none-match': etag } });
}
for (const name of ['document', '304']) {
  const ratio = rate(name) / rate(`bare ${name}`);
  figures.push({ what: `GET ${name}, to bare node:http`, unit: '/s', floor: rate(`bare ${name}`), ours: rate(name), ratio, budget: '≥ 0.6', met: ratio >= 0.6 });
}

for (const kind of kinds) {
  figures.push({ what: `memory, idle, ${kind}`, unit: 'MB', ours: idle[kind], budget: '≤ 110', met: idle[kind] <= 110 });
  figures.push({ what: `memory, under load, ${kind}`, unit: 'MB', ours: busy[kind], budget: '≤ 250', met: busy[kind] <= 250 });
}
for (const program of [bare, nothing, real.postgres, real.sqlite]) await program.stop();

// Beside many rows, and beside none
const other = await startPostgres();
const empty = {
  sqlite: { CAMPAIGNS_DIR: campaigns, DATA_DIR: join(folder, 'empty') },
  postgres: { CAMPAIGNS_DIR: campaigns, DATABASE_URL: other.url },
};
const rows = Number(options.rows);
fillSqlite(join(databases.sqlite.DATA_DIR, 'submissions.sqlite'), rows);
await fillPostgres(postgres.url, rows);
for (const kind of kinds) {
  const starts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const program = await start(databases[kind]);
    starts.push(program.started);
    await program.stop();
  }
  const [few, many] = [await start(empty[kind]), await start(databases[kind])];
  for (let round = 0; round < rounds; round++) {
    await measure(`counts, few rows, ${kind}`, few, '/campaigns/bench/counts.json');
    await measure(`counts, many rows, ${kind}`, many, '/campaigns/bench/counts.json');
  }
  await few.stop();
  await many.stop();
  figures.push({ what: `start to listening, ${kind}`, unit: 'ms', ours: median(starts), budget: '≤ 1000', met: median(starts) <= 1000 });
  const ratio = rate(`counts, many rows, ${kind}`) / rate(`counts, few rows, ${kind}`);
  figures.push({
    what: `counts with ${rows.toLocaleString('en')} rows, to none, ${kind}`,
    unit: '/s',
    floor: rate(`counts, few rows, ${kind}`),
    ours: rate(`counts, many rows, ${kind}`),
    ratio,
    budget: 'no slower',
    met: ratio > 0.8,
  });
}
await postgres.stop();
await other.stop();

const number = (value: number | undefined, digits = 0) => value?.toLocaleString('en', { maximumFractionDigits: digits }) ?? '';
const digits = ({ unit }: Figure) => (unit === 'ms' ? 2 : 0);
console.log(`${connections} connections, ${rounds} runs of ${duration} s each, medians; ${cpus().length} × ${cpus()[0]?.model}`);
console.log(`load average ${began.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after\n`);
const table = [
  ['', 'floor', 'ours', '', 'ratio', 'budget', ''],
  ...figures.map((one) => [one.what, number(one.floor, digits(one)), number(one.ours, digits(one)), one.unit, one.ratio?.toFixed(2) ?? '', one.budget ?? '', one.met === undefined ? '' : one.met ? 'met' : 'MISSED']),
];
const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
for (const row of table) console.log(row.map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '));
if (options.json) writeFileSync(options.json, JSON.stringify({ figures, runs }, null, 2));
