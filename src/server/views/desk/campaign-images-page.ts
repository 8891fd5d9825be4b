/** The images of a campaign, and a form to add one. */
import { html } from 'hono/html';
import { maxImageBytes, type CampaignImage } from '../../campaigns/campaign-images.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { breadcrumb, formatMessage, type CampaignMessage } from './campaign-page.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { deskPage } from './layout.ts';

export interface ImagesPageData {
  images: readonly CampaignImage[];
  message: CampaignMessage;
  /** What was entered with an image that was not added. */
  alt?: string;
}

const formatSize = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024))} KB`;

function imageItem({ src, name, alt, width, height, size }: CampaignImage, { id }: CampaignDescription, mayChange: boolean): Html {
  const json = JSON.stringify({ src, alt });
  return html`<li>
    <img src="/campaigns/${src}" alt="${alt}" width="${width}" height="${height}" loading="lazy">
    <p><code dir="ltr" translate="no">${json.slice(1, -1)}</code></p>
    <p class="note muted">${width} × ${height} pixels, ${formatSize(size)}</p>
    ${mayChange && html`<form method="post" action="${getCampaignPath(id, 'removeImage')}">${hidden('name', name)}<button class="plain" aria-label="Delete the image: ${alt}">Delete</button></form>`}
  </li>`;
}

function uploadForm({ id, language }: CampaignDescription, alt: string): Html {
  return html`<form method="post" action="${getCampaignPath(id, 'images')}" enctype="multipart/form-data">
    <h2>Add an image</h2>
    <div class="field">
      <label for="file">Image</label>
      <p class="hint" id="file-hint">JPEG, PNG, WebP, AVIF or GIF, up to ${maxImageBytes / 1024 / 1024} MB. The server draws it again, so that the place and the camera of a photo do not stay in it. Consider whether it shows anyone who could be put in danger.</p>
      <input id="file" name="file" type="file" accept="image/jpeg,image/png,image/webp,image/avif,image/gif" required aria-describedby="file-hint">
    </div>
    <div class="field">
      <label for="alt">Text alternative</label>
      <p class="hint" id="alt-hint">What the image shows, in the language of the campaign, for people who cannot see it.</p>
      <input id="alt" name="alt" value="${alt}" required maxlength="300" dir="auto"${language && html` lang="${language}"`} autocomplete="off" aria-describedby="alt-hint">
    </div>
    <button>Add</button>
  </form>`;
}

export function campaignImagesPage(account: DeskAccountRow, campaign: CampaignDescription, { images, message, alt = '' }: ImagesPageData): Promise<Response> {
  const mayChange = campaign.draft !== undefined && includesRole(account.role, 'owner');
  const list = html`<p>Copy the text below an image into the document, where it needs one.</p>
    <ul class="images">${images.map((image) => imageItem(image, campaign, mayChange))}</ul>`;
  const content = html`${breadcrumb(campaign)}${formatMessage(message)}
    ${images.length ? list : html`<p>This campaign has no images yet.</p>`}
    ${mayChange && uploadForm(campaign, alt)}`;
  return deskPage({ title: 'Images', account, path: campaignPaths.all, content, status: message.status ?? 200 });
}
