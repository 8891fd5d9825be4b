/** The overview of the desk: what came in. */
import { html } from 'hono/html';
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import type { Count, Overview } from '../../desk/overview.ts';
import type { Html } from '../html.ts';
import { campaignPaths } from './campaign-paths.ts';
import { dataTable } from './data-table.ts';
import { dayChart } from './day-chart.ts';
import { formatNumber } from './format-number.ts';
import { deskPage, deskPaths, notice } from './layout.ts';

export interface CampaignOverview {
  campaign: Campaign;
  overview: Overview;
}

/** Rows of a table; the others are added up. */
const maxRows = 50;

function countTable(caption: string, heading: string, counts: readonly Count[], toText: (name: string) => string, unknown: string): Html {
  const rest = counts.slice(maxRows).reduce((sum, { count }) => sum + count, 0);
  const row = (name: string, count: number) => html`<tr><th scope="row" dir="auto">${name}</th><td class="number">${formatNumber(count)}</td></tr>`;
  return html`<table>
    <caption>${caption}</caption>
    <thead><tr><th scope="col">${heading}</th><th scope="col" class="number">Submissions</th></tr></thead>
    <tbody>${counts.slice(0, maxRows).map(({ name, count }) => row(name ? toText(name) : unknown, count))}${rest > 0 && row('Others', rest)}</tbody>
  </table>`;
}

function createNames(type: 'language' | 'region'): (code: string) => string {
  const names = new Intl.DisplayNames('en', { type });
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}
const getCountryName = createNames('region');
const getLanguageName = createNames('language');

function details({ campaign, overview }: CampaignOverview): Html {
  const { total, days, partners, countries, languages } = overview;
  return html`<section>
    ${overview.isPartial && notice(`The submissions are being counted: ${formatNumber(total)} so far, so all figures are too small. This page shows more in a few seconds.`)}
    <h2><a href="/a/${campaign.id}" lang="${campaign.language}">${campaign.title}</a></h2>
    ${total > 0 ? html`${dayChart(days)}
    <div class="tables">
      ${countTable('By partner', 'Partner', partners, (name) => name, 'Without a partner')}
      ${countTable('By country', 'Country', countries, getCountryName, 'Unknown')}
      ${countTable('By language', 'Language', languages, getLanguageName, 'Unknown')}
    </div>` : !overview.isPartial && html`<p>Nothing has come in yet.</p>`}
    <p class="note muted">Days are in UTC. Tests, and what is held, are not counted. Countries and languages are unknown once the text has been deleted. The figures may be a moment old, or minutes if there are very many submissions.</p>
  </section>`;
}

function summary(items: readonly CampaignOverview[], selected: CampaignOverview): Html {
  const numbers = ['Today', '7 days', 'Total'].map((heading) => ({ heading, isNumber: true }) as const);
  const row = ({ campaign: { id, title, language }, overview: { today, week, total } }: CampaignOverview) => html`<tr>
      <th scope="row"><a href="${deskPaths.overview}?campaign=${id}" lang="${language}"${id === selected.campaign.id && html` aria-current="true"`}>${title}</a> <code class="muted">${id}</code></th>
      ${[today, week, total].map((count) => html`<td class="number">${formatNumber(count)}</td>`)}
    </tr>`;
  return dataTable('Campaigns', ['Campaign', ...numbers], items.map(row));
}

/** @param selectedId the id of the campaign whose details are shown, by default the largest campaign */
export function overviewPage(account: DeskAccountRow, items: readonly CampaignOverview[], selectedId: string | undefined): Promise<Response> {
  const selected = items.find(({ campaign }) => campaign.id === selectedId) ?? items.toSorted((a, b) => b.overview.total - a.overview.total)[0];
  const content = selected ? html`${summary(items, selected)}${details(selected)}` : html`<p>This server has no campaigns yet.</p><p><a href="${campaignPaths.all}">Start a campaign</a></p>`;
  // Works without scripts.
  const refresh = items.some(({ overview }) => overview.isPartial) && { head: html`<meta http-equiv="refresh" content="5">` };
  return deskPage({ title: 'Overview', account, path: deskPaths.overview, content, ...refresh });
}
