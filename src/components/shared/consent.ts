/** Questions of consent. Nothing is preselected, and no answer is not consent. */
import { html, type TemplateResult } from 'lit';
import { fieldset, yesNoChoices } from './form-field.ts';
import type { FormContext } from '../../base/form-module.ts';

export function consentFields(form: FormContext): TemplateResult[] {
  return (form.campaign.consent ?? []).map(({ id, statement }) => {
    const name = `consent/${id}`;
    const label = html`<span lang=${form.language}>${statement}</span>`;
    return html`<div part="consent">${fieldset(form, { name, label }, yesNoChoices(form, name))}</div>`;
  });
}
