/** The letter's form. */
import { nothing, html, type TemplateResult } from 'lit/html.js';
import { dependsOnCountry } from '../../campaign/letter.ts';
import { contactFields, countryField, nameField } from '../shared/person-fields.ts';
import { consent } from '../shared/consent.ts';
import { actionForm, type FormParts } from '../shared/action-form.ts';
import { sheet } from './letter-editor.ts';
import { targetList } from './recipient-picker.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { View } from '../../base/render-context.ts';

export interface LetterForm extends FormParts {
  /** Those who are offered, and those of them who are chosen. */
  targets: readonly Target[];
  chosen: readonly Target[];
  body: string;
  name: string;
  onName: (event: Event) => void;
  onBody: (event: Event) => void;
  onCountry: (event: Event) => void;
  onToggle: (id: string, only: boolean) => void;
}

export function letterForm(view: View, form: LetterForm): TemplateResult {
  const { speaker } = view;
  const { errors } = form;
  const letter = view.campaign.letter!;
  const byCountry = dependsOnCountry(letter);
  const country = countryField(view, errors, byCountry ? speaker.say('letter.whereYouLiveHint') : undefined, form.onCountry);
  const chosen = form.chosen.map(({ id }) => id);
  return actionForm(
    view,
    'letter',
    form,
    html`${byCountry ? country : nothing}
    ${sheet(view, errors, {
      addressees: targetList(view, errors, letter.choose, form.targets, chosen, form.onToggle),
      chosen: form.chosen,
      body: form.body,
      name: form.name,
      onBody: form.onBody,
    })}
    ${nameField(view, errors, form.onName)} ${byCountry ? nothing : country} ${contactFields(view, errors)}
    ${form.ownFields} ${consent(view, errors)}`,
  );
}
