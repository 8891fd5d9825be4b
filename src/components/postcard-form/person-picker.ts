/** Who a card is for; where there is a choice, each can be chosen. */
import { html, nothing } from 'lit/html.js';
import { fieldset } from '../shared/form-field.ts';
import type { TemplateResult } from 'lit/html.js';
import type { SelectionMode, Person } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

const named = ({ name, place }: Person): TemplateResult =>
  html`<strong>${name}</strong>${place ? html`<span class="place muted">${place}</span>` : nothing}`;

/**
 * @param people those who can be written to
 * @param suggestedId the one who has got the fewest cards
 * @param toggle called with the id of one whose choice changed
 */
export function personPicker(
  { translator, language }: RenderContext,
  errors: ErrorMessages,
  choose: SelectionMode,
  people: readonly Person[],
  chosen: readonly string[],
  suggestedId: string | undefined,
  toggle: (id: string) => void,
): TemplateResult {
  const name = 'postcard/to';
  if (choose === 'all' || people.length === 1)
    return html`<ul class="targets" part="targets" lang=${language} aria-label=${translator.t('form.to')}>
      ${people.map(
        (one) => html`<li part="target">
          <input type="hidden" name=${name} value=${one.id} /><span class="address" part="person">${named(one)}</span>
        </li>`,
      )}
    </ul>`;
  return fieldset(
    { name, label: translator.t('postcard.choose'), error: errors.get(name) },
    html`<ul class="targets" part="targets" lang=${language}>
      ${people.map(
        (one) => html`<li part="target">
          <label class="choice"
            ><input
              part="input"
              type=${choose === 'one' ? 'radio' : 'checkbox'}
              name=${name}
              value=${one.id}
              .checked=${chosen.includes(one.id)}
              @change=${() => toggle(one.id)}
            /><span class="address" part="person"
              >${named(one)}${one.id === suggestedId ? html`<span class="fewest" lang=${translator.language}>${translator.t('postcard.suggested')}</span>` : nothing}</span
            ></label
          >
        </li>`,
      )}
    </ul>`,
  );
}
