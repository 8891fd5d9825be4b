/** Turns measurements into the table of figures. */
import type { LoadResult } from './page-visit.ts';

export type NetworkName = '1.6 Mbit/s' | '400 kbit/s';

export interface Results {
  rounds: number;
  machine: string;
  /** Lowest and highest load average meanwhile. */
  loadAverages: number[];
  /** The largest share of a processor that other processes used during a measurement that was kept. */
  maxForeignLoad: number;
  /** Size of the hand-written element's script, compressed. */
  floorBytes: number;
  /** By network and variant, one for each round. */
  visits: Record<NetworkName, Record<string, LoadResult[]>>;
}

export interface Figure {
  description: string;
  unit: string;
  floor: number | undefined;
  ours: number;
  ratio: number | undefined;
  /** Lower and upper quartile of the ratios of single rounds. */
  quartiles: [number, number] | undefined;
  budget: number | undefined;
  /** Whether the budget limits the ratio; else it limits our own figure. */
  isRatioBudget: boolean;
  isMet: boolean | undefined;
}

function getQuantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * fraction;
  const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return low + (high - low) * (position % 1);
}
const getMedian = (values: readonly number[]) => getQuantile(values, 0.5);
const getSum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

type Metric = (visit: LoadResult) => number;
const interactive: Metric = (visit) => visit.interactive;
const mainThread: Metric = (visit) => visit.mainThread;
/** The time of long tasks beyond their first 50 ms, https://web.dev/tbt. */
const blockingTime: Metric = ({ longTasks }) => getSum(longTasks.map(({ duration }) => duration - 50));
const layoutShift: Metric = (visit) => getSum(visit.shifts.filter(({ at }) => at <= visit.interactive).map(({ value }) => value));
const fcp: Metric = ({ paints }) => paints.fcp;
const lcp: Metric = ({ paints }) => paints.lcp;

/** Returns the requests of the widget before it was interactive. */
const getRequests = (visit: LoadResult) =>
  visit.requests.filter(({ path, start }) => start < visit.interactive && path !== '/bench/article.css');
const requestCount: Metric = (visit) => getRequests(visit).length;

/** Counts round trips: a request that began after others had ended is one deeper than the deepest of them. */
const roundTrips: Metric = (visit) => {
  const depths: { end: number; depth: number }[] = [];
  for (const { start, end } of getRequests(visit).toSorted((a, b) => a.start - b.start)) {
    const depth = 1 + Math.max(0, ...depths.filter((earlier) => earlier.end <= start).map(({ depth }) => depth));
    depths.push({ end, depth });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
};

export function createFigures({ visits }: Results): Figure[] {
  const figures: Figure[] = [];
  const addFigure = (description: string, unit: string, floor: readonly number[], ours: readonly number[], budget?: number, isRatioBudget = true) => {
    const ratios = floor.every(Boolean) ? ours.map((value, i) => value / floor[i]!) : undefined;
    const ratio = ratios && getMedian(ours) / getMedian(floor);
    const limited = isRatioBudget ? ratio : getMedian(ours);
    figures.push({
      description,
      unit,
      floor: getMedian(floor),
      ours: getMedian(ours),
      ratio,
      quartiles: ratios && [getQuantile(ratios, 0.25), getQuantile(ratios, 0.75)],
      budget,
      isRatioBudget,
      isMet: budget === undefined || limited === undefined ? undefined : limited <= budget,
    });
  };
  const getValues = (network: NetworkName, variant: string, metric: Metric) => visits[network][variant]!.map(metric);
  const fast = (variant: string, metric: Metric) => getValues('1.6 Mbit/s', variant, metric);
  const slow = (variant: string, metric: Metric) => getValues('400 kbit/s', variant, metric);
  /** Subtracts the value of the page alone, in the same round. */
  const overPage = (variant: string, metric: Metric) => {
    const page = fast('page', metric);
    return fast(variant, metric).map((value, i) => value - page[i]!);
  };

  addFigure('interactive, 1.6 Mbit/s, to floor-vanilla', 'ms', fast('vanilla', interactive), fast('letter', interactive), 0.9);
  addFigure('interactive, 400 kbit/s, to floor-vanilla', 'ms', slow('vanilla', interactive), slow('letter', interactive), 1);
  addFigure('interactive, 1.6 Mbit/s, to floor-html', 'ms', fast('html', interactive), fast('letter', interactive), 1.35);
  addFigure('floor-vanilla itself to floor-html', 'ms', fast('html', interactive), fast('vanilla', interactive));
  addFigure('with actions.js, 1.6 Mbit/s, to floor-vanilla', 'ms', fast('vanilla', interactive), fast('autoloader', interactive));
  addFigure('with actions.js, 400 kbit/s, to floor-vanilla', 'ms', slow('vanilla', interactive), slow('autoloader', interactive));
  addFigure('main thread', 'ms', fast('vanilla', mainThread), fast('letter', mainThread), 1.45);
  addFigure('main thread, over the page alone', 'ms', overPage('vanilla', mainThread), overPage('letter', mainThread));
  addFigure('blocked, over the page alone', 'ms', overPage('vanilla', blockingTime), overPage('letter', blockingTime), 90, false);
  addFigure('first contentful paint, to the page alone', 'ms', fast('page', fcp), fast('letter', fcp), 1.03);
  addFigure('largest contentful paint, to the page alone', 'ms', fast('page', lcp), fast('letter', lcp), 1.03);
  addFigure('layout shift', '', fast('vanilla', layoutShift), fast('letter', layoutShift), 0, false);
  addFigure('requests before interactive', '', fast('vanilla', requestCount), fast('letter', requestCount), 2, false);
  addFigure('round trips before interactive', '', fast('vanilla', roundTrips), fast('letter', roundTrips), 1, false);
  return figures;
}

export function printFigures(figures: readonly Figure[], { rounds, machine, loadAverages, maxForeignLoad, floorBytes }: Results): void {
  const formatNumber = (value: number | undefined) =>
    value === undefined ? '' : Math.abs(value) >= 100 ? value.toFixed(0) : Number.isInteger(value) ? String(value) : value.toFixed(value < 1 ? 3 : 1);
  const formatRatio = (value: number | undefined) => value?.toFixed(2) ?? '';
  const rows = [
    ['', 'floor', 'ours', '', 'ratio', 'quartiles', 'budget', ''],
    ...figures.map(({ description, unit, floor, ours, ratio, quartiles, budget, isRatioBudget, isMet }) => [
      description,
      formatNumber(floor),
      formatNumber(ours),
      unit,
      formatRatio(ratio),
      quartiles ? quartiles.map(formatRatio).join('–') : '',
      budget === undefined ? '' : `≤ ${isRatioBudget ? formatRatio(budget) : formatNumber(budget)}`,
      isMet === undefined ? '' : isMet ? 'met' : 'missed',
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const leftAligned = [0, 3, 7];
  for (const cells of rows)
    console.log(cells.map((cell, i) => (leftAligned.includes(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ').trimEnd());
  console.log(`
Medians of ${rounds} rounds; 4 times slower processor; an empty cache each time. ${machine}.
Unless a row says otherwise, the floor is the same form written by hand, ${floorBytes} bytes compressed.
Load average ${loadAverages.map((value) => value.toFixed(1)).join(' to ')}; other processes used at most ${(maxForeignLoad * 100).toFixed(0)} % of a processor during a visit.`);
}
