/** The fields about the supporter that every campaign can ask for. The campaign's own are in `custom-fields.ts`. */
import { nothing } from 'lit';
import { getPersonFields } from '../../campaign/person-fields.ts';
import { type Autofill, inputField, selectField } from './form-field.ts';
import type { TemplateResult } from 'lit';
import type { FormContext } from '../../base/form-module.ts';

type Field = TemplateResult | typeof nothing;

export const nameField = (form: FormContext): Field => personField(form, 'name', 'name');

/** @param hint if the country decides who receives the letter */
export function countryField(form: FormContext, hint?: string): Field {
  const requirement = getPersonFields(form.campaign).country;
  if (requirement === 'no') return nothing;
  const options = {
    name: 'person/country',
    label: form.translator.t(hint ? 'form.whereYouLive' : 'form.country'),
    hint,
    required: requirement === 'required',
    autocomplete: 'country',
  } as const;
  // The names come after the form is interactive: naming and sorting 250 countries would delay it.
  return selectField(form, options, form.countries ?? []);
}

export const contactFields = (form: FormContext): Field[] => [
  personField(form, 'email', 'email', 'email'),
  personField(form, 'postalCode', 'postal-code'),
];

function personField(form: FormContext, key: 'name' | 'email' | 'postalCode', autocomplete: Autofill, type?: 'email'): Field {
  const requirement = getPersonFields(form.campaign)[key];
  if (requirement === 'no') return nothing;
  const label = form.translator.t(`form.${key}`);
  return inputField(form, { name: `person/${key}`, label, required: requirement === 'required', autocomplete, type });
}
