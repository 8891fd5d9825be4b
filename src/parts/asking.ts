/** What a campaign asks of a supporter, as fields: the four known ones, and its own. */
import { asked } from '../campaign/asked.ts';
import { type Autofill, checkField, inputField, selectField, textField } from './field.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Field } from '../campaign/campaign.ts';
import type { Errors } from '../locales/fault-words.ts';
import type { View } from './view.ts';

export function nameField({ speaker, campaign }: View, errors: Errors, onInput: (event: Event) => void) {
  return known('name', 'name', { speaker, campaign }, errors, { onInput });
}

export function countryField(view: View, errors: Errors, hint: string | undefined, onInput: (event: Event) => void) {
  const wanted = asked(view.campaign).country;
  if (wanted === 'no') return [];
  const { speaker } = view;
  const name = 'person/country';
  return [
    selectField(
      speaker,
      {
        name,
        label: speaker.say(hint ? 'whereYouLive' : 'country'),
        hint,
        error: errors.get(name),
        required: wanted === 'required',
        autocomplete: 'country',
        onInput,
      },
      [],
    ),
  ];
}

export function contactFields(view: View, errors: Errors): TemplateResult[] {
  return [
    ...known('email', 'email', view, errors, { type: 'email' }),
    ...known('postalCode', 'postal-code', view, errors, {}),
  ];
}

function known(
  key: 'name' | 'email' | 'postalCode',
  autocomplete: Autofill,
  { speaker, campaign }: Pick<View, 'speaker' | 'campaign'>,
  errors: Errors,
  more: { type?: 'email'; onInput?: (event: Event) => void },
): TemplateResult[] {
  const wanted = asked(campaign)[key];
  if (wanted === 'no') return [];
  const name = `person/${key}`;
  const required = wanted === 'required';
  return [
    inputField(speaker, { name, label: speaker.say(key), required, autocomplete, error: errors.get(name), ...more }),
  ];
}

export function ownFields(view: View, errors: Errors): TemplateResult[] {
  return (view.campaign.fields ?? []).map((field, i) => ownField(view, field, view.source.fields![i]!, errors));
}

function ownField({ speaker }: View, field: Field, { options }: Field, errors: Errors): TemplateResult {
  const name = `fields/${field.id}`;
  const { label, hint, required, type } = field;
  const autocomplete = field.autocomplete as Autofill | undefined;
  const shown = { name, label, hint, required, autocomplete, error: errors.get(name) };
  if (type === 'textarea') return textField(speaker, shown);
  if (type === 'checkbox') return checkField(speaker, shown);
  if (type === 'select') {
    // What is sent is the organiser's own word, whatever language it was chosen in.
    const choices = (options ?? []).map((value, i) => [value, field.options?.[i] ?? value] as const);
    return selectField(speaker, shown, choices);
  }
  return inputField(speaker, { ...shown, type });
}
