/** What comes after pressing the button, but for the thanks: trouble, waiting, and words given back. */
import { html, nothing } from 'lit/html.js';
import { bySalutation } from '../campaign/letter.ts';
import { linkOf } from '../campaign/links.ts';
import { wholeLetter } from '../campaign/mailto.ts';
import { copyButton } from './copy.ts';
import { errorSummary } from './errors.ts';
import type { Errors } from '../locales/fault-words.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Key } from '../locales/words.ts';
import type { View, Written } from './view.ts';

/** Nothing that somebody wrote is lost. */
function kept({ campaign, speaker }: View, { targets, subject, body, name }: Written): TemplateResult {
  const { salutation, closing } = campaign.letter!;
  const [first] = bySalutation(campaign.letter!, targets);
  const letter = wholeLetter(first?.salutation ?? salutation, body, closing, name);
  const whole = `${subject}\n\n${letter}`;
  return html`<div class="sheet" part="letter"><p class="words">${whole}</p></div>
    <div class="row">${copyButton(speaker, 'letter.copy', whole)}</div>`;
}

/**
 * @param failure a sentence about what no field can mend
 * @param written the words to give back with it
 * @param go leads to a field
 */
export function trouble(
  view: View,
  errors: Errors,
  failure: Key | undefined,
  written: Written | undefined,
  go: (name: string) => void,
): unknown {
  const { campaign, speaker, base } = view;
  return [
    failure
      ? html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
          <p>${speaker.say(failure)}</p>
          ${written ? kept(view, written) : nothing}
          <p><a href=${linkOf(campaign, 'page', base)}>${speaker.say('ownPage')}</a></p>
        </div>`
      : nothing,
    errors.size ? errorSummary(view, errors, go) : nothing,
  ];
}

/** The action closed while it was written. */
export function tooLate(view: View, written: Written): TemplateResult {
  return html`<p role="alert">${view.speaker.say('letter.closedKept')}</p>
    ${kept(view, written)}`;
}

export function queuedLetter({ speaker }: View, onNow: () => void): TemplateResult {
  return html`<h2 part="heading" tabindex="-1">${speaker.say('letter.queued')}</h2>
    <p part="text" role="status">${speaker.say('letter.queuedNext')}</p>
    <button type="button" part="button" @click=${onNow}>${speaker.say('tryNow')}</button>`;
}

