/** The document of a campaign as JSON, to look at or to edit. */
import { html } from 'hono/html';
import { parseJsonPointer } from '../../../campaign/json-pointer.ts';
import type { Diagnostic } from '../../../campaign/linter/lint-campaign.ts';
import { toPattern, type JsonObject } from '../../campaign-forms/form-schema.ts';
import { labels } from '../../campaign-forms/labels.ts';
import { findPlace } from '../../campaign-forms/problems.ts';
import { parseDocument } from '../../campaign-forms/save-edit.ts';
import type { Change } from '../../campaigns/compare-versions.ts';
import type { Draft } from '../../campaigns/campaign-editor.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { getProblemPage } from './campaign-form-paths.ts';
import { breadcrumb, formatMessage, type CampaignMessage } from './campaign-page.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { changeList } from './campaign-versions-page.ts';
import { deskPage, errorNotice, instant } from './layout.ts';

export interface JsonPageData {
  message: CampaignMessage;
  /** What was typed and is not saved; by default the draft. */
  unsavedText?: string;
  /** What someone else has saved in the meantime, and what that has changed. */
  conflict?: { draft: Draft; changes: Change[] | undefined };
}

/** What the form calls the value at a JSON Pointer. */
const findLabel = (pointer: string): string | undefined => labels[toPattern(parseJsonPointer(pointer).map((key) => (/^\d+$/.test(key) ? Number(key) : key)))];

function diagnosticItem(diagnostic: Diagnostic, id: string, document: JsonObject): Html {
  const { severity, line, column, pointer, message } = diagnostic;
  const place = findPlace(diagnostic, document);
  const { path, title } = getProblemPage(id, place);
  const label = place.page === 'part' ? findLabel(pointer) : undefined;
  return html`<li>
    <strong>${severity === 'error' ? 'Error' : 'Advice'}</strong>${place.page !== 'json' && html` in <a href="${path}">${label === undefined || label === title ? title : `${title}: ${label}`}</a>`}:
    <span dir="auto">${message}</span>
    <span class="muted">(${pointer && html`<code dir="ltr" translate="no">${pointer}</code>, `}<a href="${getCampaignPath(id, 'json')}#line-${line}">line ${line}, column ${column}</a>)</span>
  </li>`;
}

/** Errors first, because they prevent the publication. */
function diagnosticList({ id, text, diagnostics }: CampaignDescription): Html | '' {
  const document = parseDocument(text);
  const [errors, advice] = [diagnostics.filter(({ severity }) => severity === 'error'), diagnostics.filter(({ severity }) => severity !== 'error')];
  return diagnostics.length ? html`<ul class="diagnostics">${[...errors, ...advice].map((diagnostic) => diagnosticItem(diagnostic, id, document))}</ul>` : '';
}

export function campaignJsonPage(account: DeskAccountRow, campaign: CampaignDescription, { message, unsavedText, conflict }: JsonPageData): Promise<Response> {
  const { id, draft } = campaign;
  const isEditable = draft !== undefined && includesRole(account.role, 'owner');
  const text = unsavedText ?? campaign.text;
  // A text area drops a line break at its very beginning.
  const area = html`<textarea id="text" name="text" class="code" rows="24" dir="ltr" lang="zxx" translate="no" spellcheck="false" autocapitalize="none" autocomplete="off" aria-describedby="text-hint"${isEditable ? html` data-lint="${getCampaignPath(id, 'lint')}"` : html` readonly`}${unsavedText !== undefined && html` data-unsaved`}>${`\n${text}`}</textarea>`;
  const hint = draft
    ? html`Saving makes a new version, also while there are errors. It becomes public when you publish it.`
    : html`This campaign comes from a file, which the desk cannot change.`;
  const label = html`<label for="text">Document</label><p class="hint" id="text-hint">${hint}</p>`;
  const content = html`${breadcrumb(campaign)}${formatMessage(message)}
    ${conflict && html`<section>
      <h2>What was saved in the meantime</h2>
      <p>Version ${conflict.draft.revision}, by <span dir="auto">${conflict.draft.author}</span>, ${instant(conflict.draft.savedAt)} UTC:</p>
      ${changeList(conflict.changes)}
      <p>Your text is below. Add these changes to it, if you want to keep them, and save it again.</p>
    </section>`}
    ${unsavedText === undefined && diagnosticList(campaign)}
    ${isEditable
      ? html`<form method="post" action="${getCampaignPath(id, 'json')}" id="json-form">${hidden('revision', String((conflict?.draft ?? draft).revision))}
      <div class="field">${label}${area}</div>
      <button>Save</button>
    </form>`
      : html`<div class="field">${label}${area}</div>`}`;
  const head = html`<script type="module" src="/v1/desk-editor.js"></script>`;
  return deskPage({ title: 'Document as JSON', account, head, path: campaignPaths.all, content, status: message.status ?? 200 });
}

/** For an author whose campaign someone else has deleted in the meantime: the text must not be lost with it. */
export const unsavedDocumentPage = (account: DeskAccountRow, text: string): Promise<Response> =>
  deskPage({
    title: 'Unknown campaign',
    account,
    status: 404,
    content: html`${errorNotice('Nothing was saved: the desk has no such campaign any more. Your text is below; copy it, if you want to keep it.')}
      <label for="text">Document</label>
      <textarea id="text" class="code" rows="24" dir="ltr" lang="zxx" translate="no" spellcheck="false" readonly>${`\n${text}`}</textarea>
      <p><a href="${campaignPaths.all}">Go to the campaigns</a></p>`,
  });
