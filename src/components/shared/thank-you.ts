/** After something has arrived: thanks, what happens next, the number, and passing it on. */
import { html } from 'lit/html.js';
import { progressTemplate } from './progress.ts';
import { shareButtons, type OnShare } from './share-buttons.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Key } from '../../i18n/translator.ts';
import type { RenderContext } from '../../base/render-context.ts';

export interface Thanks {
  /** Of those who were written to. */
  names: string;
  next: Key;
  more?: unknown;
}

export function thankYou(
  view: RenderContext,
  kind: Submission['kind'],
  counts: Counts | undefined,
  onShare: OnShare,
  { names, next, more }: Thanks,
): TemplateResult {
  const { campaign, translator } = view;
  return html`<div class="thanks" part="thanks" lang=${translator.language}>
    <h2 part="heading" tabindex="-1">${translator.t(`${kind}Feedback.received`)}</h2>
    <p part="text">${translator.t('feedback.thanksFor', { names })}</p>
    <p part="text">${translator.t(next, { organiser: campaign.organiser.name })}</p>
    ${more} ${progressTemplate(view, counts)} ${shareButtons(view, onShare)}
  </div>`;
}
