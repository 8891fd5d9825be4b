/** What went wrong, above the form; beside each field it stands in the same words. */
import { html, type TemplateResult } from 'lit/html.js';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

/** Takes the focus when it comes; each line leads to its field. */
export function errorSummary({ translator }: RenderContext, kind: Submission['kind'], errors: ErrorMessages, go: (name: string) => void): TemplateResult {
  const lead = (name: string) => (event: Event) => {
    event.preventDefault();
    go(name);
  };
  return html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
    <h3>${translator.plural(`${kind}Feedback.errors`, errors.size)}</h3>
    <ul>
      ${[...errors].map(([name, text]) => html`<li><a href="#${name}" @click=${lead(name)}>${text}</a></li>`)}
    </ul>
  </div>`;
}
