// npm run bench                   measures everything, prints a table and writes results.json, from which the docs are made
// npm run bench -- page/letter    one bench, or a folder of them: page, server
// npm run bench -- --rounds 15    how often each thing is measured: 9 times without it
// npm run bench -- --quick        two short rounds, to see that everything runs; writes nothing
// npm run bench -- --check        fails if a budget is missed
//
// What is measured is dist/, so run npm run build first. Nothing else should run on the machine at the same time.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { figureColumns, formatFigure, type Bench, type Figure } from './figures.ts';

const benches: Record<string, () => Promise<{ default: Bench }>> = {
  'page/letter': () => import('./page/letter.ts'),
  'page/keystrokes': () => import('./page/keystrokes.ts'),
  'page/counters': () => import('./page/counters.ts'),
  'page/wall': () => import('./page/wall.ts'),
  'page/proof-of-work': () => import('./page/proof-of-work.ts'),
  'server/submissions': () => import('./server/submissions.ts'),
  'server/documents': () => import('./server/documents.ts'),
  'server/scaling': () => import('./server/scaling.ts'),
  'server/memory': () => import('./server/memory.ts'),
  'server/requests': () => import('./server/requests.ts'),
  'server/rows': () => import('./server/rows.ts'),
  'server/messages': () => import('./server/messages.ts'),
  'server/hostile': () => import('./server/hostile.ts'),
};

/** What is written about each bench. */
interface Report {
  date: string;
  rounds: number;
  seconds: number;
  machine: string;
  /** Load averages of the machine before and after. */
  load: number[];
  versions: Record<string, string>;
  figures: Figure[];
}

const { values: options, positionals: names } = parseArgs({
  options: { rounds: { type: 'string' }, quick: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const { quick } = options;
const rounds = Number(options.rounds ?? (quick ? 2 : 9));
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a positive number');
const isSelected = (bench: string) => !names.length || names.some((name) => bench === name || bench.startsWith(`${name}/`));
const unknown = names.find((name) => !Object.keys(benches).some((bench) => bench === name || bench.startsWith(`${name}/`)));
if (unknown) throw new Error(`unknown bench: ${unknown}; there are ${Object.keys(benches).join(', ')}`);

const reports: Record<string, Report> = {};
for (const [name, load] of Object.entries(benches)) {
  if (!isSelected(name)) continue;
  console.error(`\n== ${name}`);
  const [start, loadBefore] = [performance.now(), loadavg()[0]!];
  try {
    const { default: bench } = await load();
    const { figures, versions } = await bench({ rounds, quick });
    reports[name] = {
      date: new Date().toISOString().slice(0, 10),
      rounds,
      seconds: Math.round((performance.now() - start) / 1000),
      machine: `${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`,
      load: [loadBefore, loadavg()[0]!],
      versions: { Node: process.versions.node, ...versions },
      figures: figures.map(roundFigure),
    };
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}

for (const [name, { seconds, figures }] of Object.entries(reports)) printTable(`${name}, ${seconds} s`, figures);
const figures = Object.values(reports).flatMap((report) => report.figures);
const missed = figures.filter(({ isMet }) => isMet === false);
console.log(`\n${figures.filter(({ isMet }) => isMet).length} budgets met, ${missed.length} missed`);
if (options.check && missed.length) process.exitCode = 1;
if (!quick) writeReports();

/** Keeps the reports of benches that have not been run now. */
function writeReports(): void {
  const file = new URL('results.json', import.meta.url);
  const all = { ...(existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Report>)), ...reports };
  const inOrder = Object.keys(benches).flatMap((name) => (all[name] ? [[name, all[name]] as const] : []));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
}

/** More digits would only be noise. */
function roundFigure(figure: Figure): Figure {
  return JSON.parse(JSON.stringify(figure), (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)) as Figure;
}

function printTable(title: string, rows: readonly Figure[]): void {
  const table = [[title, ...figureColumns.slice(1)], ...rows.map(formatFigure)];
  const widths = figureColumns.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  console.log();
  for (const [first, ...rest] of table) console.log([first!.padEnd(widths[0]!), ...rest.map((cell, i) => cell.padStart(widths[i + 1]!))].join('  ').trimEnd());
}
