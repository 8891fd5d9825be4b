/** A form's page when nothing can be sent: not yet, or no more. */
import { html, nothing } from 'lit/html.js';
import { formatInstant } from '../../i18n/format-instant.ts';
import { campaignHeader, campaignDescription } from './campaign-intro.ts';
import { updates } from './updates.ts';
import { paragraphs, type RenderContext } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Counts } from '../../campaign/schema/counts.schema.ts';

export function upcomingTemplate(view: RenderContext): TemplateResult {
  const { campaign, translator } = view;
  return html`${campaignHeader(view)}
    <p part="note" lang=${translator.language}><strong>${translator.t('feedback.opensOn', { date: formatInstant(translator, campaign.opens!) })}</strong></p>
    ${updates(view)} ${campaignDescription(view)}`;
}

/** @param late what was written and came too late */
export function closedTemplate(view: RenderContext, counts: Counts | undefined, late: unknown): TemplateResult {
  const { campaign, translator } = view;
  const { closed: closing, closes } = campaign;
  const at = closing?.at ?? closes;
  const final = closing?.people ?? counts?.people;
  return html`<div part="closed">
      <h2 part="heading" tabindex="-1">${campaign.title}</h2>
      <p lang=${translator.language}>
        <strong>${at ? translator.t('feedback.closedOn', { date: formatInstant(translator, at) }) : translator.t('feedback.closed')}</strong>
      </p>
      ${late} ${closing ? paragraphs(closing.text) : nothing}
      ${final ? html`<p class="final" part="count" lang=${translator.language}>${translator.plural('feedback.peopleClosed', final)}</p>` : nothing}
    </div>
    ${updates(view)} ${campaignDescription(view)}`;
}
