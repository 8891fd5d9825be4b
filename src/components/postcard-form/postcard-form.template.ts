/** The card's form. */
import { html, nothing } from 'lit/html.js';
import { safeUrl } from '../../campaign/safe-url.ts';
import { contactFields, countryField, nameField } from '../shared/person-fields.ts';
import { card, fronts, type Card } from './postcard-preview.ts';
import { consent } from '../shared/consent.ts';
import { group, inputField } from '../shared/form-field.ts';
import { actionForm, type FormParts } from '../shared/action-form.ts';
import { peopleList } from './person-picker.ts';
import { paragraphs, type View } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { Errors } from '../../i18n/error-messages.ts';

export interface PostcardForm extends FormParts {
  /** Those who can be written to, and the ids of those who are chosen. */
  people: readonly Person[];
  chosen: readonly string[];
  fewest: string | undefined;
  card: Card;
  onToggle: (id: string) => void;
  onDesign: (id: string) => void;
  onFrom: (event: Event) => void;
}

const nothingToDo = () => {};

export function postcardForm(view: View, form: PostcardForm): TemplateResult {
  const { campaign, speaker } = view;
  const { errors } = form;
  const { choose } = campaign.postcard!;
  return html`${actionForm(
    view,
    'postcard',
    form,
    html`${peopleList(view, errors, choose, form.people, form.chosen, form.fewest, form.onToggle)} ${guidance(view)}
    ${fronts(view, errors, form.card.design, form.onDesign)} ${card(view, errors, form.card)}
    ${inputField(speaker, {
      name: 'postcard/from',
      label: speaker.say('postcard.from'),
      hint: speaker.say('postcard.fromHint'),
      error: errors.get('postcard/from'),
      required: true,
      autocomplete: 'off',
      onInput: form.onFrom,
    })}
    ${publish(view, errors)} ${nameField(view, errors, nothingToDo)} ${countryField(view, errors, undefined, nothingToDo)}
    ${contactFields(view, errors)} ${form.ownFields} ${consent(view, errors)}`,
  )}
  ${offices(view)}`;
}

/** What to write and what not to, before anything is written. */
function guidance({ campaign, speaker, language }: View): TemplateResult | typeof nothing {
  const { guidance } = campaign.postcard!;
  if (!guidance.length) return nothing;
  return html`<section class="guidance" part="hint">
    <h3>${speaker.say('postcard.guidance')}</h3>
    <ul lang=${language}>
      ${guidance.map((one) => html`<li>${one}</li>`)}
    </ul>
  </section>`;
}

function publish({ campaign, speaker }: View, errors: Errors): TemplateResult | typeof nothing {
  if (campaign.postcard!.publish === 'never') return nothing;
  const name = 'postcard/publish';
  const choice = (value: 'yes' | 'no') =>
    html`<label class="choice"><input part="input" type="radio" name=${name} value=${value} />${speaker.say(value)}</label>`;
  return group(
    { name, label: speaker.say('postcard.publish'), hint: speaker.say('postcard.publishHint'), error: errors.get(name) },
    html`<div class="choices">${choice('yes')}${choice('no')}</div>`,
  );
}

/** Where a card can be filled in on paper. */
function offices({ campaign, speaker, base }: View): TemplateResult | typeof nothing {
  const { offices } = campaign.postcard!;
  if (!offices?.length) return nothing;
  return html`<section class="offices">
    <h3 lang=${speaker.language}>${speaker.say('postcard.offices')}</h3>
    <p part="text" lang=${speaker.language}>${speaker.say('postcard.officesHint')}</p>
    <ul>
      ${offices.map(({ name, address, url }) => {
        const link = safeUrl(url, base);
        return html`<li>
          <strong>${link ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${name}</a>` : name}</strong>
          ${paragraphs(address)}
        </li>`;
      })}
    </ul>
  </section>`;
}
