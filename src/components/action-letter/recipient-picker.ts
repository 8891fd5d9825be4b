/** Who the letter goes to, set like an address. If there is a choice, each can be selected. */
import { html, nothing, type TemplateResult } from 'lit';
import { choiceInput, fieldset } from '../shared/form-field.ts';
import type { FormContext } from '../../base/form-module.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';

const address = ({ honours, name, office }: Target): TemplateResult =>
  html`<span class="address"
    >${honours ? html`<span class="honours" .textContent=${honours}></span> ` : nothing}<strong .textContent=${name}></strong>
    <span class="office muted" .textContent=${office}></span></span
  >`;

/** @param targets the people who can be written to */
export function recipientPicker(form: FormContext, targets: readonly Target[]): TemplateResult {
  const { campaign, translator, language } = form;
  const name = 'letter/targets';
  const { choose } = campaign.letter!;
  if (choose === 'all') {
    return html`<ul class="targets" part="targets" aria-label=${translator.t('form.to')}>
      ${targets.map((target) => html`<li part="target">${address(target)}</li>`)}
    </ul>`;
  }
  const choice = (target: Target) =>
    html`<li part="target">
      <label class="choice">${choiceInput(form, choose === 'one' ? 'radio' : 'checkbox', name, target.id)}${address(target)}</label>
    </li>`;
  return html`<div lang=${translator.language}>
    ${fieldset(
      form,
      { name, label: translator.t('letter.choose') },
      html`<ul class="targets" part="targets" lang=${language}>
        ${targets.map(choice)}
      </ul>`,
    )}
  </div>`;
}
