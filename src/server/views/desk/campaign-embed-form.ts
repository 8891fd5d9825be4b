/** The code for a partner: their short name and their site's system lead to the page that writes it. */
import { html } from 'hono/html';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import type { Html } from '../html.ts';

/** What systems accept, and the method that fits: a key of `embedMethods`. */
const systems = [
  ['element', 'HTML with scripts: plain HTML, Drupal “Full HTML”, Squarespace, WordPress for administrators'],
  ['link', 'Scripts for all pages only, and links: WordPress for authors, Drupal “Basic HTML”'],
  ['classic', 'Tag managers, such as Google Tag Manager'],
  ['frame', 'Iframes, such as Wix; or there are scripts that you do not trust'],
  ['page', 'Neither scripts nor iframes: newsletters, comments'],
] as const;

/** A list with more is of no help. */
const maxOptions = 200;

/** @returns nothing for a campaign that is not served */
export function embedForm({ id, campaign, draft }: CampaignDescription): Html | '' {
  if (!campaign || (draft && draft.publishedRevision === undefined)) return '';
  const { partners } = campaign;
  return html`<section>
      <h2>Put it on a partner’s site</h2>
      <form action="/embed-code">
        <input type="hidden" name="campaign" value="${id}">
        <div class="field">
          <label for="partner">Short name of the partner (optional)</label>
          <p class="hint" id="partner-hint">${partners ? 'One of the partners of this campaign. Supporters are counted for it.' : 'Lowercase letters, digits and hyphens. Supporters are counted for it.'}</p>
          <input id="partner" name="partner" maxlength="63" dir="ltr" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="partner-hint"${partners && html` list="partners"`}>
          ${partners && html`<datalist id="partners">${partners.slice(0, maxOptions).map((slug) => html`<option value="${slug}"></option>`)}</datalist>`}
        </div>
        <div class="field">
          <label for="method">What the site’s system accepts</label>
          <select id="method" name="method">${systems.map(([method, text]) => html`<option value="${method}">${text}</option>`)}</select>
        </div>
        <button class="plain">Get the code</button>
      </form>
    </section>`;
}
