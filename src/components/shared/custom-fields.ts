/** The fields that a campaign adds, and what a sealed one promises; loaded lazily, because most campaigns have neither. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  type Autofill, errorLine, type FieldOptions, fieldWrapper, formatLabel, getDescribedBy, getFieldClass, getDirAttribute, hintLine,
  inputField, isInvalid, selectField,
} from './form-field.ts';
import { sealingNote } from './sealing-note.ts';
import type { FormContext } from '../../base/form-module.ts';
import type { Field } from '../../campaign/schema/campaign.schema.ts';

/** A field of several lines. */
function textField(form: FormContext, options: FieldOptions): TemplateResult {
  const { name, required } = options;
  const value = form.values.get(name);
  return fieldWrapper(
    form,
    options,
    html`<textarea
      class="boxed"
      part="input"
      id=${name}
      name=${name}
      rows="4"
      dir=${getDirAttribute(value)}
      ?required=${required}
      aria-invalid=${isInvalid(form, name)}
      aria-describedby=${getDescribedBy(form, options)}
      .value=${live(value)}
    ></textarea>`,
  );
}

function checkboxField(form: FormContext, options: FieldOptions): TemplateResult {
  const { name, required } = options;
  return html`<div class=${getFieldClass(form, name)} part="field">
    ${hintLine(options)}${errorLine(form, name)}<label class="choice" part="label"
      ><input
        part="input"
        type="checkbox"
        id=${name}
        name=${name}
        value="on"
        .checked=${live(form.values.isChecked(name, 'on'))}
        ?required=${required}
        aria-invalid=${isInvalid(form, name)}
        aria-describedby=${getDescribedBy(form, options)}
      />${formatLabel(form.translator, options)}</label
    >
  </div>`;
}

export function customFields(form: FormContext): unknown[] {
  const { campaign, original, language } = form;
  const fields = campaign.fields?.map((field, i) => customField(form, field, original.fields![i]!));
  return [fields ? html`<div lang=${language}>${fields}</div>` : nothing, sealingNote(form)];
}

function customField(form: FormContext, field: Field, { options: values }: Field): TemplateResult {
  const { label, hint, required, type } = field;
  const options = { name: `fields/${field.id}`, label, hint, required, autocomplete: field.autocomplete as Autofill | undefined };
  if (type === 'textarea') return textField(form, options);
  if (type === 'checkbox') return checkboxField(form, options);
  if (type === 'select') {
    // The organiser's own value is sent, whatever language it was chosen in.
    return selectField(form, options, (values ?? []).map((value, i) => [value, field.options?.[i] ?? value]));
  }
  return inputField(form, { ...options, type });
}
