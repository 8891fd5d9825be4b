/** How many people have taken part, in words; the bar only repeats them. */
import { html, nothing, type TemplateResult } from 'lit';
import { getGoalProgress } from '../../campaign/goal.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';

/**
 * Renders nothing if there is nothing to show, and never a zero.
 * @param counts undefined until they are known
 * @param partner slug of a site whose own share is shown as well
 */
export function progressTemplate(context: RenderContext, counts: Counts | undefined, partner?: string | null): TemplateResult | typeof nothing {
  if (!counts) return nothing;
  const { campaign, translator } = context;
  const { received, delivered } = counts.postcards;
  const hasCards = campaign.postcard !== undefined && received > 0;
  // If only postcards are sent, their number is shown instead.
  const people = hasCards && !campaign.letter && !campaign.goal ? nothing : peopleLine(context, counts.people);
  const perPartner = (partner && people !== undefined && Object.hasOwn(counts.perPartner, partner) && counts.perPartner[partner]) || 0;
  const lines = [
    ...(hasCards ? [translator.plural('progress.cardsSent', received)] : []),
    ...(hasCards && delivered ? [translator.plural('progress.cardsDelivered', delivered)] : []),
    ...(perPartner ? [translator.plural('progress.perPartner', perPartner)] : []),
  ];
  if (!lines.length && (people === nothing || people === undefined)) return nothing;
  return html`<div part="progress" lang=${translator.language}>${people}${lines.map((line) => html`<p part="count" .textContent=${line}></p>`)}</div>`;
}

/** @returns undefined if there are too few to show */
function peopleLine({ campaign, translator }: RenderContext, count: number): TemplateResult | undefined {
  const progress = getGoalProgress(count, campaign.goal);
  if (!progress) return undefined;
  const { people, goal } = progress;
  if (!goal) return html`<p part="count" .textContent=${translator.plural('progress.people', people)}></p>`;
  return html`<svg part="bar" class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width=${Math.min(100, (100 * people) / goal)} height="1" />
    </svg>
    <p part="count" .textContent=${translator.plural('progress.peopleWithGoal', people, { goal: translator.formatNumber(goal) })}></p>`;
}
