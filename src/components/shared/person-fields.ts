/** What a campaign asks of a supporter, as fields: the four known ones. Its own are in `own-fields.ts`. */
import { asked } from '../../campaign/person-fields.ts';
import { type Autofill, inputField, selectField } from './form-field.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Errors } from '../../i18n/error-messages.ts';
import type { View } from '../../base/render-context.ts';

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
