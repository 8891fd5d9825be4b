/** A button that copies, and says whether it could. */
import { html } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import type { Key, Translator } from '../../i18n/translator.ts';

async function copyText(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over plain http, or in a frame without permission, only the old way is left. Inside our own root: the host page
    // is handed nothing.
    const area = Object.assign(document.createElement('textarea'), { value: text, className: 'hush' });
    beside.after(area);
    area.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else is left there
    const copied = document.execCommand('copy');
    area.remove();
    beside.focus();
    return copied;
  }
}

export function copyButton(translator: Translator, key: Key, text: string, onCopied?: () => void): TemplateResult {
  const copy = async ({ currentTarget }: Event) => {
    const button = currentTarget as HTMLButtonElement;
    const copied = await copyText(text, button);
    // The button itself answers: nobody has to look elsewhere. What is in a button is not announced when it changes.
    button.textContent = button.nextElementSibling!.textContent = translator.t(copied ? 'feedback.copied' : 'feedback.notCopied');
    if (copied) onCopied?.();
  };
  // eslint-disable-next-line lit-a11y/accessible-name -- the rule does not know the property
  return html`<button type="button" part="button" .textContent=${translator.t(key)} @click=${copy}></button
    ><span class="hush" role="status"></span>`;
}
