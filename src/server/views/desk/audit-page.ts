/** What organisers have done, on the desk and with the command line. */
import { html } from 'hono/html';
import type { DeskAccountRow } from '../../desk/accounts.ts';
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
    <div class="wide" tabindex="0" role="region" aria-label="Audit log"><table>
      <thead><tr><th scope="col">Time</th><th scope="col">Name</th><th scope="col">Action</th><th scope="col">Campaign</th><th scope="col" class="number">Number</th><th scope="col">What</th></tr></thead>
      <tbody>${entries.map(row)}</tbody>
    </table></div>
    ${entries.length === 0 && html`<p>There are no entries here.</p>`}
    ${nextLink(deskPaths.audit, next === undefined ? undefined : { before: next }, 'Older entries')}`;
  return deskPage({ title: 'Audit log', account, path: deskPaths.audit, content });
}
