/** How many have taken part, in words; the bar only repeats them. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { getGoalProgress } from '../../campaign/goal.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

/**
 * Nothing where there is nothing to show: never a nought.
 * @param counts undefined as long as nobody knows
 * @param partner slug of a site whose own part is told as well
 */
export function progressTemplate(view: RenderContext, counts: Counts | undefined, partner?: string | null): TemplateResult | typeof nothing {
  if (!counts) return nothing;
  const { campaign, translator } = view;
  const { received, delivered } = counts.postcards;
  const cards = campaign.postcard !== undefined && received > 0;
  // Where only cards are sent, those are the number.
  const people = cards && !campaign.letter && !campaign.goal ? nothing : peopleLine(view, counts.people);
  const through = (partner && people !== undefined && Object.hasOwn(counts.perPartner, partner) && counts.perPartner[partner]) || 0;
  const lines = [
    ...(cards ? [translator.plural('progress.cardsSent', received)] : []),
    ...(cards && delivered ? [translator.plural('progress.cardsDelivered', delivered)] : []),
    ...(through ? [translator.plural('progress.perPartner', through)] : []),
  ];
  if (!lines.length && (people === nothing || people === undefined)) return nothing;
  return html`<div part="progress" lang=${translator.language}>${people}${lines.map((line) => html`<p part="count">${line}</p>`)}</div>`;
}

/** @returns undefined where there are too few to be told */
function peopleLine({ campaign, translator }: RenderContext, people: number): TemplateResult | undefined {
  const shown = getGoalProgress(people, campaign.goal);
  if (!shown) return undefined;
  const { goal } = shown;
  const text = goal
    ? translator.plural('progress.peopleWithGoal', shown.people, { goal: translator.formatNumber(goal) })
    : translator.plural('progress.people', shown.people);
  return html`${goal
      ? html`<svg part="bar" class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width=${Math.min(100, (100 * shown.people) / goal)} height="1" />
        </svg>`
      : nothing}
    <p part="count">${text}</p>`;
}
