/** What has happened since, newest first. */
import { html, nothing } from 'lit/html.js';
import { sortUpdates } from '../../campaign/sort-updates.ts';
import { paragraphs, type RenderContext } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';

export function updates({ campaign, translator }: RenderContext): TemplateResult | typeof nothing {
  const newest = sortUpdates(campaign);
  if (!newest.length) return nothing;
  return html`<section class="updates" aria-label=${translator.t('campaign.updates')}>
    ${newest.map(
      ({ date, text }) =>
        html`<div class="update" part="update">
          <time class="muted" datetime=${date} lang=${translator.language}>${translator.formatDate(date)}</time>
          ${paragraphs(text)}
        </div>`,
    )}
  </section>`;
}
