/** What has happened since, newest first. */
import { html, nothing } from 'lit/html.js';
import { paragraphs, type View } from './view.ts';
import type { TemplateResult } from 'lit/html.js';

export function updates({ campaign, speaker }: View): TemplateResult | typeof nothing {
  // Stable, so that of two on one day the later written comes first.
  const newest = (campaign.updates ?? []).toReversed().sort((a, b) => b.date.localeCompare(a.date));
  if (!newest.length) return nothing;
  return html`<section class="updates" aria-label=${speaker.say('updates')}>
    ${newest.map(
      ({ date, text }) =>
        html`<div class="update" part="update">
          <time class="muted" datetime=${date}>${speaker.day(date)}</time>
          ${paragraphs(text)}
        </div>`,
    )}
  </section>`;
}
