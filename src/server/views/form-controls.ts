/** Form controls with their label, hint and error, and the attributes that connect them. */
import { html } from 'hono/html';
import type { Translator } from '../../i18n/translator.ts';
import type { Html } from './html.ts';

export interface Control {
  /** The JSON pointer of the value in the submission, without the first slash. Also the id of the control. */
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  autocomplete?: string | undefined;
  type?: string;
  /** The current value. */
  value?: string | undefined;
}

/** Longer than any single-line value that the server accepts. */
const maxLineLength = 300;

/** A placeholder, so that the style sheet recognizes an empty field, which `auto` alone would make left-to-right. */
const autoDirection = { dir: 'auto', placeholder: ' ' };

/** Escaped attributes; those without a value are omitted. */
function attributes(values: Record<string, string | number | boolean | undefined>): Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : value === true ? html` ${name}` : html` ${name}="${value}"`,
  );
}

const getDescriptionIds = (name: string, hint?: string, error?: string) =>
  [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;

const commonAttributes = ({ name, hint, error, required }: Control) =>
  attributes({
    id: name,
    name,
    required,
    'aria-invalid': error && 'true',
    'aria-describedby': getDescriptionIds(name, hint, error),
  });

/** Optional fields are labelled “(optional)”, because an asterisk explains nothing. */
const formatLabel = (translator: Translator, { label, required }: Control) =>
  required ? label : translator.t('form.optional', { label });

const hintAndError = ({ name, hint, error }: Control) =>
  html`${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}${error &&
  html`<p class="error" id="${name}-error">${error}</p>`}`;

const field = (translator: Translator, control: Control, content: Html) =>
  html`<div class="field${control.error && ' invalid'}">
    <label for="${control.name}">${formatLabel(translator, control)}</label>${hintAndError(control)}${content}
  </div>`;

/** A single-line text field. */
export function input(translator: Translator, control: Control): Html {
  const { type = 'text', autocomplete, value } = control;
  const direction = type === 'email' || type === 'tel' ? { dir: 'ltr' } : autoDirection;
  const more = attributes({ type, autocomplete, ...direction, value, maxlength: maxLineLength });
  return field(translator, control, html`<input${commonAttributes(control)}${more}>`);
}

/** A multi-line text field. */
export function textarea(translator: Translator, control: Control, rows = 4): Html {
  // The HTML parser drops the first line break in a textarea, so this adds one.
  return field(
    translator,
    control,
    html`<textarea${commonAttributes(control)} rows="${rows}"${attributes(autoDirection)}>${'\n'}${control.value}</textarea>`,
  );
}

/** @param choices the value and text of each option */
export function select(translator: Translator, control: Control, choices: readonly (readonly [string, string])[]): Html {
  const options = choices.map(
    ([value, text]) => html`<option value="${value}"${attributes({ selected: value === control.value })}>${text}</option>`,
  );
  const more = attributes({ autocomplete: control.autocomplete });
  return field(
    translator,
    control,
    html`<select${commonAttributes(control)}${more}><option value="">${translator.t('form.choose')}</option>${options}</select>`,
  );
}

/** A single checkbox. */
export function checkbox(translator: Translator, control: Control): Html {
  return html`<div class="field${control.error && ' invalid'}">
    ${hintAndError(control)}<label class="choice"
      ><input type="checkbox"${commonAttributes(control)}${attributes({ checked: control.value !== undefined })}>${formatLabel(translator, control)}</label
    >
  </div>`;
}

export interface Choice {
  value: string;
  label: Html | string;
}

/** A group of radio buttons or checkboxes. The group is focusable, so that the error summary can link to it. */
export function choices(
  control: Control,
  type: 'radio' | 'checkbox',
  options: readonly Choice[],
  selected: readonly string[],
): Html {
  const { name, label, hint, error, required } = control;
  const renderOption = ({ value, label }: Choice) => {
    const more = attributes({ value, checked: selected.includes(value), required: required && type === 'radio' });
    return html`<label class="choice"><input type="${type}" name="${name}"${more}><span>${label}</span></label>`;
  };
  const described = attributes({ 'aria-describedby': getDescriptionIds(name, hint, error) });
  return html`<fieldset class="field${error && ' invalid'}" id="${name}" tabindex="-1"${described}>
    <legend>${label}</legend>
    ${hintAndError(control)}${options.map(renderOption)}
  </fieldset>`;
}

/** A hidden value, unless it is undefined. */
export function hidden(name: string, value: string | undefined): Html | '' {
  return value === undefined ? '' : html`<input type="hidden"${attributes({ name, value })}>`;
}
