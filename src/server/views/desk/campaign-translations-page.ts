/** The languages of a campaign, and a translation beside what it translates. */
import { html } from 'hono/html';
import { maxLanguageTagLength } from '../../../campaign/language-fallbacks.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { isMissing, type TranslationRow } from '../../campaign-forms/translation-rows.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { normalizeLanguageTag } from '../../../campaign/language-fallbacks.ts';
import { getDirection } from '../../../i18n/translator.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { getTranslationPath, getTranslationsPath } from './campaign-form-paths.ts';
import { breadcrumb, formatMessage, type CampaignMessage } from './campaign-page.ts';
import { previewColumn } from './campaign-preview.ts';
import { conflictSection, mayEdit, partNavigation, builderPage, readOnlyForm, readOnlyNotice, type ConflictData } from './campaign-part-page.ts';
import { campaignPaths } from './campaign-paths.ts';
import { deskPage } from './layout.ts';

/** @returns the name in English, with the tag */
export function getLanguageName(tag: string): string {
  try {
    return `${new Intl.DisplayNames('en', { type: 'language' }).of(tag)} (${tag})`;
  } catch {
    return tag;
  }
}

const formatMissing = (rows: readonly TranslationRow[]): string => {
  const all = rows.filter(({ isAddress }) => !isAddress).length;
  const missing = rows.filter(isMissing).length;
  return missing ? `${missing} of ${all} texts are missing` : 'No text is missing';
};

export interface TranslationsPageData {
  /** The rows of each language. */
  translations: ReadonlyMap<string, readonly TranslationRow[]>;
  message: CampaignMessage;
  /** What was entered, and is no new language. */
  entered?: { language: string; error: string };
}

export function translationsPage(account: DeskAccountRow, campaign: CampaignDescription, { translations, message, entered }: TranslationsPageData): Promise<Response> {
  const { id, language } = campaign;
  const error = entered?.error;
  const list = [...translations].map(([tag, rows]) => html`<li><a href="${getTranslationPath(id, tag)}">${getLanguageName(tag)}</a>: ${formatMissing(rows)}</li>`);
  const content = html`${breadcrumb(campaign)}${formatMessage(message)}
    ${partNavigation(id, 'translations')}
    <p>The campaign is written in ${language === undefined ? 'no language yet' : getLanguageName(language)}. Visitors see it in their own language if it is here; a text that is missing is shown as it was written first.</p>
    ${list.length > 0 && html`<ul>${list}</ul>`}
    ${mayEdit(campaign, account)
      ? html`<form method="post" action="${getTranslationsPath(id)}">
      <h2>Add a language</h2>
      <div class="field${error && ' invalid'}">
        <label for="language">Language tag</label>
        <p class="hint" id="language-hint">Such as km for Khmer, fr for French, or pt-BR for the Portuguese of Brazil.</p>
        ${error && html`<p class="error" id="language-error">${error}</p>`}
        <input id="language" name="language" value="${entered?.language ?? ''}" required maxlength="${maxLanguageTagLength}" dir="ltr" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="language-hint${error && ' language-error'}"${error && html` aria-invalid="true" autofocus`}>
      </div>
      <button>Add</button>
    </form>`
      : readOnlyNotice(campaign)}`;
  return deskPage({ title: 'Translations', account, path: campaignPaths.all, content, status: message.status ?? (error ? 422 : 200) });
}

export interface TranslationPageData {
  language: string;
  rows: readonly TranslationRow[];
  revision: number | undefined;
  /** By the name of the row; those of no row are under the empty name. */
  errors: ReadonlyMap<string, readonly string[]>;
  message: CampaignMessage;
  conflict?: ConflictData | undefined;
}

const languageAttributes = (language: string | undefined) => (language === undefined ? html` dir="auto"` : html` lang="${language}" dir="${getDirection(language)}"`);

function translationRow(row: TranslationRow, { errors, language }: TranslationPageData, source: string | undefined): Html {
  const { name, label, text, isLong, isAddress } = row;
  const messages = errors.get(name) ?? [];
  const missing = isMissing(row);
  const ids = [`${name}-source`, missing && `${name}-missing`, messages.length > 0 && `${name}-error`].filter(Boolean).join(' ');
  const common = html` id="${name}" name="${name}" autocomplete="off" aria-describedby="${ids}"${messages.length > 0 && html` aria-invalid="true"`}`;
  const attributes = isAddress ? html` dir="ltr" spellcheck="false"` : languageAttributes(language);
  const control = isLong ? html`<textarea rows="4"${common}${attributes}>${`\n${text}`}</textarea>` : html`<input value="${text}"${common}${attributes}>`;
  return html`<div class="field translation${messages.length > 0 && ' invalid'}">
      <div><p class="muted">${label}</p><p class="plain-text" id="${name}-source"${isAddress ? html` dir="ltr"` : languageAttributes(source)}>${row.source}</p></div>
      <div><label for="${name}">${label}${isAddress && ' (optional)'}</label>${missing && html` <span class="missing" id="${name}-missing">Missing</span>`}
        ${messages.length > 0 && html`<div id="${name}-error">${messages.map((message) => html`<p class="error">${message}</p>`)}</div>`}${control}</div>
    </div>`;
}

function summary({ errors, rows }: TranslationPageData): Html | '' {
  const list = [...errors].flatMap(([name, messages]) => messages.map((message) => ({ name, message, row: rows.find((row) => row.name === name) })));
  if (!list.length) return '';
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
      <h2>${list.length === 1 ? 'There is an error' : `There are ${list.length} errors`}</h2>
      <ul>${list.map(({ name, message, row }) => html`<li>${row ? html`<a href="#${name}">${row.group}, ${row.label}: ${message}</a>` : message}</li>`)}</ul>
    </div>`;
}

export function translationPage(account: DeskAccountRow, campaign: CampaignDescription, data: TranslationPageData): Promise<Response> {
  const { id } = campaign;
  const { language, rows, revision, message, conflict } = data;
  const isEditable = mayEdit(campaign, account);
  const groups = Map.groupBy(rows, ({ group }) => group);
  const firstMissing = rows.find(isMissing);
  const fields = [...groups].map(([title, list]) => html`<fieldset class="group"><legend>${title}</legend>${list.map((row) => translationRow(row, data, campaign.language))}</fieldset>`);
  const content = html`${breadcrumb(campaign)}${formatMessage(message)}
    ${conflict && conflictSection(conflict)}
    ${partNavigation(id, 'translations')}
    ${isEditable ? summary(data) : readOnlyNotice(campaign)}
    <p>${formatMissing(rows)}.${firstMissing && html` <a href="#${firstMissing.name}">Go to the first one</a>`}</p>
    ${isEditable
      ? html`<form id="builder" method="post" action="${getTranslationPath(id, language)}">
      ${hidden('part', 'translations')}${hidden('language', language)}${hidden('revision', String(revision))}
      ${fields}
      <p class="decision"><button name="do" value="save">Save</button></p>
    </form>
    <details>
      <summary>Remove this language</summary>
      <p>All of these translations are removed from the draft. Earlier versions keep them.</p>
      <form method="post" action="${getTranslationPath(id, language)}">${hidden('revision', String(revision))}<button class="plain" name="do" value="remove">Remove ${getLanguageName(language)}</button></form>
    </details>`
      : readOnlyForm(id, fields)}
    ${previewColumn(id, campaign.campaign, { language: normalizeLanguageTag(language) })}`;
  return deskPage({ title: `Translation: ${getLanguageName(language)}`, account, path: campaignPaths.all, content, status: message.status ?? 200, ...builderPage });
}
