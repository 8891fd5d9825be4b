/** Words that could not be delivered, given back: nothing that somebody wrote is lost. */
import { html } from 'lit';
import { copyButton } from './copy.ts';
import type { TemplateResult } from 'lit';
import type { View } from './view.ts';

export function kept({ speaker }: View, letter: string): TemplateResult {
  return html`<div class="sheet" part="letter"><p class="words">${letter}</p></div>
    <div class="row">${copyButton(speaker, 'copyLetter', letter)}</div>`;
}
