/** Tells supporters that what they enter is encrypted before it leaves their device. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from '../../base/render-context.ts';

export const sealingNote = ({ campaign, translator }: RenderContext): TemplateResult | typeof nothing =>
  campaign.seal ? html`<p part="note">${translator.t('feedback.sealed', { organiser: campaign.organiser.name })}</p>` : nothing;
