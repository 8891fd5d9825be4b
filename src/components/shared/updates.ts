/** The updates of a campaign, newest first. */
import { html, nothing, type TemplateResult } from 'lit';
import { sortUpdates } from '../../campaign/sort-updates.ts';
import { paragraphs } from './paragraphs.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';

export function updatesTemplate({ campaign, translator }: RenderContext): TemplateResult | typeof nothing {
  const updates = sortUpdates(campaign);
  if (!updates.length) return nothing;
  return html`<section class="updates" aria-label=${translator.t('campaign.updates')}>
    ${updates.map(
      ({ date, text }) =>
        html`<div class="update" part="update">
          <time class="muted" datetime=${date} lang=${translator.language}>${translator.formatDate(date)}</time>
          ${paragraphs(text)}
        </div>`,
    )}
  </section>`;
}
