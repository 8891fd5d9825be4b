/** The page at the root of the server: a list of its campaigns. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { page } from './layout.ts';

export function homePage(campaigns: readonly Campaign[]): Promise<Response> {
  const content = html`<main>
    <h1>Campaigns</h1>
    ${campaigns.length
      ? html`<ul class="campaigns">${campaigns.map(
          ({ id, title, language, organiser }) =>
            html`<li><a href="/a/${id}" lang="${language}">${title}</a> <span class="muted" lang="${language}">${organiser.name}</span></li>`,
        )}</ul>
        <p><a href="/embed-code">Get the code to put a campaign on your site</a></p>`
      : html`<p>This server has no campaigns yet.</p>
        <p>If you run it, start one on the <a href="/desk">desk</a>.</p>`}
  </main>`;
  return page({ language: 'en', title: 'Campaigns', content });
}
