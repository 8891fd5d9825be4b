/** The fields that a campaign adds of its own; loaded only with one that has some. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type Autofill, describedBy, errorLine, type FieldOptions, fieldWrapper, hintLine, inputField, formatLabel, selectField } from './form-field.ts';
import type { Field } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { Translator } from '../../i18n/translator.ts';
import type { RenderContext } from '../../base/render-context.ts';

/** A field of several lines. */
function textField(translator: Translator, options: FieldOptions): TemplateResult {
  const { name, required, error } = options;
  return fieldWrapper(
    translator,
    options,
    html`<textarea
      class="boxed"
      part="input"
      id=${name}
      name=${name}
      rows="4"
      dir="auto"
      ?required=${required}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
    ></textarea>`,
  );
}

/** One box to tick. */
function checkField(translator: Translator, options: FieldOptions): TemplateResult {
  const { name, required, error } = options;
  return html`<div class="field ${error ? 'invalid' : ''}" part="field">
    ${hintLine(options)}${errorLine(options)}<label class="choice" part="label"
      ><input
        part="input"
        type="checkbox"
        id=${name}
        name=${name}
        ?required=${required}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${describedBy(options)}
      />${formatLabel(translator, options)}</label
    >
  </div>`;
}

export function customFields(view: RenderContext, errors: ErrorMessages): TemplateResult | typeof nothing {
  const { campaign, original, language } = view;
  if (!campaign.fields) return nothing;
  return html`<div lang=${language}>
    ${campaign.fields.map((field, i) => ownField(view, field, original.fields![i]!, errors))}
  </div>`;
}

function ownField({ translator }: RenderContext, field: Field, { options }: Field, errors: ErrorMessages): TemplateResult {
  const name = `fields/${field.id}`;
  const { label, hint, required, type } = field;
  const autocomplete = field.autocomplete as Autofill | undefined;
  const shown = { name, label, hint, required, autocomplete, error: errors.get(name) };
  if (type === 'textarea') return textField(translator, shown);
  if (type === 'checkbox') return checkField(translator, shown);
  if (type === 'select') {
    // What is sent is the organiser's own word, whatever language it was chosen in.
    const choices = (options ?? []).map((value, i) => [value, field.options?.[i] ?? value] as const);
    return selectField(translator, shown, choices);
  }
  return inputField(translator, { ...shown, type });
}
