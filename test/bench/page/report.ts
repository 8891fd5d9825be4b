/** From measurements to the table. */
import type { Memory } from './many.ts';
import type { Visit } from './visit.ts';

export type LineName = 'slow' | '3g';

export interface Measured {
  rounds: number;
  machine: string;
  /** Lowest and highest load average meanwhile. */
  load: number[];
  /** The largest share of a processor that something else took during a measurement that was kept. */
  foreign: number;
  /** Of the hand-written element's script, packed. */
  floorBytes: number;
  /** By line and variant, one for each round. */
  visits: Record<LineName, Record<string, (Visit & { foreign: number })[]>>;
  memory: Record<'page' | 'vanilla' | 'letter', Memory[]>;
  /** Milliseconds of the main thread. */
  hundred: Record<'vanilla' | 'letter', number[]>;
}

export interface Figure {
  what: string;
  unit: string;
  floor: number | undefined;
  ours: number;
  ratio: number | undefined;
  /** Lower and upper quartile of the ratios of single rounds. */
  spread: [number, number] | undefined;
  budget: number | undefined;
  /** Whether the budget is one of the ratio; else of our own figure. */
  relative: boolean;
  met: boolean | undefined;
}

function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place % 1);
}
const median = (values: readonly number[]) => quantile(values, 0.5);

const interactive = ({ ready }: Visit) => ready[0]!;
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
/** Long tasks past their first 50 ms, https://web.dev/tbt. */
const blocked = ({ longTasks }: Visit) => sum(longTasks.map(({ duration }) => duration - 50));
const shifted = (visit: Visit) => sum(visit.shifts.filter(({ at }) => at <= interactive(visit)).map(({ value }) => value));

/** What the widget asked for before it could be used. */
const asked = (visit: Visit) =>
  visit.requests.filter(({ path, start }) => start < interactive(visit) && path !== '/bench/article.css');

