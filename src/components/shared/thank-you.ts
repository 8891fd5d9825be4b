/** After a submission has arrived: thanks, what happens next, the progress, and ways to share. */
import { html, nothing, type TemplateResult } from 'lit';
import { resolveLink } from '../../campaign/links.ts';
import { progressTemplate } from './progress.ts';
import { shareButtons, type OnShare } from './share-buttons.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { SentState } from '../../base/form-module.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Key } from '../../i18n/translator.ts';

export interface ThankYouProps {
  /** Names of the recipients. */
  names: string;
  /** The message about what happens next. */
  next: Key;
  actions?: unknown;
}

export function thankYouTemplate(
  context: RenderContext,
  kind: Submission['kind'],
  { receipt, counts }: SentState,
  onShare: OnShare,
  { names, next, actions }: ThankYouProps,
): TemplateResult {
  const { campaign, translator } = context;
  return html`<div class="thanks" part="thanks" lang=${translator.language}>
    <h2 part="heading" tabindex="-1">${translator.t(`${kind}Feedback.received`)}</h2>
    <p part="text">${translator.t('feedback.thanksFor', { names })}</p>
    <p part="text">${translator.t('held' in receipt! ? 'feedback.held' : next, { organiser: campaign.organiser.name })}</p>
    ${actions} ${manageLink(context, receipt!.manage)} ${progressTemplate(context, counts)} ${shareButtons(context, onShare)}
  </div>`;
}

/** Only to the server that has received the submission: whatever answered in its place must not lead supporters elsewhere. */
function manageLink({ original, base, translator }: RenderContext, manage: string | undefined): TemplateResult | typeof nothing {
  const { origin } = new URL(resolveLink(original, 'submissions', base));
  if (!manage?.startsWith(`${origin}/`)) return nothing;
  return html`<p part="text"><a href=${manage} target="_blank" rel="noreferrer">${translator.t('feedback.manage')}</a></p>`;
}
