/** The postcard, which can be flipped: the selected design on the front, the message on the back. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { countGraphemes } from '../../campaign/formats.ts';
import { safeUrl } from '../../campaign/url.ts';
import { characterCount } from '../shared/character-count.ts';
import { choiceInput, errorLine, fieldset, getDescribedBy, getFieldClass, getDirAttribute, isInvalid } from '../shared/form-field.ts';
import { postmark } from '../shared/postmark.ts';
import type { FormContext } from '../../base/form-module.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';

export type Side = 'front' | 'back';

export interface PostcardPreview {
  /** The visible side. */
  side: Side;
  recipients: readonly Person[];
  /** Today, or the day that the page reports, `YYYY-MM-DD`. */
  day: string;
  onFlip: () => void;
}

type Design = Postcard['designs'][number];

const designImage = ({ src, alt }: Design, { base, language }: RenderContext): TemplateResult =>
  html`<img src=${safeUrl(src, base) ?? nothing} alt=${alt} lang=${language} decoding="async" />`;

/** Small images to choose from; nothing if there is only one. */
export function designPicker(form: FormContext): TemplateResult | typeof nothing {
  const { designs } = form.campaign.postcard!;
  const name = 'postcard/design';
  if (designs.length === 1) return nothing;
  return fieldset(
    form,
    { name, label: form.translator.t('postcard.design') },
    html`<div class="designs">
      ${designs.map((design) => html`<label>${choiceInput(form, 'radio', name, design.id)}${designImage(design, form)}</label>`)}
    </div>`,
  );
}

export function postcardPreview(form: FormContext, preview: PostcardPreview): TemplateResult {
  const { campaign, translator, values } = form;
  const { side, onFlip } = preview;
  const { designs } = campaign.postcard!;
  const design = designs.find(({ id }) => id === values.get('postcard/design')) ?? designs[0]!;
  const isFront = side === 'front';
  const sideNames = { front: translator.t('postcard.frontSide'), back: translator.t('postcard.backSide') };
  return html`<div class="card ${side}" part="card">
      <div class="flip">
        <div class="face front" role="group" aria-label=${sideNames.front} ?inert=${!isFront}>${designImage(design, form)}</div>
        <div class="face back" role="group" aria-label=${sideNames.back} ?inert=${isFront}>
          ${messageEditor(form)} ${addressSide(form, design, preview)}
        </div>
      </div>
    </div>
    <div class="row">
      <button
        type="button"
        class="flip-button"
        part="button"
        @click=${onFlip}
        .textContent=${translator.t(isFront ? 'postcard.write' : 'postcard.flip')}
      ></button>
      <span class="visually-hidden" role="status" .textContent=${sideNames[side]}></span>
    </div>`;
}

function addressSide(form: FormContext, { src }: Design, { recipients, day }: PostcardPreview): TemplateResult {
  const recipient = ({ name, place }: Person) =>
    html`<li><strong .textContent=${name}></strong>${place ? html`<span class="place" .textContent=${place}></span>` : nothing}</li>`;
  return html`<div class="to" aria-hidden="true">
    <div class="stamp-corner">
      ${postmark(form, { day, people: recipients })}<img class="stamp" src=${safeUrl(src, form.base) ?? nothing} alt="" />
    </div>
    <ul>
      ${recipients.map(recipient)}
    </ul>
  </div>`;
}

/** The writing becomes smaller before the postcard is full. */
const getTextSize = (length: number) => (length < 120 ? 'large' : length < 280 ? 'middle' : 'small');

function messageEditor(form: FormContext): TemplateResult {
  const { campaign, translator, language, values } = form;
  const name = 'postcard/message';
  const message = values.get(name);
  return html`<div class="message-area ${getTextSize(countGraphemes(message))}">
    <div class=${getFieldClass(form, name)} part="field">
      <label class="muted" part="label" for=${name}>${translator.t('postcard.message')}</label>
      ${errorLine(form, name)}
      <div class="autosize" data-text=${message}>
        <textarea
          part="input"
          id=${name}
          name=${name}
          rows="4"
          lang=${language}
          dir=${getDirAttribute(message)}
          required
          autocomplete="off"
          aria-invalid=${isInvalid(form, name)}
          aria-describedby=${getDescribedBy(form, { name })}
          .value=${live(message)}
        ></textarea>
      </div>
      ${characterCount(translator, message, campaign.postcard!.maxLength)}
    </div>
    <p class="signature" aria-hidden="true" .textContent=${values.get('postcard/from')}></p>
  </div>`;
}
