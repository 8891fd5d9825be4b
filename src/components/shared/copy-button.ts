/** A button that copies a text, and says whether it could. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Key, Translator } from '../../i18n/translator.ts';

/** How long the answer is shown, in milliseconds. */
const feedbackDuration = 2000;

async function copyText(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, button);
  }
}

/** Over plain HTTP, or in a frame without permission. The text is selected inside the shadow root, where the page does not see it. */
function copyBySelection(text: string, button: HTMLElement): boolean {
  const area = Object.assign(document.createElement('textarea'), { value: text, className: 'visually-hidden' });
  let isCopied = false;
  area.addEventListener('copy', (event) => {
    // A page may cancel every copy. What is set here is copied even then.
    event.clipboardData!.setData('text/plain', text);
    event.preventDefault();
    isCopied = true;
  });
  button.after(area);
  area.select();
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way here
    document.execCommand('copy');
    return isCopied;
  } finally {
    area.remove();
    button.focus();
  }
}

/** @param onCopied called only if the text was really copied */
export function copyButton(translator: Translator, key: Key, text: string, onCopied?: () => void): TemplateResult {
  const copy = async ({ currentTarget }: Event) => {
    const button = currentTarget as HTMLButtonElement;
    const status = button.nextElementSibling!;
    const copied = await copyText(text, button);
    const feedback = translator.t(copied ? 'feedback.copied' : 'feedback.notCopied');
    // The button answers where people look; screen readers do not announce a button that changes, so the status does.
    button.textContent = status.textContent = feedback;
    if (copied) onCopied?.();
    setTimeout(() => {
      if (button.textContent === feedback) button.textContent = button.dataset['label']!;
      status.textContent = '';
    }, feedbackDuration);
  };
  const label = translator.t(key);
  return html`<button type="button" part="button" data-label=${label} .textContent=${live(label)} @click=${copy}></button
    ><span class="visually-hidden" role="status"></span>`;
}
