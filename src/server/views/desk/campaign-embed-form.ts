/** The code for a partner: their short name and their site's system lead to the page that writes it. */
import { html } from 'hono/html';
import { resolvePartner } from '../../../campaign/partner.ts';
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import { suggestPartner } from '../../campaigns/suggest-partner.ts';
import type { Html } from '../html.ts';
import { getPartPath } from './campaign-form-paths.ts';
import { getCampaignPath } from './campaign-paths.ts';

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

/** What was entered. */
export interface EmbedForm {
  partner: string;
  method: string;
}

/** @returns whether the campaign does not count for the short name of a partner, which may be empty */
export const isPartnerRefused = (campaign: Campaign, partner: string): boolean => partner !== '' && resolvePartner(campaign, partner) === undefined;

function partnerError(campaign: Campaign, { partner, method }: EmbedForm): Html {
  const { id, partners } = campaign;
  const suggestion = suggestPartner(campaign, partner);
  const query = new URLSearchParams({ partner: suggestion ?? '', method });
  return html`<div id="partner-error">
            <p class="error">${
              partners
                ? html`“<bdi>${partner}</bdi>” is not a partner of the published campaign. Choose another one, or <a href="${getPartPath(id, 'partners')}">add it to the partners</a> and publish the change.`
                : html`A short name has only lowercase letters, digits and hyphens, and at most 63 of them.`
            }</p>
            ${suggestion !== undefined && html`<p class="advice"><a href="${getCampaignPath(id, 'embedCode')}?${query}">Get the code for “${suggestion}”</a></p>`}
          </div>`;
}

/** @param campaign as the public sees it @param form what was entered, if it was sent */
export function embedForm(campaign: Campaign, form: EmbedForm = { partner: '', method: '' }): Html {
  const { id, partners } = campaign;
  const { partner, method: selected } = form;
  const isRefused = isPartnerRefused(campaign, partner);
  return html`<section>
      <h2>Put it on a partner’s site</h2>
      <form action="${getCampaignPath(id, 'embedCode')}">
        <div class="field${isRefused && ' invalid'}">
          <label for="partner">Short name of the partner (optional)</label>
          <p class="hint" id="partner-hint">${partners ? 'One of the partners of this campaign. Supporters are counted for it.' : 'Lowercase letters, digits and hyphens. Supporters are counted for it.'}</p>
          ${isRefused && partnerError(campaign, form)}
          <input id="partner" name="partner" value="${partner}" maxlength="100" dir="ltr" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="partner-hint${isRefused && ' partner-error'}"${isRefused && html` aria-invalid="true" autofocus`}${partners && html` list="partners"`}>
          ${partners && html`<datalist id="partners">${partners.slice(0, maxOptions).map((slug) => html`<option value="${slug}"></option>`)}</datalist>`}
        </div>
        <div class="field">
          <label for="method">What the site’s system accepts</label>
          <select id="method" name="method">${systems.map(([method, text]) => html`<option value="${method}"${method === selected && html` selected`}>${text}</option>`)}</select>
        </div>
        <button class="plain">Get the code</button>
      </form>
    </section>`;
}
