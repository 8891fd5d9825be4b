/** What a bench reports: medians, their ratio to a floor, and whether they meet their budget. */

export interface BenchOptions {
  /** How often each variant is measured. */
  rounds: number;
  /** Whether short runs are enough, because only the bench itself is being tried. */
  quick: boolean;
}

export interface BenchResult {
  figures: Figure[];
  /** Of the programs that were measured, by name. */
  versions: Record<string, string>;
}

export type Bench = (options: BenchOptions) => Promise<BenchResult>;

export interface Figure {
  name: string;
  unit: Unit;
  measured: number;
  /** What the same takes at least, measured in turn with it. */
  floor?: number;
  /** Of `measured` to `floor`. */
  ratio?: number;
  budget?: string;
  isMet?: boolean;
}

type Unit = 'ms' | '/s' | 'MB' | '%' | '';
/** What a figure may be at most, or at least. */
type Limit = { max: number } | { min: number };

export function getMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** Measures every variant once in each round, so that whatever slows the machine down slows all of them. */
export async function interleave<Name extends string, T>(
  rounds: number,
  variants: Record<Name, () => Promise<T>>,
): Promise<Record<Name, T[]>> {
  const results = Object.fromEntries(Object.keys(variants).map((name) => [name, []])) as unknown as Record<Name, T[]>;
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries<() => Promise<T>>(variants)) results[name as Name].push(await measure());
    console.error(`round ${round + 1} of ${rounds}`);
  }
  return results;
}

const isWithin = (value: number, limit: Limit) => ('max' in limit ? value <= limit.max : value >= limit.min);
const formatLimit = (limit: Limit, format: (value: number) => string) => ('max' in limit ? `≤ ${format(limit.max)}` : `≥ ${format(limit.min)}`);
const formatRatio = (ratio: number) => ratio.toFixed(2);
const formatValue = (value: number, unit: Unit) => {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 3 : 1;
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '/s' ? `${text}${unit}` : `${text} ${unit}`.trim();
};

/** A figure whose budget limits its own value. @param floors for comparison */
export function createFigure(name: string, unit: Unit, values: readonly number[], limit?: Limit, floors?: readonly number[]): Figure {
  const measured = getMedian(values);
  const floor = floors && getMedian(floors);
  return {
    name,
    unit,
    measured,
    ...(floor !== undefined && { floor }),
    ...(floor && { ratio: measured / floor }),
    ...(limit && { budget: formatLimit(limit, (value) => formatValue(value, unit)), isMet: isWithin(measured, limit) }),
  };
}

/** A figure whose budget limits its ratio to a floor. */
export function createRatio(name: string, unit: Unit, floors: readonly number[], values: readonly number[], limit?: Limit): Figure {
  const figure = createFigure(name, unit, values, undefined, floors);
  return limit ? { ...figure, budget: formatLimit(limit, formatRatio), isMet: isWithin(figure.ratio!, limit) } : figure;
}

export const figureColumns = ['what', 'measured', 'floor', 'ratio', 'budget', 'met'];

/** The cells of a figure's row. */
export const formatFigure = ({ name, unit, measured, floor, ratio, budget = '', isMet }: Figure): string[] => [
  name,
  formatValue(measured, unit),
  floor === undefined ? '' : formatValue(floor, unit),
  ratio === undefined ? '' : formatRatio(ratio),
  budget,
  isMet === undefined ? '' : isMet ? 'yes' : 'no',
];
