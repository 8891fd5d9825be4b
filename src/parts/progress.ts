/** How many have taken part, in words; the bar only repeats them. */
import { html, nothing } from 'lit/html.js';
import { progressOf } from '../campaign/goal.ts';
import type { TemplateResult } from 'lit/html.js';
import type { View } from './view.ts';

/** @param people undefined as long as nobody knows; its line stands reserved, so that nothing moves when it comes */
export function progress({ campaign, speaker }: View, people: number | undefined): TemplateResult {
  const shown = people === undefined ? undefined : progressOf(people, campaign.goal);
  if (!shown) return html`<div class="progress" part="progress"></div>`;
  const { goal } = shown;
  const text = goal
    ? speaker.count('peopleOf', shown.people, { goal: speaker.number(goal) })
    : speaker.count('people', shown.people);
  return html`<div class="progress" part="progress">
    ${goal
      ? html`<svg part="bar" class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width=${Math.min(100, (100 * shown.people) / goal)} height="1" />
        </svg>`
      : nothing}
    <p part="count">${text}</p>
  </div>`;
}
