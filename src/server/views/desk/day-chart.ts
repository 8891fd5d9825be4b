/** A bar for each day, as SVG without scripts, and the same numbers as a table. */
import { html } from 'hono/html';
import type { Count } from '../../desk/overview.ts';
import type { Html } from '../html.ts';
import { formatNumber } from './format-number.ts';

const [width, height] = [720, 160];

const formatDay = (day: string) => new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
const round = (value: number) => Math.round(value * 10) / 10;

export function dayChart(days: readonly Count[]): Html {
  const highest = Math.max(...days.map(({ count }) => count));
  const barSpace = width / days.length;
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const title = `Submissions of the last ${days.length} days: ${formatNumber(total)} in all, at most ${formatNumber(highest)} on one day`;
  const bar = ({ name, count }: Count, i: number) => {
    const length = highest ? (count / highest) * (height - 1) : 0;
    return html`<rect x="${round(i * barSpace + 2)}" y="${round(height - 1 - length)}" width="${round(barSpace - 4)}" height="${round(length)}"><title>${formatDay(name)}: ${formatNumber(count)}</title></rect>`;
  };
  return html`<p class="note muted">At most ${formatNumber(highest)} on one day</p>
    <svg class="days" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
      ${days.map(bar)}
      <line x1="0" x2="${width}" y1="${height - 0.5}" y2="${height - 0.5}"/>
    </svg>
    <p class="scale note muted"><span>${formatDay(days[0]!.name)}</span> <span>${formatDay(days.at(-1)!.name)}</span></p>
    <details>
      <summary>The days as a table</summary>
      <table>
        <thead><tr><th scope="col">Day</th><th scope="col" class="number">Submissions</th></tr></thead>
        <tbody>${days.toReversed().map(({ name, count }) => html`<tr><th scope="row"><time datetime="${name}">${formatDay(name)}</time></th><td class="number">${formatNumber(count)}</td></tr>`)}</tbody>
      </table>
    </details>`;
}
