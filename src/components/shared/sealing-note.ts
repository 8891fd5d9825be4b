/** Tells supporters that what they enter is encrypted before it leaves their device. */
import { html, nothing, type TemplateResult } from 'lit';
import { preloadSealing } from '../../controllers/send-submission.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';

export function sealingNote({ campaign, translator }: RenderContext): TemplateResult | typeof nothing {
  if (!campaign.seal) return nothing;
  preloadSealing();
  return html`<p part="note" lang=${translator.language}>${translator.t('feedback.sealed', { organiser: campaign.organiser.name })}</p>`;
}
