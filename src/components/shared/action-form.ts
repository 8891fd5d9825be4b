/** What stands around the fields of every form: the story above, the note and the button below, and the number. */
import { html, nothing } from 'lit/html.js';
import { note } from './privacy-note.ts';
import { opening, story } from './campaign-intro.ts';
import { updates } from './updates.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Errors } from '../../i18n/error-messages.ts';
import type { View } from '../../base/render-context.ts';

export interface FormParts {
  errors: Errors;
  /** Stands above it all when something went wrong. */
  trouble: unknown;
  sending: boolean;
  testing: boolean;
  /** The campaign's own, where it has some. */
  ownFields?: unknown;
  /** Its line stands reserved, so that nothing moves when the number comes. */
  progress?: unknown;
  onSubmit: (event: SubmitEvent) => void;
}

export function actionForm(
  view: View,
  kind: Submission['kind'],
  { trouble, sending, testing, progress, onSubmit }: FormParts,
  fields: TemplateResult,
): TemplateResult {
  const { speaker } = view;
  const words = speaker.say(sending ? `${kind}.sending` : `${kind}.send`);
  // A card is about the one it is for; what has happened since stands where the page shows updates.
  return html`${opening(view)} ${kind === 'letter' ? updates(view) : nothing} ${story(view)}
    <form lang=${speaker.language} novalidate ?inert=${sending} @submit=${onSubmit}>
      ${trouble} ${fields} ${note(view, kind, testing)}
      <button class="primary" part="button" aria-disabled=${sending}>${words}</button>
    </form>
    <p class="hush" role="status" lang=${speaker.language}>${sending ? words : nothing}</p>
    <div class="progress">${progress}</div>`;
}
