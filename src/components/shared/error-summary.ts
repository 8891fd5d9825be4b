/** All errors of a form, above it; the same wording is next to each field. */
import { html, type TemplateResult } from 'lit';
import type { FormContext } from '../../base/form-module.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

/** Takes the focus when it appears; each line links to its field. */
export function errorSummary({ translator, errors }: FormContext, kind: Submission['kind'], focusField: (name: string) => void): TemplateResult {
  const link = (name: string) => (event: Event) => {
    event.preventDefault();
    focusField(name);
  };
  return html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
    <h3 .textContent=${translator.plural(`${kind}Feedback.errors`, errors.size)}></h3>
    <ul>
      ${[...errors].map(([name, text]) => html`<li><a href="#${name}" @click=${link(name)} .textContent=${text}></a></li>`)}
    </ul>
  </div>`;
}
