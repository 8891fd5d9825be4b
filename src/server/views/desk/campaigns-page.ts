/** The campaigns of the server, and a form to start another one. */
import { html } from 'hono/html';
import { maxLanguageTagLength } from '../../../campaign/language-fallbacks.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import type { CampaignKind } from '../../campaigns/starting-document.ts';
import { languages } from '../../../i18n/generated/languages.gen.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import type { Html } from '../html.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { getLanguageName } from './campaign-translations-page.ts';
import { dataTable } from './data-table.ts';
import { deskPage, instant, notice, errorNotice } from './layout.ts';

/** What was entered for a new campaign. */
export interface StartForm {
  id: string;
  title: string;
  language: string;
  kind: string;
  organiserName: string;
  organiserUrl: string;
}

export interface CampaignsPageData {
  campaigns: readonly CampaignDescription[];
  form: StartForm;
  /** By the name of the field; with an empty name for the form. */
  errors?: Partial<Record<keyof StartForm, string>>;
  /** The id of the draft that was just deleted. */
  deletedId: string | undefined;
  /** Where the demo is, if this server has it. */
  demoPath?: string | undefined;
  status?: number;
}

const kinds: Record<CampaignKind, string> = { letter: 'A letter to people in office', postcard: 'Postcards to people in detention' };

/** In a few words. */
export function formatStatus({ draft, hasErrors, diagnostics }: CampaignDescription): string {
  const count = diagnostics.filter(({ severity }) => severity === 'error').length;
  const errors = hasErrors ? `, ${count} ${count === 1 ? 'error' : 'errors'}` : '';
  if (!draft) return 'Published, read-only';
  if (draft.publishedRevision === undefined) return `Draft${errors}`;
  return draft.publishedRevision === draft.revision ? 'Published' : `Published, with later changes${errors}`;
}

function campaignRow(campaign: CampaignDescription): Html {
  const { id, title, language, draft } = campaign;
  return html`<tr>
    <th scope="row"><a href="${getCampaignPath(id)}" dir="auto"${language && html` lang="${language}"`}>${title}</a> <code class="muted">${id}</code></th>
    <td>${formatStatus(campaign)}</td>
    <td>${draft ? 'Desk' : 'Folder'}</td>
    <td>${draft ? html`${instant(draft.savedAt)} <span dir="auto">${draft.author}</span>` : ''}</td>
  </tr>`;
}

const table = (campaigns: readonly CampaignDescription[]) => dataTable('Campaigns', ['Campaign', 'State', 'Comes from', 'Last change (UTC)'], campaigns.map(campaignRow));

/** The languages that the buttons and hints of the actions have, by name. */
const actionLanguages = ['en', ...languages].map((tag) => [tag, getLanguageName(tag)] as const).sort(([, a], [, b]) => (a < b ? -1 : 1));

/** A list, with a field for any other language. The style sheet shows that only if nothing of the list is chosen. */
function languageFields({ form: { language }, errors = {} }: CampaignsPageData): Html {
  const isListed = actionLanguages.some(([tag]) => tag === language);
  const option = (value: string, text: string) => html`<option value="${value}"${value === (isListed ? language : '') && html` selected`}>${text}</option>`;
  return html`<div class="field">
        <label for="language">Language</label>
        <p class="hint" id="language-hint">In which you write the texts. You can add translations later.</p>
        <select id="language" name="language" aria-describedby="language-hint">${actionLanguages.map(([tag, name]) => option(tag, name))}${option('', 'Another language')}</select>
      </div>
      <div class="field other-language${errors.language && ' invalid'}">
        <label for="otherLanguage">Tag of the other language</label>
        <p class="hint" id="otherLanguage-hint">Such as nl or sw. If the buttons and hints of the form do not exist in it, they are in English.</p>
        ${errors.language && html`<p class="error" id="otherLanguage-error">${errors.language}</p>`}
        <input id="otherLanguage" name="otherLanguage" value="${isListed ? '' : language}" dir="ltr" maxlength="${maxLanguageTagLength}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="otherLanguage-hint${errors.language && ' otherLanguage-error'}"${errors.language && html` aria-invalid="true"`}>
      </div>`;
}

function startForm(data: CampaignsPageData): Html {
  const { form, errors = {} } = data;
  const field = (name: keyof StartForm, label: string, hint: string, attributes: Html) => html`<div class="field${errors[name] && ' invalid'}">
      <label for="${name}">${label}</label>
      <p class="hint" id="${name}-hint">${hint}</p>
      ${errors[name] && html`<p class="error" id="${name}-error">${errors[name]}</p>`}
      <input id="${name}" name="${name}" value="${form[name]}" autocomplete="off" required aria-describedby="${name}-hint${errors[name] && ` ${name}-error`}"${errors[name] && html` aria-invalid="true"`} ${attributes}>
    </div>`;
  return html`<form method="post" action="${campaignPaths.all}" id="start">
      <h2>Start a campaign</h2>
      ${field('title', 'Title', 'What you ask for, in a few words. You can change it later.', html`dir="auto" maxlength="300"`)}
      ${field('id', 'Short name', 'Part of web addresses, such as free-sam-sokha: lowercase letters, digits and hyphens. You cannot change it later.', html`dir="ltr" maxlength="63" autocapitalize="none" spellcheck="false"`)}
      ${languageFields(data)}
      ${field('organiserName', 'Your organisation', 'It receives what supporters send, and its name is on the form.', html`dir="auto" maxlength="300"`)}
      ${field('organiserUrl', 'Its website', 'A web address that begins with https://.', html`dir="ltr" type="url"`)}
      <fieldset class="field">
        <legend>What supporters send</legend>
        ${errors.kind && html`<p class="error">${errors.kind}</p>`}
        ${Object.entries(kinds).map(([kind, text]) => html`<label class="choice"><input type="radio" name="kind" value="${kind}" required${form.kind === kind && html` checked`}><span>${text}</span></label>`)}
      </fieldset>
      <button>Start</button>
    </form>`;
}

export function campaignsPage(account: DeskAccountRow, data: CampaignsPageData): Promise<Response> {
  const { campaigns, deletedId, errors = {}, demoPath, status } = data;
  const messages = Object.values(errors);
  const content = html`${messages.length > 0 && errorNotice(`Nothing was started. ${messages.join(' ')}`)}
    ${deletedId && !campaigns.some(({ id }) => id === deletedId) && notice(`The draft ${deletedId} is deleted.`)}
    ${campaigns.length ? table(campaigns) : html`<p>This server has no campaigns yet.</p>`}
    ${demoPath && html`<p><a href="${demoPath}">Look at the demo</a></p>`}
    ${includesRole(account.role, 'owner') ? startForm(data) : html`<p>An owner of this desk can start a campaign.</p>`}`;
  return deskPage({ title: 'Campaigns', account, path: campaignPaths.all, content, ...(status && { status }) });
}
