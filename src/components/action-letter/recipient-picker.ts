/** Who is written to, set as one sets an address; where there is a choice, each can be chosen. */
import { html } from 'lit/html.js';
import { fieldset } from '../shared/form-field.ts';
import type { TemplateResult } from 'lit/html.js';
import type { SelectionMode, Target } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

const address = ({ honours, name, office }: Target): TemplateResult =>
  html`<span class="address"
    >${honours ? html`<span class="honours">${honours}</span> ` : ''}<strong>${name}</strong>
    <span class="office muted">${office}</span></span
  >`;

/**
 * @param targets those who are offered
 * @param chosen ids of those who are chosen
 * @param toggle called with the id of one whose choice changed, and whether it is the only one
 */
export function recipientPicker(
  { translator, language }: RenderContext,
  errors: ErrorMessages,
  choose: SelectionMode,
  targets: readonly Target[],
  chosen: readonly string[],
  toggle: (id: string, only: boolean) => void,
): TemplateResult {
  const name = 'letter/targets';
  if (choose === 'all') {
    return html`<ul class="targets" part="targets" aria-label=${translator.t('form.to')}>
      ${targets.map((target) => html`<li part="target">${address(target)}</li>`)}
    </ul>`;
  }
  const type = choose === 'one' ? 'radio' : 'checkbox';
  return html`<div lang=${translator.language}>${fieldset(
    { name, label: translator.t('letter.choose'), error: errors.get(name) },
    html`<ul class="targets" part="targets" lang=${language}>
      ${targets.map(
        (target) =>
          html`<li part="target">
            <label class="choice"
              ><input
                part="input"
                type=${type}
                name=${name}
                value=${target.id}
                .checked=${chosen.includes(target.id)}
                @change=${() => toggle(target.id, choose === 'one')}
              />${address(target)}</label
            >
          </li>`,
      )}
    </ul>`,
  )}</div>`;
}
