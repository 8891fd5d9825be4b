/** What organisers have done, on the desk and with the command line. */
import { html } from 'hono/html';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { dataTable } from './data-table.ts';
import { formatNumber } from './format-number.ts';
import { deskPage, deskPaths, instant, nextLink } from './layout.ts';

export interface AuditEntryView {
  time: string;
  actor: string;
  command: string;
  /** Empty if the entry belongs to none. */
  campaign: string;
  affected: number;
  ids: readonly string[];
}

/** Ids in one row. */
const maxIds = 10;

function formatIds(ids: readonly string[]): string {
  return ids.slice(0, maxIds).join(' ') + (ids.length > maxIds ? ` and ${formatNumber(ids.length - maxIds)} more` : '');
}

/** @param entries newest first @param next where the next page begins */
export function auditPage(account: DeskAccountRow, entries: readonly AuditEntryView[], next: string | undefined): Promise<Response> {
  const row = ({ time, actor, command, campaign, affected, ids }: AuditEntryView) => html`<tr>
    <td>${instant(time)}</td><td dir="auto">${actor}</td><td>${command}</td><td>${campaign}</td>
    <td class="number">${formatNumber(affected)}</td><td dir="auto">${formatIds(ids)}</td></tr>`;
  const content = html`<p>What organisers have done, newest first, here and with the command line. Times are in UTC.</p>
    ${dataTable('Audit log', ['Time', 'Name', 'Action', 'Campaign', { heading: 'Number', isNumber: true }, 'What'], entries.map(row))}
    ${entries.length === 0 && html`<p>There are no entries here.</p>`}
    ${nextLink(deskPaths.audit, next === undefined ? undefined : { before: next }, 'Older entries')}`;
  return deskPage({ title: 'Audit log', account, path: deskPaths.audit, content });
}
