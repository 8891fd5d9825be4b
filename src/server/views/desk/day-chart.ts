/** A bar for each day, as SVG without scripts, and the same numbers as a table. */
import { html } from 'hono/html';
import type { Count } from '../../desk/overview.ts';
import type { Html } from '../html.ts';

const [width, height, top, bottom] = [720, 200, 24, 24];

export const formatNumber = (count: number): string => new Intl.NumberFormat('en').format(count);
const formatDay = (day: string) => new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
const round = (value: number) => Math.round(value * 10) / 10;

export function dayChart(days: readonly Count[]): Html {
  const highest = Math.max(...days.map(({ count }) => count));
  const barSpace = width / days.length;
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const title = `Submissions of the last ${days.length} days: ${formatNumber(total)} in all, at most ${formatNumber(highest)} on one day`;
  const bar = ({ name, count }: Count, i: number) => {
    const length = highest ? (count / highest) * (height - top - bottom) : 0;
    return html`<rect x="${round(i * barSpace + 2)}" y="${round(height - bottom - length)}" width="${round(barSpace - 4)}" height="${round(length)}"><title>${formatDay(name)}: ${formatNumber(count)}</title></rect>`;
  };
  return html`<svg class="days" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
      <text x="0" y="16">${formatNumber(highest)}</text>
      ${days.map(bar)}
      <line x1="0" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/>
      <text x="0" y="${height - 6}">${formatDay(days[0]!.name)}</text>
      <text x="${width}" y="${height - 6}" text-anchor="end">${formatDay(days.at(-1)!.name)}</text>
    </svg>
    <details>
      <summary>The days as a table</summary>
      <table>
        <thead><tr><th scope="col">Day</th><th scope="col" class="number">Submissions</th></tr></thead>
        <tbody>${days.toReversed().map(({ name, count }) => html`<tr><th scope="row"><time datetime="${name}">${formatDay(name)}</time></th><td class="number">${formatNumber(count)}</td></tr>`)}</tbody>
      </table>
    </details>`;
}
