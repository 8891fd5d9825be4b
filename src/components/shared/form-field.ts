/** One form field with its label, hint and error; and groups of choices. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TemplateResult } from 'lit';
import type { FormContext } from '../../base/form-module.ts';
import type { Translator } from '../../i18n/translator.ts';

type Content = TemplateResult | string | typeof nothing;

/** HTML's autofill tokens, the most common ones by name. */
export type Autofill = 'name' | 'email' | 'tel' | 'country' | 'postal-code' | 'organization' | 'off';

export interface FieldOptions {
  /** The pointer of the value in the submission, without the first slash; also the id of the control. */
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  autocomplete?: Autofill;
}

export interface InputOptions extends FieldOptions {
  type?: 'text' | 'email' | 'tel';
  /** Language of the value, if it differs from that of the label. */
  language?: string;
  /** Prints the value below the field: on paper a field of one line shows only what fits. */
  isPrinted?: boolean;
}

export interface GroupOptions extends Omit<FieldOptions, 'label'> {
  label: Content;
}

type DescriptionOptions = Pick<GroupOptions, 'name' | 'hint'>;

/** "(optional)" is spelled out: a star explains nothing. */
export function formatLabel(translator: Translator, { label, required }: FieldOptions): string {
  return required ? label : translator.t('form.optional', { label });
}

/** The ids of the hint and the error of a control, in reading order. */
export function getDescribedBy({ errors }: FormContext, { name, hint }: DescriptionOptions): string | typeof nothing {
  return [hint && `${name}-hint`, errors.has(name) && `${name}-error`].filter(Boolean).join(' ') || nothing;
}

export const hintLine = ({ name, hint }: DescriptionOptions): Content =>
  hint ? html`<p class="hint" part="hint" id="${name}-hint">${hint}</p>` : nothing;

export const errorLine = ({ errors }: FormContext, name: string): Content =>
  errors.has(name) ? html`<p class="error" part="error" id="${name}-error" .textContent=${errors.get(name)!}></p>` : nothing;

export const getFieldClass = ({ errors }: FormContext, name: string): string => (errors.has(name) ? 'field invalid' : 'field');

export const isInvalid = ({ errors }: FormContext, name: string): 'true' | typeof nothing => (errors.has(name) ? 'true' : nothing);

/** A field: its label, hint, error, and the control. */
export const fieldWrapper = (form: FormContext, options: InputOptions, control: TemplateResult): TemplateResult => {
  const { name, isPrinted } = options;
  return html`<div class=${getFieldClass(form, name)} part="field" data-text=${isPrinted ? form.values.get(name) : nothing}>
    <label part="label" for=${name}>${formatLabel(form.translator, options)}</label>${hintLine(options)}${errorLine(form, name)}${control}
  </div>`;
};

/** The `dir` of a control. Without a value it has the direction of the form, not the `auto` one, which would be left-to-right. */
export const getDirAttribute = (value: string) => (value ? 'auto' : nothing);

/** A field of one line. */
export function inputField(form: FormContext, options: InputOptions): TemplateResult {
  const { name, type = 'text', required, autocomplete, language } = options;
  const value = form.values.get(name);
  return fieldWrapper(
    form,
    options,
    html`<input
      part="input"
      id=${name}
      name=${name}
      type=${type}
      autocomplete=${autocomplete ?? nothing}
      lang=${language ?? nothing}
      dir=${type === 'email' || type === 'tel' ? 'ltr' : getDirAttribute(value)}
      .value=${live(value)}
      ?required=${required}
      aria-invalid=${isInvalid(form, name)}
      aria-describedby=${getDescribedBy(form, options)}
    />`,
  );
}

/** @param choices value and text of each */
export function selectField(form: FormContext, options: FieldOptions, choices: readonly (readonly [value: string, text: string])[]): TemplateResult {
  const { name, required, autocomplete } = options;
  const selected = form.values.get(name);
  const option = (value: string, text: string) => html`<option value=${value} .selected=${live(value === selected)}>${text}</option>`;
  return fieldWrapper(
    form,
    options,
    html`<select
      part="input"
      id=${name}
      name=${name}
      autocomplete=${autocomplete ?? nothing}
      ?required=${required}
      aria-invalid=${isInvalid(form, name)}
      aria-describedby=${getDescribedBy(form, options)}
    >
      ${option('', form.translator.t('form.choose'))}${choices.map(([value, text]) => option(value, text))}
    </select>`,
  );
}

/** One choice of a group. */
export const choiceInput = (form: FormContext, type: 'radio' | 'checkbox', name: string, value: string): TemplateResult =>
  html`<input part="input" type=${type} name=${name} value=${value} .checked=${live(form.values.isChecked(name, value))} />`;

/** A question that is answered with yes or no, with nothing preselected. */
export const yesNoChoices = (form: FormContext, name: string): TemplateResult =>
  html`<div class="choices">
    ${(['yes', 'no'] as const).map(
      (value) => html`<label class="choice">${choiceInput(form, 'radio', name, value)}${form.translator.t(`form.${value}`)}</label>`,
    )}
  </div>`;

/** Several controls under one question. The group itself can be focused, so that an error can link to it. */
export function fieldset(form: FormContext, options: GroupOptions, content: Content): TemplateResult {
  const { name, label } = options;
  return html`<fieldset class=${getFieldClass(form, name)} part="field" id=${name} tabindex="-1" aria-describedby=${getDescribedBy(form, options)}>
    <legend part="label">${label}</legend>
    ${hintLine(options)}${errorLine(form, name)}${content}
  </fieldset>`;
}
