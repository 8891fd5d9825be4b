/** The figures of the server bench, and their table. */

export interface Figure {
  description: string;
  floor?: number;
  ours: number;
  unit: '/s' | 'ms' | 'MB';
  ratio?: number;
  budget?: string;
  isMet?: boolean;
}

export function getMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

export function printFigures(figures: readonly Figure[]): void {
  const formatNumber = (value: number | undefined, unit: Figure['unit']) =>
    value?.toLocaleString('en', { maximumFractionDigits: unit === 'ms' ? 2 : 0 }) ?? '';
  const rows = [
    ['', 'floor', 'ours', '', 'ratio', 'budget', ''],
    ...figures.map(({ description, floor, ours, unit, ratio, budget, isMet }) => [
      description,
      formatNumber(floor, unit),
      formatNumber(ours, unit),
      unit,
      ratio?.toFixed(2) ?? '',
      budget ?? '',
      isMet === undefined ? '' : isMet ? 'met' : 'missed',
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  for (const cells of rows)
    console.log(cells.map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ').trimEnd());
}
