/** The postmark of a card: its date, and which day in detention that was. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { countDaysHeld, isDetainedOn } from '../../campaign/detention-days.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

/**
 * Wants `postmark.styles.ts`.
 * @param day of the card, `YYYY-MM-DD`
 * @param people it is written to
 */
export function postmark({ translator }: RenderContext, { day, people }: { day: string; people: readonly Person[] }): TemplateResult {
  const days = dayOfAll(people, day);
  return html`<div class="postmark muted">
    <time datetime=${day}>${translator.formatDate(day)}</time>
    ${days === undefined ? nothing : html`<strong>${translator.plural('postmark.day', days)}</strong>`}
  </div>`;
}

/** @returns undefined where nobody was held on that day, or not all of those for as long */
function dayOfAll(people: readonly Person[], day: string): number | undefined {
  const [days, ...others] = new Set(people.filter(({ held }) => isDetainedOn(held, day)).map(({ held }) => countDaysHeld(held, day)));
  return others.length ? undefined : days;
}
