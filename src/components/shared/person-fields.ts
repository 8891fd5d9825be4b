/** What a campaign asks of a supporter, as fields: the four known ones. Its own are in `own-fields.ts`. */
import { getPersonFields } from '../../campaign/person-fields.ts';
import { type Autofill, inputField, selectField } from './form-field.ts';
import type { TemplateResult } from 'lit/html.js';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

export function nameField({ translator, campaign }: RenderContext, errors: ErrorMessages, onInput: (event: Event) => void) {
  return personField('name', 'name', { translator, campaign }, errors, { onInput });
}

export function countryField(view: RenderContext, errors: ErrorMessages, hint: string | undefined, onInput: (event: Event) => void) {
  const requirement = getPersonFields(view.campaign).country;
  if (requirement === 'no') return [];
  const { translator } = view;
  const name = 'person/country';
  return [
    selectField(
      translator,
      {
        name,
        label: translator.t(hint ? 'form.whereYouLive' : 'form.country'),
        hint,
        error: errors.get(name),
        required: requirement === 'required',
        autocomplete: 'country',
        onInput,
      },
      [],
    ),
  ];
}

export function contactFields(view: RenderContext, errors: ErrorMessages): TemplateResult[] {
  return [
    ...personField('email', 'email', view, errors, { type: 'email' }),
    ...personField('postalCode', 'postal-code', view, errors, {}),
  ];
}

function personField(
  key: 'name' | 'email' | 'postalCode',
  autocomplete: Autofill,
  { translator, campaign }: Pick<RenderContext, 'translator' | 'campaign'>,
  errors: ErrorMessages,
  more: { type?: 'email'; onInput?: (event: Event) => void },
): TemplateResult[] {
  const requirement = getPersonFields(campaign)[key];
  if (requirement === 'no') return [];
  const name = `person/${key}`;
  const required = requirement === 'required';
  return [
    inputField(translator, { name, label: translator.t(`form.${key}`), required, autocomplete, error: errors.get(name), ...more }),
  ];
}
