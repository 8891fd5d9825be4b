/** What went wrong, above the form; beside each field it stands in the same words. */
import { html } from 'hono/html';
import type { Errors } from '../../i18n/error-messages.ts';
import type { Html, View } from './page-context.ts';

/** Takes the focus as the page opens; each line leads to its field. */
export function errorSummary({ speaker, kind, framed }: View, errors: Errors): Html {
  const target = framed && html` target="_self"`;
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
    <h2>${speaker.count(`${kind}.errors`, errors.size)}</h2>
    <ul>${[...errors].map(([name, text]) => html`<li><a href="#${name}"${target}>${text}</a></li>`)}</ul>
  </div>`;
}
