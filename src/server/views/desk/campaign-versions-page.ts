/** The versions of a campaign: who saved them, and what changed. */
import { html } from 'hono/html';
import type { VersionSummary } from '../../campaigns/campaign-editor.ts';
import type { Change, ChangedLine } from '../../campaigns/compare-versions.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { breadcrumb, formatMessage, type CampaignMessage } from './campaign-page.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { dataTable, scrollRegion } from './data-table.ts';
import { deskPage, instant, nextLink } from './layout.ts';

export interface VersionsPageData {
  /** Newest first. */
  versions: readonly VersionSummary[];
  /** Where the next page begins. */
  next: number | undefined;
  /** The version that was chosen, and what it changed. */
  selection?: { number: number; changes: Change[] | undefined } | undefined;
  message: CampaignMessage;
}

// Words, and not only colours, say what was added and removed.
const lineFormats: Record<ChangedLine['type'], (text: string) => Html> = {
  added: (text) => html`<ins><span class="visually-hidden">Added: </span>${text}</ins>`,
  removed: (text) => html`<del><span class="visually-hidden">Removed: </span>${text}</del>`,
  same: (text) => html`<span>${text}</span>`,
};

/** @param changes undefined if there are too many */
export function changeList(changes: readonly Change[] | undefined): Html {
  if (!changes) return html`<p>Too much has changed to show it here.</p>`;
  if (!changes.length) return html`<p>Only spaces and line breaks have changed.</p>`;
  return html`${changes.map(
    ({ line, lines }) => html`<p class="note muted">From line ${line}:</p>
    ${scrollRegion(`Changes from line ${line}`, html`<code class="changes" dir="ltr" lang="zxx" translate="no">${lines.map(({ type, text }) => lineFormats[type](text))}</code>`)}`,
  )}`;
}

function versionRow({ number, author, saved_at }: VersionSummary, { id, draft }: CampaignDescription, mayRestore: boolean): Html {
  const isNewest = number === draft!.revision;
  return html`<tr>
    <th scope="row">${number}</th>
    <td>${instant(saved_at)}</td>
    <td dir="auto">${author}</td>
    <td>${[isNewest && 'newest', number === draft!.publishedRevision && 'published'].filter(Boolean).join(', ')}</td>
    <td><div class="row-forms">
      ${number > 1 && html`<a href="${getCampaignPath(id, 'versions')}?version=${number}" aria-label="What version ${number} changed">What changed</a>`}
      ${mayRestore && !isNewest && html`<form method="post" action="${getCampaignPath(id, 'restore')}">${hidden('version', String(number))}${hidden('revision', String(draft!.revision))}<button class="plain" aria-label="Restore version ${number}">Restore</button></form>`}
    </div></td>
  </tr>`;
}

export function campaignVersionsPage(account: DeskAccountRow, campaign: CampaignDescription, { versions, next, selection, message }: VersionsPageData): Promise<Response> {
  const { id } = campaign;
  const mayRestore = includesRole(account.role, 'owner');
  const content = html`${breadcrumb(campaign)}${formatMessage(message)}
    ${selection && html`<section><h2>What version ${selection.number} changed</h2>${changeList(selection.changes)}</section>`}
    ${dataTable('Versions', ['Version', 'Saved (UTC)', 'By', 'State', 'More'], versions.map((version) => versionRow(version, campaign, mayRestore)))}
    <p class="note muted">To restore an earlier version makes a new one with the same document. It becomes public when you publish it.</p>
    ${nextLink(getCampaignPath(id, 'versions'), next === undefined ? undefined : { before: String(next) }, 'Earlier versions')}`;
  return deskPage({ title: 'Versions', account, path: campaignPaths.all, content, status: message.status ?? 200 });
}
