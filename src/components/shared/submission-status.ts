/** What comes after pressing the button, but for the thanks: trouble, waiting, and words given back. */
import { html, nothing } from 'lit/html.js';
import { resolveLink } from '../../campaign/links.ts';
import { copyButton } from './copy-button.ts';
import { errorSummary } from './error-summary.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Key } from '../../i18n/translator.ts';
import type { RenderContext } from '../../base/render-context.ts';

type Kind = Submission['kind'];

/** Nothing that somebody wrote is lost. */
function savedText({ translator }: RenderContext, kind: Kind, words: string): TemplateResult {
  return html`<div class="sheet" part="letter"><p class="words">${words}</p></div>
    <div class="row">${copyButton(translator, `${kind}Feedback.copy`, words)}</div>`;
}

/**
 * @param failure a sentence about what no field can mend
 * @param words to give back with it
 * @param go leads to a field
 */
export function errorBanner(
  view: RenderContext,
  kind: Kind,
  errors: ErrorMessages,
  failure: Key | undefined,
  words: string | undefined,
  go: (name: string) => void,
): unknown {
  const { campaign, translator, base } = view;
  return [
    failure
      ? html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
          <p>${translator.t(failure)}</p>
          ${words ? savedText(view, kind, words) : nothing}
          <p><a href=${resolveLink(campaign, 'page', base)}>${translator.t('feedback.campaignPage')}</a></p>
        </div>`
      : nothing,
    errors.size ? errorSummary(view, kind, errors, go) : nothing,
  ];
}

/** The action closed while it was written. */
export function closedNotice(view: RenderContext, kind: Kind, words: string): TemplateResult {
  return html`<p role="alert">${view.translator.t(`${kind}Feedback.closedBeforeSent`)}</p>
    ${savedText(view, kind, words)}`;
}

export function queuedNotice({ translator }: RenderContext, kind: Kind, onNow: () => void): TemplateResult {
  return html`<div lang=${translator.language}>
    <h2 part="heading" tabindex="-1">${translator.t(`${kind}Feedback.queued`)}</h2>
    <p part="text" role="status">${translator.t(`${kind}Feedback.queuedNext`)}</p>
    <button type="button" part="button" @click=${onNow}>${translator.t('feedback.tryNow')}</button>
  </div>`;
}
