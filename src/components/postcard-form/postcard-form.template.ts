/** The postcard's form. */
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../../campaign/url.ts';
import { actionForm } from '../shared/action-form.ts';
import { consentFields } from '../shared/consent.ts';
import { fieldset, inputField, yesNoChoices } from '../shared/form-field.ts';
import { paragraphs } from '../shared/paragraphs.ts';
import { contactFields, countryField, nameField } from '../shared/person-fields.ts';
import { personPicker } from './person-picker.ts';
import { designPicker, postcardPreview, type PostcardPreview } from './postcard-preview.ts';
import type { FormContext, FormProps } from '../../base/form-module.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';

export interface PostcardFormProps extends PostcardPreview {
  /** The people who can be written to. */
  people: readonly Person[];
  suggestedId: string | undefined;
}

export function postcardForm(form: FormContext, props: FormProps, postcard: PostcardFormProps): TemplateResult {
  const { translator } = form;
  const { people, suggestedId } = postcard;
  return html`${actionForm(
    form,
    'postcard',
    props,
    html`${personPicker(form, people, suggestedId)} ${guidance(form)} ${designPicker(form)} ${postcardPreview(form, postcard)}
    ${inputField(form, {
      name: 'postcard/from',
      label: translator.t('postcard.from'),
      hint: translator.t('postcard.fromHint'),
      required: true,
      autocomplete: 'off',
    })}
    ${publishField(form)} ${nameField(form)} ${countryField(form)} ${contactFields(form)} ${props.customFields} ${consentFields(form)}`,
  )}
  ${offices(form)}`;
}

/** What to write and what not to, before anything is written. */
function guidance({ campaign, translator, language }: RenderContext): TemplateResult | typeof nothing {
  const { guidance } = campaign.postcard!;
  if (!guidance.length) return nothing;
  return html`<section class="guidance" part="hint">
    <h3>${translator.t('postcard.guidance')}</h3>
    <ul lang=${language}>
      ${guidance.map((rule) => html`<li>${rule}</li>`)}
    </ul>
  </section>`;
}

function publishField(form: FormContext): TemplateResult | typeof nothing {
  const { campaign, translator } = form;
  if (campaign.postcard!.publish === 'never') return nothing;
  const name = 'postcard/publish';
  return fieldset(form, { name, label: translator.t('postcard.publish'), hint: translator.t('postcard.publishHint') }, yesNoChoices(form, name));
}

/** Where a postcard can be filled in on paper. */
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
