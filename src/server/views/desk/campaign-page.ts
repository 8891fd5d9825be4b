/** One campaign: its state and what is next, its parts, and what else can be done with it. */
import { html } from 'hono/html';
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import { formParts } from '../../campaign-forms/parts.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import type { Html } from '../html.ts';
import { embedForm, type EmbedForm } from './campaign-embed-form.ts';
import { getPartPath, getTranslationsPath } from './campaign-form-paths.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { campaignButton, statusSection } from './campaign-status.ts';
import { advice } from '../advice.ts';
import { deskPage, notice, errorNotice } from './layout.ts';

export interface CampaignMessage {
  notice?: string | Html | undefined;
  problem?: string | undefined;
  status?: number;
}

export const formatMessage = (message: CampaignMessage): Html => html`${message.notice && notice(message.notice)}${message.problem && errorNotice(message.problem)}`;

/** The title of a page about a campaign, and a way back to it. */
export const breadcrumb = ({ id, title, language }: CampaignDescription): Html =>
  html`<p><a href="${getCampaignPath(id)}" dir="auto"${language && html` lang="${language}"`}>${title}</a></p>`;

/** What is rarely done with a campaign. */
function actions({ id, draft }: CampaignDescription, canBeDeleted: boolean): Html {
  if (!draft)
    return html`<h2>Take over</h2>
      <p>The desk can take this campaign over. From then on, it is changed here, and the file is not used any more. What supporters have sent stays as it is.</p>
      ${campaignButton(id, 'takeOver', 'Take over')}`;
  return html`${draft.publishedRevision !== undefined && html`<details>
      <summary>Stop serving this campaign</summary>
      <p>Pages that show it find nothing any more, and nobody can take part. To end a campaign and keep its page, close it under “Dates and closing” instead. What supporters have sent stays stored until its day of deletion.</p>
      ${campaignButton(id, 'unpublish', 'Stop serving it')}
    </details>`}
    ${canBeDeleted && html`<p><a href="${getCampaignPath(id, 'remove')}">Delete this campaign</a></p>`}`;
}

function partList({ id, draft }: CampaignDescription, mayChange: boolean): Html {
  const links = [...formParts.map(({ id: part, title }) => ({ path: getPartPath(id, part), title })), { path: getTranslationsPath(id), title: 'Translations' }];
  return html`<section>
      <h2>${mayChange && draft ? 'Edit' : 'Look at'}</h2>
      <ol class="part-list">${links.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>`)}</ol>
      <ul class="links">
        ${draft && html`<li><a href="${getCampaignPath(id, 'images')}">Images</a></li>`}
        ${draft && html`<li><a href="${getCampaignPath(id, 'versions')}">Versions</a></li>`}
        <li><a href="${getCampaignPath(id, 'json')}">${mayChange && draft ? 'Edit as JSON' : 'Look at the JSON'}</a></li>
      </ul>
    </section>`;
}

export interface CampaignPageData {
  message: CampaignMessage;
  wasJustPublished?: boolean;
  canBeDeleted: boolean;
  /** The campaign as the public sees it, if it is published. */
  published: Campaign | undefined;
  /** Beside the addresses of a published campaign. */
  addressAdvice: string | undefined;
  /** What was entered for a partner and cannot be used. */
  embed?: EmbedForm | undefined;
}

export function campaignPage(account: DeskAccountRow, campaign: CampaignDescription, { message, wasJustPublished = false, canBeDeleted, published, addressAdvice, embed }: CampaignPageData): Promise<Response> {
  const { title, language } = campaign;
  const mayChange = includesRole(account.role, 'owner');
  const content = html`${formatMessage(message)}
    ${statusSection(account, campaign, wasJustPublished)}
    ${published && advice(addressAdvice)}
    ${partList(campaign, mayChange)}
    ${published && embedForm(published, embed)}
    ${mayChange && html`<section>${actions(campaign, canBeDeleted)}</section>`}`;
  return deskPage({ title, titleLanguage: language, account, path: campaignPaths.all, content, status: message.status ?? 200 });
}
