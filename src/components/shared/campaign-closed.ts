/** What a form shows while nothing can be sent: before it opens, and after it has closed. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatInstant } from '../../i18n/format-instant.ts';
import { campaignHeader, campaignDescription } from './campaign-intro.ts';
import { paragraphs } from './paragraphs.ts';
import { updatesTemplate } from './updates.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import { unsentNotice } from './submission-status.ts';
import type { ClosedState } from '../../base/form-module.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

export function upcomingTemplate(context: RenderContext): TemplateResult {
  const { campaign, translator } = context;
  return html`${campaignHeader(context)}
    <p part="note" lang=${translator.language}><strong>${translator.t('feedback.opensOn', { date: formatInstant(translator, campaign.opens!) })}</strong></p>
    ${updatesTemplate(context)} ${campaignDescription(context)}`;
}

export function closedTemplate(context: RenderContext, kind: Submission['kind'], state: ClosedState): TemplateResult {
  const { campaign, translator } = context;
  const { closed: closing, closes } = campaign;
  const at = closing?.at ?? closes;
  const people = closing?.people ?? state.counts?.people;
  return html`<div part="closed">
      <h2 part="heading" tabindex="-1">${campaign.title}</h2>
      <p lang=${translator.language}>
        <strong>${at ? translator.t('feedback.closedOn', { date: formatInstant(translator, at) }) : translator.t('feedback.closed')}</strong>
      </p>
      ${giveBack(context, kind, state)} ${closing ? paragraphs(closing.text) : nothing}
      ${people ? html`<p class="final" part="count" lang=${translator.language}>${translator.plural('feedback.peopleClosed', people)}</p>` : nothing}
    </div>
    ${updatesTemplate(context)} ${campaignDescription(context)}`;
}

/** Gives back what came too late. */
function giveBack(context: RenderContext, kind: Submission['kind'], state: ClosedState): TemplateResult | typeof nothing {
  const { status, submission } = state;
  const { isDirty, toPlainText } = state.module!;
  const unsent = status === 'closed' ? submission! : state.createDraft(context);
  if (status !== 'closed' && !isDirty(context, unsent)) return nothing;
  return unsentNotice(context, kind, toPlainText(context, unsent));
}
