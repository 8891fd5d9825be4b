/** A form for a part of a campaign document. */
import { html } from 'hono/html';
import type { CampaignImage } from '../../campaigns/campaign-images.ts';
import type { Change } from '../../campaigns/compare-versions.ts';
import type { Draft } from '../../campaigns/campaign-editor.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import type { FormMessages } from '../../campaign-forms/field-errors.ts';
import type { FormNode } from '../../campaign-forms/form-nodes.ts';
import type { JsonObject } from '../../campaign-forms/form-schema.ts';
import { formParts, type FormPart } from '../../campaign-forms/parts.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { formField, suggestionLists, type FormViewContext } from './campaign-form-fields.ts';
import { breadcrumb, formatMessage, type CampaignMessage } from './campaign-page.ts';
import { getPartPath, getPreviewPath, getTranslationsPath } from './campaign-form-paths.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { previewColumn } from './campaign-preview.ts';
import { changeList } from './campaign-versions-page.ts';
import { deskPage, instant } from './layout.ts';

/** What someone else has saved in the meantime. */
export interface ConflictData {
  draft: Draft;
  changes: Change[] | undefined;
}

export interface PartPageData {
  part: FormPart;
  nodes: FormNode[];
  /** The values of the part, by key, as the form shows them. */
  values: JsonObject;
  /** The images of the campaign, if the part can use them. */
  images: readonly CampaignImage[];
  /** The number of the version that is changed. */
  revision: number | undefined;
  messages: FormMessages;
  message: CampaignMessage;
  /** Whether the form has what is not saved. */
  isUnsaved?: boolean;
  focus?: string | undefined;
  conflict?: ConflictData | undefined;
}

export const mayEdit = ({ draft }: CampaignDescription, account: DeskAccountRow): boolean => draft !== undefined && includesRole(account.role, 'owner');

/** The parts of the document, as a navigation. */
export function partNavigation(id: string, current: string): Html {
  const link = (name: string, path: string, text: string) => html`<li><a href="${path}"${name === current && html` aria-current="page"`}>${text}</a></li>`;
  return html`<nav class="parts" aria-label="Parts of the campaign"><ol>
      ${formParts.map((part) => link(part.id, getPartPath(id, part.id), part.title))}
      ${link('translations', getTranslationsPath(id), 'Translations')}
    </ol></nav>`;
}

export function conflictSection({ draft, changes }: ConflictData): Html {
  return html`<section>
      <h2>What was saved in the meantime</h2>
      <p>Version ${draft.revision}, by <span dir="auto">${draft.author}</span>, ${instant(draft.savedAt)} UTC:</p>
      ${changeList(changes)}
      <p>What you have entered is below. Add these changes to it, if you want to keep them, and save it again.</p>
    </section>`;
}

export const readOnlyNotice = ({ draft }: CampaignDescription): Html =>
  draft ? html`<p class="muted">Only an owner can change this.</p>` : html`<p class="muted">This campaign comes from a file. To change it here, an owner takes it over first.</p>`;

function errorSummary({ fields, otherErrors }: FormMessages, isUnsaved: boolean, campaign: CampaignDescription): Html {
  const errors = fields.filter(({ severity }) => severity === 'error');
  const others = otherErrors > 0 && html`<p>${otherErrors === 1 ? 'Another part has an error' : `Other parts have ${otherErrors} errors`}: <a href="${getCampaignPath(campaign.id)}">see all of them</a>.</p>`;
  if (!errors.length) return html`${others}`;
  return html`<div class="summary" role="alert" tabindex="-1"${!isUnsaved && html` autofocus`}>
      <h2>${errors.length === 1 ? 'There is an error' : `There are ${errors.length} errors`}</h2>
      <p>The campaign can be saved, and be published once ${errors.length === 1 ? 'it is' : 'they are'} corrected.</p>
      <ul>${errors.map(({ pointer, text }) => html`<li><a href="#${pointer}">${text}</a></li>`)}</ul>
    </div>${others}`;
}

/** What shows the part; by default, the first element of the campaign. */
const previewElements: Partial<Record<string, string>> = { postcard: 'postcard', people: 'counter', updates: 'updates', goal: 'progress' };

/** What pages with a preview have in addition. */
export const builderPage = { head: html`<script type="module" src="/v1/desk-campaign-form.js"></script>`, framesOwnPages: true };

/** Only the controls of the preview can be used. */
export const readOnlyForm = (id: string, fields: Html | Html[]): Html =>
  html`<form id="builder" action="${getPreviewPath(id)}"><fieldset class="field" disabled>${fields}</fieldset></form>`;

/** Enter in a field presses the first button: it must save. */
const firstButton = html`<button class="visually-hidden" name="do" value="save" tabindex="-1" aria-hidden="true">Save</button>`;

export function partPage(account: DeskAccountRow, campaign: CampaignDescription, data: PartPageData): Promise<Response> {
  const { id, language } = campaign;
  const { part, nodes, values, images, revision, messages, message, isUnsaved = false, focus, conflict } = data;
  const isEditable = mayEdit(campaign, account);
  const context: FormViewContext = { language, messages: Map.groupBy(messages.fields, ({ pointer }) => pointer), isReadOnly: !isEditable, focus, images, imagesPath: getCampaignPath(id, 'images') };
  const fields = html`${nodes.map((node) => formField(node, context))}`;
  const [previous, next] = [-1, 1].map((step) => formParts[formParts.indexOf(part) + step]);
  const content = html`${breadcrumb(campaign)}${formatMessage(message)}
    ${isUnsaved && html`<p class="notice" role="status">Not saved yet.</p>`}
    ${conflict && conflictSection(conflict)}
    ${part.id === 'people' && suggestionLists}
    ${partNavigation(id, part.id)}
    <p>${part.text}${part.hasImages && isEditable && html` To use an image of your own, <a href="${getCampaignPath(id, 'images')}">add it to the campaign</a> first, and choose it here.`}</p>
    ${isEditable ? errorSummary(messages, isUnsaved, campaign) : readOnlyNotice(campaign)}
    <div class="columns"><div>${isEditable
      ? html`<form id="builder" method="post" action="${getPartPath(id, part.id)}"${isUnsaved && html` data-unsaved`}>
      ${firstButton}${hidden('part', part.id)}${hidden('revision', String(revision))}${hidden('base', JSON.stringify(values))}
      ${fields}
      <p class="decision"><button name="do" value="save">Save</button>${next && html` <button class="plain" name="do" value="next">Save and go to: ${next.title}</button>`}</p>
    </form>`
      : readOnlyForm(id, fields)}
    <nav class="decided" aria-label="Neighbouring parts">
      ${previous && html`<p><a href="${getPartPath(id, previous.id)}" rel="prev">Back: ${previous.title}</a></p>`}${next && html`<p><a href="${getPartPath(id, next.id)}" rel="next">Next: ${next.title}</a></p>`}
    </nav></div>${previewColumn(id, campaign.campaign, { element: previewElements[part.id] })}</div>`;
  return deskPage({ title: part.title, account, path: campaignPaths.all, content, status: message.status ?? 200, ...builderPage });
}
