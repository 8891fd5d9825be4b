/** How many have taken part, in words; the bar only repeats them. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { progressOf } from '../campaign/goal.ts';
import type { View } from './view.ts';

/** @param people undefined as long as nobody knows */
export function progress({ campaign, speaker }: View, people: number | undefined): TemplateResult | typeof nothing {
  const shown = people === undefined ? undefined : progressOf(people, campaign.goal);
  if (!shown) return nothing;
  const { goal } = shown;
  const text = goal
    ? speaker.count('peopleOf', shown.people, { goal: speaker.number(goal) })
    : speaker.count('people', shown.people);
  return html`<div part="progress">
    ${goal
      ? html`<svg part="bar" class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width=${Math.min(100, (100 * shown.people) / goal)} height="1" />
        </svg>`
      : nothing}
    <p part="count">${text}</p>
  </div>`;
}
