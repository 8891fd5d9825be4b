/** Questions of consent: yes or no, nothing chosen before, and a no is taken for a no. */
import { html } from 'lit/html.js';
import { fieldset } from './form-field.ts';
import type { TemplateResult } from 'lit/html.js';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

export function consent({ campaign, translator, language }: RenderContext, errors: ErrorMessages): TemplateResult[] {
  return (campaign.consent ?? []).map(({ id, statement }) => {
    const name = `consent/${id}`;
    const choice = (value: 'yes' | 'no') =>
      html`<label class="choice"
        ><input part="input" type="radio" name=${name} value=${value} />${translator.t(`form.${value}`)}</label
      >`;
    return html`<div part="consent">
      ${fieldset(
        { name, label: html`<span lang=${language}>${statement}</span>`, error: errors.get(name) },
        html`<div class="choices">${choice('yes')}${choice('no')}</div>`,
      )}
    </div>`;
  });
}
