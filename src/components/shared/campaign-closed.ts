/** A form's page when nothing can be sent: not yet, or no more. */
import { html, nothing } from 'lit/html.js';
import { dayOf } from '../../i18n/format-instant.ts';
import { opening, story } from './campaign-intro.ts';
import { updates } from './updates.ts';
import { paragraphs, type View } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Counts } from '../../campaign/schema/counts.schema.ts';

export function early(view: View): TemplateResult {
  const { campaign, speaker } = view;
  return html`${opening(view)}
    <p part="note" lang=${speaker.language}><strong>${speaker.say('opensOn', { date: dayOf(speaker, campaign.opens!) })}</strong></p>
    ${updates(view)} ${story(view)}`;
}

/** @param late what was written and came too late */
export function closed(view: View, counts: Counts | undefined, late: unknown): TemplateResult {
  const { campaign, speaker } = view;
  const { closed: shut, closes } = campaign;
  const at = shut?.at ?? closes;
  const final = shut?.people ?? counts?.people;
  return html`<div part="closed">
      <h2 part="heading" tabindex="-1">${campaign.title}</h2>
      <p lang=${speaker.language}>
        <strong>${at ? speaker.say('closedOn', { date: dayOf(speaker, at) }) : speaker.say('closedNow')}</strong>
      </p>
      ${late} ${shut ? paragraphs(shut.text) : nothing}
      ${final ? html`<p class="final" part="count" lang=${speaker.language}>${speaker.count('peopleClosed', final)}</p>` : nothing}
    </div>
    ${updates(view)} ${story(view)}`;
}
