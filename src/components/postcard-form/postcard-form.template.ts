/** The card's form. */
import { html, nothing } from 'lit/html.js';
import { safeUrl } from '../../campaign/url.ts';
import { contactFields, countryField, nameField } from '../shared/person-fields.ts';
import { postcardPreview, designPicker, type PostcardPreview } from './postcard-preview.ts';
import { consent } from '../shared/consent.ts';
import { fieldset, inputField } from '../shared/form-field.ts';
import { actionForm, type FormProps } from '../shared/action-form.ts';
import { personPicker } from './person-picker.ts';
import { paragraphs, type RenderContext } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';

export interface PostcardFormProps extends FormProps {
  /** Those who can be written to, and the ids of those who are chosen. */
  people: readonly Person[];
  chosen: readonly string[];
  fewest: string | undefined;
  card: PostcardPreview;
  onToggle: (id: string) => void;
  onDesign: (id: string) => void;
  onFrom: (event: Event) => void;
}

const nothingToDo = () => {};

export function postcardForm(view: RenderContext, form: PostcardFormProps): TemplateResult {
  const { campaign, translator } = view;
  const { errors } = form;
  const { choose } = campaign.postcard!;
  return html`${actionForm(
    view,
    'postcard',
    form,
    html`${personPicker(view, errors, choose, form.people, form.chosen, form.fewest, form.onToggle)} ${guidance(view)}
    ${designPicker(view, errors, form.card.design, form.onDesign)} ${postcardPreview(view, errors, form.card)}
    ${inputField(translator, {
      name: 'postcard/from',
      label: translator.t('postcard.from'),
      hint: translator.t('postcard.fromHint'),
      error: errors.get('postcard/from'),
      required: true,
      autocomplete: 'off',
      onInput: form.onFrom,
    })}
    ${publish(view, errors)} ${nameField(view, errors, nothingToDo)} ${countryField(view, errors, undefined, nothingToDo)}
    ${contactFields(view, errors)} ${form.customFields} ${consent(view, errors)}`,
  )}
  ${offices(view)}`;
}

/** What to write and what not to, before anything is written. */
function guidance({ campaign, translator, language }: RenderContext): TemplateResult | typeof nothing {
  const { guidance } = campaign.postcard!;
  if (!guidance.length) return nothing;
  return html`<section class="guidance" part="hint">
    <h3>${translator.t('postcard.guidance')}</h3>
    <ul lang=${language}>
      ${guidance.map((one) => html`<li>${one}</li>`)}
    </ul>
  </section>`;
}

function publish({ campaign, translator }: RenderContext, errors: ErrorMessages): TemplateResult | typeof nothing {
  if (campaign.postcard!.publish === 'never') return nothing;
  const name = 'postcard/publish';
  const choice = (value: 'yes' | 'no') =>
    html`<label class="choice"><input part="input" type="radio" name=${name} value=${value} />${translator.t(`form.${value}`)}</label>`;
  return fieldset(
    { name, label: translator.t('postcard.publish'), hint: translator.t('postcard.publishHint'), error: errors.get(name) },
    html`<div class="choices">${choice('yes')}${choice('no')}</div>`,
  );
}

/** Where a card can be filled in on paper. */
function offices({ campaign, translator, base }: RenderContext): TemplateResult | typeof nothing {
  const { offices } = campaign.postcard!;
  if (!offices?.length) return nothing;
  return html`<section class="offices">
    <h3 lang=${translator.language}>${translator.t('postcard.offices')}</h3>
    <p part="text" lang=${translator.language}>${translator.t('postcard.officesHint')}</p>
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
