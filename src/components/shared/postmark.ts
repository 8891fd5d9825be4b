/** The postmark of a card: its date, and which day in detention that was. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { daysHeld, isHeld } from '../../campaign/detention-days.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { View } from '../../base/render-context.ts';

/**
 * Wants `postmark.styles.ts`.
 * @param day of the card, `YYYY-MM-DD`
 * @param people it is written to
 */
export function postmark({ speaker }: View, { day, people }: { day: string; people: readonly Person[] }): TemplateResult {
  const days = dayOfAll(people, day);
  return html`<div class="postmark muted">
    <time datetime=${day}>${speaker.day(day)}</time>
    ${days === undefined ? nothing : html`<strong>${speaker.count('postmark', days)}</strong>`}
  </div>`;
}

/** @returns undefined where nobody was held on that day, or not all of those for as long */
function dayOfAll(people: readonly Person[], day: string): number | undefined {
  const [days, ...others] = new Set(people.filter(({ held }) => isHeld(held, day)).map(({ held }) => daysHeld(held, day)));
  return others.length ? undefined : days;
}
