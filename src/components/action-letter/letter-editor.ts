/** The letter as it will be read: addressees, salutation, words, close and name; edited where it stands. */
import { html, nothing } from 'lit/html.js';
import { countGraphemes } from '../../campaign/formats.ts';
import { groupBySalutation } from '../../campaign/letter.ts';
import { describedBy, errorLine, inputField } from '../shared/form-field.ts';
import { paragraphs, type RenderContext } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';

export interface LetterEditorProps {
  /** The list of addressees, ready to show. */
  addressees: unknown;
  chosen: readonly Target[];
  /** As it stands in the field now. */
  body: string;
  name: string;
  onBody: (event: Event) => void;
}

export function letterEditor(view: RenderContext, errors: ErrorMessages, { addressees, chosen, body, name, onBody }: LetterEditorProps): TemplateResult {
  const { translator, language } = view;
  const letter = view.campaign.letter!;
  return html`<div class="sheet" part="letter" lang=${language}>
    ${addressees}
    ${letter.editable === 'all'
      ? html`<div lang=${translator.language}>
          ${inputField(translator, {
            name: 'letter/subject',
            label: translator.t('letter.subject'),
            error: errors.get('letter/subject'),
            required: true,
            autocomplete: 'off',
            value: letter.subject,
            language,
          })}
        </div>`
      : html`<p class="subject"><strong>${letter.subject}</strong></p>`}
    ${groupBySalutation(letter, chosen).map(({ salutation }) => html`<p>${salutation}</p>`)}
    ${letter.editable === 'none' ? paragraphs(letter.body) : writing(view, errors, body, onBody)}
    <p class="closing">${letter.closing}</p>
    <p class="signature" aria-hidden="true">${name}</p>
  </div>`;
}

/** Above it the count is not worth a supporter's attention. */
const nearlyFull = 0.8;

function writing({ campaign, translator, language }: RenderContext, errors: ErrorMessages, body: string, onBody: (event: Event) => void) {
  const name = 'letter/body';
  const { body: standard, maxLength } = campaign.letter!;
  const error = errors.get(name);
  const label = translator.t('letter.body');
  const left = maxLength - countGraphemes(body);
  const full = left < maxLength * (1 - nearlyFull);
  return html`<div class="field ${error ? 'invalid' : ''}" part="field" lang=${translator.language}>
    <label class="hush" for=${name}>${label}</label>
    <p class="hint" part="hint" id="${name}-hint">${translator.t('letter.hint')}</p>
    ${errorLine({ name, label, error })}
    <div class="growing" data-text=${body}>
      <textarea
        part="input"
        id=${name}
        name=${name}
        rows="3"
        lang=${language}
        dir="auto"
        required
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${describedBy({ name, label, hint: label, error })}
        .defaultValue=${standard}
        @input=${onBody}
      ></textarea>
    </div>
    <p class="left ${left < 0 ? 'error' : 'muted'}" aria-live="polite">
      ${left < 0 ? translator.plural('form.charactersOver', -left) : full ? translator.plural('form.charactersLeft', left) : nothing}
    </p>
  </div>`;
}
