/** The letter as it will be read: recipients, salutation, body, closing and name, edited in place. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { groupBySalutation } from '../../campaign/letter.ts';
import { characterCount } from '../shared/character-count.ts';
import { errorLine, getDescribedBy, getFieldClass, getDirAttribute, hintLine, inputField, isInvalid } from '../shared/form-field.ts';
import { paragraphs } from '../shared/paragraphs.ts';
import { recipientPicker } from './recipient-picker.ts';
import type { FormContext } from '../../base/form-module.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';

export function letterEditor(form: FormContext, targets: readonly Target[], selected: readonly Target[]): TemplateResult {
  const { campaign, language, values } = form;
  const letter = campaign.letter!;
  return html`<div class="letter" part="letter" lang=${language}>
    ${recipientPicker(form, targets)}
    ${letter.editable === 'all' ? subjectField(form) : html`<p class="subject"><strong>${letter.subject}</strong></p>`}
    ${groupBySalutation(letter, selected).map(({ salutation }) => html`<p .textContent=${salutation}></p>`)}
    ${letter.editable === 'none' ? paragraphs(letter.body) : bodyField(form)}
    <p class="closing">${letter.closing}</p>
    <p class="signature" aria-hidden="true" .textContent=${values.get('person/name')}></p>
  </div>`;
}

function subjectField(form: FormContext): TemplateResult {
  const { translator, language } = form;
  const options = { name: 'letter/subject', label: translator.t('letter.subject'), required: true, autocomplete: 'off', language } as const;
  return html`<div lang=${translator.language}>${inputField(form, { ...options, isPrinted: true })}</div>`;
}

function bodyField(form: FormContext): TemplateResult {
  const { campaign, translator, language, values } = form;
  const name = 'letter/body';
  const hint = translator.t('letter.hint');
  const body = values.get(name);
  // With the default value, the caret starts at the beginning of the letter.
  return html`<div class=${getFieldClass(form, name)} part="field" lang=${translator.language}>
    <label class="visually-hidden" for=${name}>${translator.t('letter.body')}</label>
    ${hintLine({ name, hint })}${errorLine(form, name)}
    <div class="autosize" data-text=${body}>
      <textarea
        part="input"
        id=${name}
        name=${name}
        rows="3"
        lang=${language}
        dir=${getDirAttribute(body)}
        required
        aria-invalid=${isInvalid(form, name)}
        aria-describedby=${getDescribedBy(form, { name, hint })}
        .defaultValue=${campaign.letter!.body}
        .value=${live(body)}
      ></textarea>
    </div>
    ${characterCount(translator, body, campaign.letter!.maxLength)}
  </div>`;
}
