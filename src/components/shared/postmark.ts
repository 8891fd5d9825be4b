/** The postmark of a postcard: its date, and which day in detention that was. */
import { html, nothing, type TemplateResult } from 'lit';
import { countDaysHeld, isDetainedOn } from '../../campaign/detention-days.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';

/**
 * Needs `postmark.styles.ts`.
 * @param day of the postcard, `YYYY-MM-DD`
 * @param people it is written to
 */
export function postmark({ translator }: RenderContext, { day, people }: { day: string; people: readonly Person[] }): TemplateResult {
  const days = getCommonDayCount(people, day);
  return html`<div class="postmark muted">
    <time datetime=${day}>${translator.formatDate(day)}</time>
    ${days === undefined ? nothing : html`<strong>${translator.plural('postmark.day', days)}</strong>`}
  </div>`;
}

/** @returns undefined if no one was detained on that day, or not everyone for as long */
function getCommonDayCount(people: readonly Person[], day: string): number | undefined {
  const [days, ...others] = new Set(people.filter(({ held }) => isDetainedOn(held, day)).map(({ held }) => countDaysHeld(held, day)));
  return others.length ? undefined : days;
}
