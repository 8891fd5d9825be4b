/** What comes after pressing the button, but for the thanks: trouble, waiting, and words given back. */
import { html, nothing } from 'lit/html.js';
import { linkOf } from '../../campaign/links.ts';
import { copyButton } from './copy-button.ts';
import { errorSummary } from './error-summary.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Errors } from '../../i18n/error-messages.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Key } from '../../i18n/translator.ts';
import type { View } from '../../base/render-context.ts';

type Kind = Submission['kind'];

/** Nothing that somebody wrote is lost. */
function kept({ speaker }: View, kind: Kind, words: string): TemplateResult {
  return html`<div class="sheet" part="letter"><p class="words">${words}</p></div>
    <div class="row">${copyButton(speaker, `${kind}.copy`, words)}</div>`;
}

/**
 * @param failure a sentence about what no field can mend
 * @param words to give back with it
 * @param go leads to a field
 */
export function trouble(
  view: View,
  kind: Kind,
  errors: Errors,
  failure: Key | undefined,
  words: string | undefined,
  go: (name: string) => void,
): unknown {
  const { campaign, speaker, base } = view;
  return [
    failure
      ? html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
          <p>${speaker.say(failure)}</p>
          ${words ? kept(view, kind, words) : nothing}
          <p><a href=${linkOf(campaign, 'page', base)}>${speaker.say('ownPage')}</a></p>
        </div>`
      : nothing,
    errors.size ? errorSummary(view, kind, errors, go) : nothing,
  ];
}

/** The action closed while it was written. */
export function tooLate(view: View, kind: Kind, words: string): TemplateResult {
  return html`<p role="alert">${view.speaker.say(`${kind}.closedKept`)}</p>
    ${kept(view, kind, words)}`;
}

export function queued({ speaker }: View, kind: Kind, onNow: () => void): TemplateResult {
  return html`<div lang=${speaker.language}>
    <h2 part="heading" tabindex="-1">${speaker.say(`${kind}.queued`)}</h2>
    <p part="text" role="status">${speaker.say(`${kind}.queuedNext`)}</p>
    <button type="button" part="button" @click=${onNow}>${speaker.say('tryNow')}</button>
  </div>`;
}
