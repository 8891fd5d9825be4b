/** One question with its label, hint and error; and the choices that stand in groups. */
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import type { Translator } from '../../i18n/translator.ts';

type Content = TemplateResult | string | typeof nothing;

/** What a browser can fill in by itself: HTML's autofill tokens, those most asked for by name. */
export type Autofill = 'name' | 'email' | 'tel' | 'country' | 'postal-code' | 'organization' | 'off';

export interface FieldOptions {
  /** The pointer of its value in the submission, without the first slash; also its id. */
  name: string;
  label: string;
  hint?: string;
  error?: string;
  required?: boolean;
  autocomplete?: Autofill;
}

export interface InputOptions extends FieldOptions {
  type?: 'text' | 'email' | 'tel';
  /** What stands in it before anybody typed. */
  value?: string;
  /** Of that, where it is another one than the label's. */
  language?: string;
  onInput?: (event: Event) => void;
}

export interface GroupOptions extends Omit<FieldOptions, 'label'> {
  label: Content;
}

/** "(optional)" is said in words: a star explains nothing. */
export function formatLabel(translator: Translator, { label, required }: FieldOptions): string {
  return required ? label : translator.t('form.optional', { label });
}

/** What a control refers to: its hint and its error, in reading order. */
export function describedBy({ name, hint, error }: GroupOptions): string | typeof nothing {
  return [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || nothing;
}

export const hintLine = ({ name, hint }: GroupOptions): Content =>
  hint ? html`<p class="hint" part="hint" id="${name}-hint">${hint}</p>` : nothing;

export const errorLine = ({ name, error }: GroupOptions): Content =>
  error ? html`<p class="error" part="error" id="${name}-error">${error}</p>` : nothing;

/** A question: its label, hint, error, and the control. */
export const fieldWrapper = (translator: Translator, options: FieldOptions, control: TemplateResult): TemplateResult =>
  html`<div class="field ${options.error ? 'invalid' : ''}" part="field">
    <label part="label" for=${options.name}>${formatLabel(translator, options)}</label>${hintLine(options)}${errorLine(options)}${control}
  </div>`;

/** A field of one line. */
export function inputField(translator: Translator, options: InputOptions): TemplateResult {
  const { name, type = 'text', required, autocomplete, error, value = '', language, onInput } = options;
  return fieldWrapper(
    translator,
    options,
    html`<input
      part="input"
      id=${name}
      name=${name}
      type=${type}
      autocomplete=${autocomplete ?? nothing}
      lang=${language ?? nothing}
      dir=${type === 'email' || type === 'tel' ? 'ltr' : 'auto'}
      .defaultValue=${value}
      ?required=${required}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${onInput}
    />`,
  );
}

/** @param choices value and text of each; a select may be given more later, by whoever asked for it */
export function selectField(
  translator: Translator,
  options: InputOptions,
  choices: readonly (readonly [value: string, text: string])[],
): TemplateResult {
  const { name, required, autocomplete, error, onInput } = options;
  return fieldWrapper(
    translator,
    options,
    html`<select
      part="input"
      id=${name}
      name=${name}
      autocomplete=${autocomplete ?? nothing}
      ?required=${required}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @change=${onInput}
    >
      <option value="">${translator.t('form.choose')}</option>
      ${choices.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
    </select>`,
  );
}

/** Several controls under one question; the group itself can be focused, so that an error can lead to it. */
export function fieldset(options: GroupOptions, content: Content): TemplateResult {
  const { name, label, error } = options;
  return html`<fieldset
    class="field ${error ? 'invalid' : ''}"
    part="field"
    id=${name}
    tabindex="-1"
    aria-describedby=${describedBy(options)}
  >
    <legend part="label">${label}</legend>
    ${hintLine(options)}${errorLine(options)}${content}
  </fieldset>`;
}
