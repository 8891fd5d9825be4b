/** What has happened since, newest first. */
import { html, nothing } from 'lit/html.js';
import { newestFirst } from '../../campaign/sort-updates.ts';
import { paragraphs, type View } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';

export function updates({ campaign, speaker }: View): TemplateResult | typeof nothing {
  const newest = newestFirst(campaign);
  if (!newest.length) return nothing;
  return html`<section class="updates" aria-label=${speaker.say('updates')}>
    ${newest.map(
      ({ date, text }) =>
        html`<div class="update" part="update">
          <time class="muted" datetime=${date} lang=${speaker.language}>${speaker.day(date)}</time>
          ${paragraphs(text)}
        </div>`,
    )}
  </section>`;
}
