/** Who a postcard is for. If there is a choice, each person can be selected. */
import { html, nothing, type TemplateResult } from 'lit';
import { choiceInput, fieldset } from '../shared/form-field.ts';
import type { FormContext } from '../../base/form-module.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';

const personName = ({ name, place }: Person): TemplateResult =>
  html`<strong>${name}</strong>${place ? html`<span class="place muted">${place}</span>` : nothing}`;

/**
 * @param people the people who can be written to
 * @param suggestedId the one with the fewest postcards so far
 */
export function personPicker(form: FormContext, people: readonly Person[], suggestedId: string | undefined): TemplateResult {
  const { campaign, translator, language } = form;
  const name = 'postcard/to';
  const { choose } = campaign.postcard!;
  if (choose === 'all' || people.length === 1)
    return html`<ul class="targets" part="targets" lang=${language} aria-label=${translator.t('form.to')}>
      ${people.map((person) => html`<li part="target"><span class="address" part="person">${personName(person)}</span></li>`)}
    </ul>`;
  const suggestion = html`<span class="suggested" lang=${translator.language}>${translator.t('postcard.suggested')}</span>`;
  const choice = (person: Person) =>
    html`<li part="target">
      <label class="choice"
        >${choiceInput(form, choose === 'one' ? 'radio' : 'checkbox', name, person.id)}<span class="address" part="person"
          >${personName(person)}${person.id === suggestedId ? suggestion : nothing}</span
        ></label
      >
    </li>`;
  return fieldset(
    form,
    { name, label: translator.t('postcard.choose') },
    html`<ul class="targets" part="targets" lang=${language}>
      ${people.map(choice)}
    </ul>`,
  );
}
