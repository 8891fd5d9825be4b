/** The letter's form. */
import { html, nothing, type TemplateResult } from 'lit';
import { dependsOnCountry } from '../../campaign/letter.ts';
import { actionForm } from '../shared/action-form.ts';
import { consentFields } from '../shared/consent.ts';
import { contactFields, countryField, nameField } from '../shared/person-fields.ts';
import { letterEditor } from './letter-editor.ts';
import type { FormContext, FormProps } from '../../base/form-module.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';

/**
 * @param targets the people who can be written to
 * @param selected those of them the letter goes to
 */
export function letterForm(form: FormContext, props: FormProps, targets: readonly Target[], selected: readonly Target[]): TemplateResult {
  const isByCountry = dependsOnCountry(form.campaign.letter!);
  const country = countryField(form, isByCountry ? form.translator.t('letter.whereYouLiveHint') : undefined);
  return actionForm(
    form,
    'letter',
    props,
    html`${isByCountry ? country : nothing} ${letterEditor(form, targets, selected)} ${nameField(form)} ${isByCountry ? nothing : country}
    ${contactFields(form)} ${props.customFields} ${consentFields(form)}`,
  );
}
