/** One campaign: its state, what has to be corrected, and what can be done with it. */
import { html } from 'hono/html';
import { parseJsonPointer } from '../../../campaign/json-pointer.ts';
import type { Diagnostic } from '../../../campaign/linter/lint-campaign.ts';
import { toPattern } from '../../campaign-forms/form-schema.ts';
import { labels } from '../../campaign-forms/labels.ts';
import { findPart, formParts } from '../../campaign-forms/parts.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { embedForm } from './campaign-embed-form.ts';
import { getPartPath, getTranslationPath, getTranslationsPath } from './campaign-form-paths.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { deskPage, deskPaths, instant, notice, problem } from './layout.ts';

export interface CampaignMessage {
  notice?: string | undefined;
  problem?: string | undefined;
  status?: number;
}

export const formatMessage = (message: CampaignMessage): Html => html`${message.notice && notice(message.notice)}${message.problem && problem(message.problem)}`;

/** The title of a page about a campaign, and a way back to it. */
export const breadcrumb = ({ id, title, language }: CampaignDescription): Html =>
  html`<p><a href="${getCampaignPath(id)}" dir="auto"${language && html` lang="${language}"`}>${title}</a></p>`;

/** Where the value at a JSON Pointer has a field, and what the form calls it. */
function findField(id: string, pointer: string): { path: string; name: string } | undefined {
  const keys = parseJsonPointer(pointer);
  const [key, language] = keys;
  if (key === 'translations') return language === undefined ? { path: getTranslationsPath(id), name: 'Translations' } : { path: getTranslationPath(id, language), name: `Translations: ${language}` };
  const part = findPart(pointer);
  const label = labels[toPattern(keys.map((one) => (/^\d+$/.test(one) ? Number(one) : one)))];
  return part && { path: `${getPartPath(id, part.id)}#${pointer}`, name: label === undefined || label === part.title ? part.title : `${part.title}: ${label}` };
}

function diagnosticItem({ severity, line, column, pointer, message }: Diagnostic, id: string): Html {
  const field = findField(id, pointer);
  return html`<li>
    <strong>${severity === 'error' ? 'Error' : 'Advice'}</strong>${field && html` in <a href="${field.path}">${field.name}</a>`}:
    <span dir="auto">${message}</span>
    <span class="muted">(${pointer && html`<code dir="ltr" translate="no">${pointer}</code>, `}<a href="${getCampaignPath(id, 'json')}#line-${line}">line ${line}, column ${column}</a>)</span>
  </li>`;
}

/** Errors first, because they prevent the publication. */
export function diagnosticList(id: string, diagnostics: readonly Diagnostic[]): Html | '' {
  const [errors, advice] = [diagnostics.filter(({ severity }) => severity === 'error'), diagnostics.filter(({ severity }) => severity !== 'error')];
  return diagnostics.length ? html`<ul class="diagnostics">${[...errors, ...advice].map((diagnostic) => diagnosticItem(diagnostic, id))}</ul>` : '';
}

/** What the public sees. */
function publication({ id, draft }: CampaignDescription): Html {
  const links = html`<p><a href="/a/${id}">Public page</a> · <a href="/embed-code?campaign=${id}">Code to put it on a site</a></p>`;
  if (!draft) return html`<p>This campaign comes from a file in the folder of campaigns. It is published, and the desk cannot change it.</p>${links}`;
  const { publishedRevision, publishedAt, revision, savedAt, author } = draft;
  const state =
    publishedRevision === undefined
      ? html`<p>This is a draft. Nobody outside of the desk sees it.</p>`
      : html`<p>${publishedRevision === revision ? 'The newest version is published.' : `Version ${publishedRevision} is published, and later changes are not.`} Since ${instant(publishedAt!)} UTC.</p>${links}`;
  return html`${state}<p class="muted">Version ${revision} was saved by <span dir="auto">${author}</span>, ${instant(savedAt)} UTC.</p>`;
}

const button = (id: string, page: 'publish' | 'unpublish' | 'takeOver', text: string, revision?: number) =>
  html`<form method="post" action="${getCampaignPath(id, page)}">${revision !== undefined && hidden('revision', String(revision))}<button${page === 'unpublish' && html` class="plain"`}>${text}</button></form>`;

function actions({ id, draft, hasErrors }: CampaignDescription): Html {
  if (!draft)
    return html`<h2>Take over</h2>
      <p>The desk can take this campaign over. From then on, it is changed here, and the file is not used any more. What supporters have sent stays as it is.</p>
      ${button(id, 'takeOver', 'Take over')}`;
  const { publishedRevision, revision } = draft;
  return html`${publishedRevision !== revision && (hasErrors ? html`<p>It can be published once it has no errors.</p>` : button(id, 'publish', publishedRevision === undefined ? 'Publish' : 'Publish the changes', revision))}
    ${publishedRevision !== undefined && html`<details>
      <summary>Stop serving this campaign</summary>
      <p>Pages that show it find nothing any more, and nobody can take part. To end a campaign and keep its page, close it under “Dates and closing” instead. What supporters have sent stays stored until its day of deletion.</p>
      ${button(id, 'unpublish', 'Stop serving it')}
    </details>`}
    <p><a href="${getCampaignPath(id, 'remove')}">Delete this campaign</a></p>`;
}

function partList({ id, draft }: CampaignDescription, mayChange: boolean): Html {
  const links = [...formParts.map(({ id: part, title }) => ({ path: getPartPath(id, part), title })), { path: getTranslationsPath(id), title: 'Translations' }];
  return html`<h3>${mayChange && draft ? 'Edit' : 'Look at'}</h3>
      <ol class="part-list">${links.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>`)}</ol>`;
}

export function campaignPage(account: DeskAccountRow, campaign: CampaignDescription, message: CampaignMessage): Promise<Response> {
  const { id, title, language, diagnostics, draft } = campaign;
  const mayChange = includesRole(account.role, 'owner');
  const content = html`${formatMessage(message)}
    ${publication(campaign)}
    <section>
      <h2>Document</h2>
      ${diagnosticList(id, diagnostics) || html`<p>The document has no errors.</p>`}
      ${partList(campaign, mayChange)}
      <ul>
        <li><a href="${getCampaignPath(id, 'json')}">${mayChange && draft ? 'Edit as JSON' : 'Look at the JSON'}</a></li>
        ${draft && html`<li><a href="${getCampaignPath(id, 'images')}">Images</a></li>`}
        ${draft && html`<li><a href="${getCampaignPath(id, 'versions')}">Versions</a></li>`}
        <li><a href="${deskPaths.overview}?campaign=${id}">What came in</a></li>
      </ul>
    </section>
    ${embedForm(campaign, account)}
    ${mayChange && html`<section>${actions(campaign)}</section>`}`;
  return deskPage({ title, titleLanguage: language, account, path: campaignPaths.all, content, status: message.status ?? 200 });
}
