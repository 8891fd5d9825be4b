/** What a form shows after submission, apart from the thank-you: errors, waiting, and the supporter's text. */
import { html, nothing, type TemplateResult } from 'lit';
import { resolveLink } from '../../campaign/links.ts';
import { copyButton } from './copy-button.ts';
import { errorSummary } from './error-summary.ts';
import type { FormContext, QueuedState } from '../../base/form-module.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Key } from '../../i18n/translator.ts';

type Kind = Submission['kind'];

/** Shows the supporter's text, so that it is not lost. */
function savedText({ translator }: RenderContext, kind: Kind, text: string): TemplateResult {
  return html`<div class="letter" part="letter"><p class="plain-text">${text}</p></div>
    <div class="row">${copyButton(translator, `${kind}Feedback.copy`, text)}</div>`;
}

/**
 * @param failure a message about what no field can correct
 * @param text to give back with it
 */
export function errorBanner(form: FormContext, kind: Kind, failure: Key | undefined, text: string | undefined, focusField: (name: string) => void): unknown {
  const { campaign, translator, base, errors } = form;
  return [
    failure
      ? html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
          <p>${translator.t(failure)}</p>
          ${text ? savedText(form, kind, text) : nothing}
          <p><a href=${resolveLink(campaign, 'page', base)}>${translator.t('feedback.campaignPage')}</a></p>
        </div>`
      : nothing,
    errors.size ? errorSummary(form, kind, focusField) : nothing,
  ];
}

/** The action closed before the submission was sent. */
export function unsentNotice(context: RenderContext, kind: Kind, text: string): TemplateResult {
  return html`<p role="alert">${context.translator.t(`${kind}Feedback.closedBeforeSent`)}</p>
    ${savedText(context, kind, text)}`;
}

export function queuedTemplate(context: RenderContext, kind: Kind, { retryNow, outbox }: QueuedState): TemplateResult {
  const { translator } = context;
  const retryButton = html`<button type="button" part="button" @click=${retryNow}>${translator.t('retry.now')}</button>`;
  return html`<div lang=${translator.language}>
    <h2 part="heading" tabindex="-1">${translator.t(`${kind}Feedback.queued`)}</h2>
    ${outbox?.renderPending(context, kind, retryButton) ??
    html`<p part="text" role="status">${translator.t(`${kind}Feedback.queuedNext`)}</p>
      ${retryButton}`}
  </div>`;
}
