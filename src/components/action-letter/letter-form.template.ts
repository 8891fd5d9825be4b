/** The letter's form. */
import { nothing, html, type TemplateResult } from 'lit/html.js';
import { dependsOnCountry } from '../../campaign/letter.ts';
import { contactFields, countryField, nameField } from '../shared/person-fields.ts';
import { consent } from '../shared/consent.ts';
import { actionForm, type FormProps } from '../shared/action-form.ts';
import { letterEditor } from './letter-editor.ts';
import { recipientPicker } from './recipient-picker.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

export interface LetterFormProps extends FormProps {
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

export function letterForm(view: RenderContext, form: LetterFormProps): TemplateResult {
  const { translator } = view;
  const { errors } = form;
  const letter = view.campaign.letter!;
  const byCountry = dependsOnCountry(letter);
  const country = countryField(view, errors, byCountry ? translator.t('letter.whereYouLiveHint') : undefined, form.onCountry);
  const chosen = form.chosen.map(({ id }) => id);
  return actionForm(
    view,
    'letter',
    form,
    html`${byCountry ? country : nothing}
    ${letterEditor(view, errors, {
      addressees: recipientPicker(view, errors, letter.choose, form.targets, chosen, form.onToggle),
      chosen: form.chosen,
      body: form.body,
      name: form.name,
      onBody: form.onBody,
    })}
    ${nameField(view, errors, form.onName)} ${byCountry ? nothing : country} ${contactFields(view, errors)}
    ${form.customFields} ${consent(view, errors)}`,
  );
}
