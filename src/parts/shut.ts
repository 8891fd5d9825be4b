/** The letter's page when nothing can be sent: not yet, or no more. */
import { html, nothing } from 'lit/html.js';
import { opening, story } from './letter.ts';
import { updates } from './updates.ts';
import { paragraphs, type View } from './view.ts';
import type { TemplateResult } from 'lit/html.js';

export function earlyLetter(view: View): TemplateResult {
  const { campaign, speaker } = view;
  return html`${opening(view)}
    <p part="note"><strong>${speaker.say('early', { date: speaker.dayOf(campaign.opens!) })}</strong></p>
    ${updates(view)} ${story(view)}`;
}

/** @param late what was written and came too late */
export function closedLetter(view: View, people: number | undefined, late: unknown): TemplateResult {
  const { campaign, speaker } = view;
  const { closed, closes } = campaign;
  const at = closed?.at ?? closes;
  const final = closed?.people ?? people;
  return html`<div part="closed">
      <h2 part="heading" tabindex="-1">${campaign.title}</h2>
      <p class="last">
        <strong>${at ? speaker.say('closedOn', { date: speaker.dayOf(at) }) : speaker.say('closed')}</strong>
      </p>
      ${late} ${closed ? paragraphs(closed.text) : nothing}
      ${final ? html`<p class="final" part="count">${speaker.count('peopleClosed', final)}</p>` : nothing}
    </div>
    ${updates(view)} ${story(view)}`;
}