/** As many of them as waited for one another: each that began after others had ended is one deeper than the deepest. */
function inTurn(visit: Visit): number {
  const depths: { end: number; depth: number }[] = [];
  for (const { start, end } of asked(visit).toSorted((a, b) => a.start - b.start)) {
    const depth = 1 + Math.max(0, ...depths.filter((earlier) => earlier.end <= start).map(({ depth }) => depth));
    depths.push({ end, depth });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
}

export function figures({ visits, memory, hundred }: Measured): Figure[] {
  const rows: Figure[] = [];
  const row = (what: string, unit: string, floor: readonly number[] | undefined, ours: readonly number[], budget?: number, relative = true) => {
    const ratios = floor?.every(Boolean) ? ours.map((one, i) => one / floor[i]!) : undefined;
    const ratio = ratios && floor ? median(ours) / median(floor) : undefined;
    const judged = relative ? ratio : median(ours);
    rows.push({
      what,
      unit,
      floor: floor && median(floor),
      ours: median(ours),
      ratio,
      spread: ratios && [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      budget,
      relative,
      met: budget === undefined || judged === undefined ? undefined : judged <= budget,
    });
  };
  const of = (line: LineName, variant: string, figure: (visit: Visit) => number) => visits[line][variant]!.map(figure);
  /** Over the page with nothing in it, in the same round. */
  const over = (variant: string, figure: (visit: Visit) => number) => {
    const alone = of('slow', 'page', figure);
    return of('slow', variant, figure).map((one, i) => one - alone[i]!);
  };
  const worked = ({ worked }: Visit) => worked;
  const fcp = ({ paints }: Visit) => paints.fcp;
  const lcp = ({ paints }: Visit) => paints.lcp;

  row('interactive, 1.6 Mbit/s, to floor-vanilla', 'ms', of('slow', 'vanilla', interactive), of('slow', 'letter', interactive), 1);
  row('interactive, 400 kbit/s, to floor-vanilla', 'ms', of('3g', 'vanilla', interactive), of('3g', 'letter', interactive), 1);
  row('the same with preloads in the head, 1.6 Mbit/s', 'ms', of('slow', 'vanilla', interactive), of('slow', 'preloaded', interactive));
  row('the same with preloads in the head, 400 kbit/s', 'ms', of('3g', 'vanilla', interactive), of('3g', 'preloaded', interactive));
  row('interactive, 1.6 Mbit/s, to floor-html', 'ms', of('slow', 'html', interactive), of('slow', 'letter', interactive), 1.5);
  row('floor-vanilla itself to floor-html', 'ms', of('slow', 'html', interactive), of('slow', 'vanilla', interactive));
  row('main thread', 'ms', of('slow', 'vanilla', worked), of('slow', 'letter', worked), 1.45);
  row('main thread, over the page alone', 'ms', over('vanilla', worked), over('letter', worked));
  row('blocked, over the page alone', 'ms', over('vanilla', blocked), over('letter', blocked), 85, false);
  row('first contentful paint, to the page alone', 'ms', of('slow', 'page', fcp), of('slow', 'letter', fcp), 1.03);
  row('largest contentful paint, to the page alone', 'ms', of('slow', 'page', lcp), of('slow', 'letter', lcp), 1.03);
  row('layout shift', '', of('slow', 'vanilla', shifted), of('slow', 'letter', shifted), 0, false);
  row('requests before interactive', '', of('slow', 'vanilla', (visit) => asked(visit).length), of('slow', 'letter', (visit) => asked(visit).length), 4, false);
  row('round trips before interactive', '', of('slow', 'vanilla', inTurn), of('slow', 'letter', inTurn), 2, false);

  const heap = (variant: 'vanilla' | 'letter', key: 'heap' | 'dom') =>
    memory[variant].map((one, i) => (one[key] - memory.page[i]![key]) / 1000);
  const each = (variant: 'vanilla' | 'letter', key: 'each' | 'domEach') => memory[variant].map((one) => one[key] / 1000);
  row('memory, first', 'kB', heap('vanilla', 'heap'), heap('letter', 'heap'), 600, false);
  row('memory, each further', 'kB', each('vanilla', 'each'), each('letter', 'each'), 25, false);
  row('its DOM, first', 'kB', heap('vanilla', 'dom'), heap('letter', 'dom'));
  row('its DOM, each further', 'kB', each('vanilla', 'domEach'), each('letter', 'domEach'));
  row('100 on a page, main thread', 'ms', hundred.vanilla, hundred.letter, 1.1);
  return rows;
}

export function print(figures: readonly Figure[], { rounds, machine, load, foreign, floorBytes }: Measured): void {
  const number = (value: number | undefined) =>
    value === undefined ? '' : Math.abs(value) >= 100 ? value.toFixed(0) : Number.isInteger(value) ? String(value) : value.toFixed(value < 1 ? 3 : 1);
  const ratio = (value: number | undefined) => value?.toFixed(2) ?? '';
  const table = [
    ['', 'floor', 'ours', '', 'ratio', 'quartiles', 'budget', ''],
    ...figures.map(({ what, unit, floor, ours, ratio: one, spread, budget, relative, met }) => [
      what,
      number(floor),
      number(ours),
      unit,
      ratio(one),
      spread ? spread.map(ratio).join('–') : '',
      budget === undefined ? '' : `≤ ${relative ? ratio(budget) : number(budget)}`,
      met === undefined ? '' : met ? 'met' : 'missed',
    ]),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  const left = [0, 3, 7];
  for (const cells of table)
    console.log(cells.map((cell, i) => (left.includes(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ').trimEnd());
  console.log(`
Medians of ${rounds}; 4 times slower processor; an empty cache each time. ${machine}.
Floor: the same form by hand, ${floorBytes} bytes packed, unless a row says another.
Load average ${load.map((one) => one.toFixed(1)).join(' to ')}; at most ${(foreign * 100).toFixed(0)} % of a processor went elsewhere during a visit.`);
}
