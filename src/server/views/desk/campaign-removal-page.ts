/** Asks once more before a draft is deleted, or says why it cannot be. */
import { html } from 'hono/html';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import { breadcrumb } from './campaign-page.ts';
import { campaignPaths, getCampaignPath } from './campaign-paths.ts';
import { deskPage } from './layout.ts';

/** @param options `problem`: why it cannot be deleted */
export function campaignRemovalPage(account: DeskAccountRow, campaign: CampaignDescription, { problem, status }: { problem: string | undefined; status: number }): Promise<Response> {
  const { id, title, language, draft } = campaign;
  const path = getCampaignPath(id);
  const question = draft && html`<p>Delete the draft <strong dir="auto"${language && html` lang="${language}"`}>${title}</strong> (<code>${id}</code>) with all its versions, images and translations? This cannot be undone. Nothing was published or received.</p>
    <form class="decision" method="post" action="${getCampaignPath(id, 'remove')}">${hidden('revision', String(draft.revision))}<button>Delete the draft</button> <a class="button" href="${path}">Keep it</a></form>`;
  const content = html`${breadcrumb(campaign)}${problem === undefined ? question : html`<p>${problem}</p><p><a href="${path}">Go to the campaign</a></p>`}`;
  return deskPage({ title: 'Delete a campaign', account, path: campaignPaths.all, content, status });
}
