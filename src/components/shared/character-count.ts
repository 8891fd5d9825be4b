import { html, nothing, type TemplateResult } from 'lit';
import { countGraphemes } from '../../campaign/formats.ts';
import type { Translator } from '../../i18n/translator.ts';

/** Below this share of the limit the count is not worth a supporter's attention. */
const threshold = 0.8;

/** How many characters, as a reader counts them, are left. */
export function characterCount(translator: Translator, text: string, maxLength: number): TemplateResult {
  const remaining = maxLength - countGraphemes(text);
  const message =
    remaining < 0
      ? translator.plural('form.charactersOver', -remaining)
      : remaining < maxLength * (1 - threshold)
        ? translator.plural('form.charactersLeft', remaining)
        : nothing;
  return html`<p class="character-count ${remaining < 0 ? 'error' : 'muted'}" aria-live="polite" .textContent=${message}></p>`;
}
