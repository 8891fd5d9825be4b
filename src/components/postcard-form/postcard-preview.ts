/** The card: a front to choose and a back to write on, which turns over. */
import { html, nothing } from 'lit/html.js';
import { countGraphemes } from '../../campaign/formats.ts';
import { safeUrl } from '../../campaign/url.ts';
import { describedBy, errorLine, fieldset } from '../shared/form-field.ts';
import { postmark } from '../shared/postmark.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

export interface PostcardPreview {
  side: 'front' | 'back';
  /** Id of the front that is chosen. */
  design: string;
  /** Those it is for. */
  people: readonly Person[];
  message: string;
  from: string;
  /** Today, or the day the page reports, `YYYY-MM-DD`. */
  day: string;
  onTurn: () => void;
  onMessage: (event: Event) => void;
}

type Design = Postcard['designs'][number];

const picture = ({ src, alt }: Design, { base, language }: RenderContext): TemplateResult =>
  html`<img src=${safeUrl(src, base) ?? nothing} alt=${alt} lang=${language} decoding="async" />`;

/** Small pictures to choose from; nothing where there is only one. */
export function designPicker(view: RenderContext, errors: ErrorMessages, chosen: string, choose: (id: string) => void) {
  const { campaign, translator } = view;
  const { designs } = campaign.postcard!;
  const name = 'postcard/design';
  if (designs.length === 1) return html`<input type="hidden" name=${name} value=${designs[0]!.id} />`;
  return fieldset(
    { name, label: translator.t('postcard.design'), error: errors.get(name) },
    html`<div class="fronts">
      ${designs.map(
        (design) => html`<label
          ><input
            part="input"
            type="radio"
            name=${name}
            value=${design.id}
            .checked=${design.id === chosen}
            @change=${() => choose(design.id)}
          />${picture(design, view)}</label
        >`,
      )}
    </div>`,
  );
}

export function postcardPreview(view: RenderContext, errors: ErrorMessages, shown: PostcardPreview): TemplateResult {
  const { campaign, translator } = view;
  const { side, design, onTurn } = shown;
  const front = campaign.postcard!.designs.find(({ id }) => id === design)!;
  const isFront = side === 'front';
  const sides = { front: translator.t('postcard.frontSide'), back: translator.t('postcard.backSide') };
  return html`<div class="card ${side}" part="card">
      <div class="turning">
        <div class="face front" role="group" aria-label=${sides.front} ?inert=${!isFront}>
          ${picture(front, view)}
        </div>
        <div class="face back" role="group" aria-label=${sides.back} ?inert=${isFront}>
          ${messageEditor(view, errors, shown)} ${address(view, front, shown)}
        </div>
      </div>
    </div>
    <div class="row">
      <button type="button" class="turn" part="button" @click=${onTurn}>
        ${translator.t(isFront ? 'postcard.write' : 'postcard.flip')}
      </button>
      <span class="hush" role="status">${sides[side]}</span>
    </div>`;
}

function address(view: RenderContext, { src }: Design, { people, day }: PostcardPreview): TemplateResult {
  return html`<div class="to" aria-hidden="true">
    <div class="corner">
      ${postmark(view, { day, people })}<img class="stamp" src=${safeUrl(src, view.base) ?? nothing} alt="" />
    </div>
    <ul>
      ${people.map(
        ({ name, place }) => html`<li><strong>${name}</strong>${place ? html`<span class="place">${place}</span>` : nothing}</li>`,
      )}
    </ul>
  </div>`;
}

/** Above it the count is not worth a supporter's attention. */
const counterThreshold = 0.8;

/** The writing grows smaller before it says "full". */
const sizeOf = (length: number) => (length < 120 ? 'large' : length < 280 ? 'middle' : 'small');

function messageEditor({ campaign, translator, language }: RenderContext, errors: ErrorMessages, { message, from, onMessage }: PostcardPreview): TemplateResult {
  const name = 'postcard/message';
  const { maxLength } = campaign.postcard!;
  const error = errors.get(name);
  const label = translator.t('postcard.message');
  const length = countGraphemes(message);
  const left = maxLength - length;
  return html`<div class="words ${sizeOf(length)}">
    <div class="field ${error ? 'invalid' : ''}" part="field">
      <label class="muted" part="label" for=${name}>${label}</label>
      ${errorLine({ name, label, error })}
      <div class="growing" data-text=${message}>
        <textarea
          part="input"
          id=${name}
          name=${name}
          rows="4"
          lang=${language}
          dir="auto"
          required
          autocomplete="off"
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${describedBy({ name, label, error })}
          @input=${onMessage}
        ></textarea>
      </div>
      <p class="left ${left < 0 ? 'error' : 'muted'}" aria-live="polite">
        ${left < 0
          ? translator.plural('form.charactersOver', -left)
          : left < maxLength * (1 - counterThreshold)
            ? translator.plural('form.charactersLeft', left)
            : nothing}
      </p>
    </div>
    <p class="signature" aria-hidden="true">${from}</p>
  </div>`;
}
