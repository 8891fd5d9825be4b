/** The error summary above the form. Each field shows the same message. */
import { html } from 'hono/html';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { Html } from './html.ts';
import type { PageContext } from './page-context.ts';

/** Takes the focus when the page loads. Each message links to its field. */
export function errorSummary({ translator, kind, frame }: PageContext, errors: ErrorMessages): Html {
  const target = frame && html` target="_self"`;
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
    <h2>${translator.plural(`${kind}Feedback.errors`, errors.size)}</h2>
    <ul>${[...errors].map(([name, text]) => html`<li><a href="#${name}"${target}>${text}</a></li>`)}</ul>
  </div>`;
}
