/** What stands around the fields of every form: the story above, the note and the button below, and the number. */
import { html, nothing } from 'lit/html.js';
import { privacyNote } from './privacy-note.ts';
import { campaignHeader, campaignDescription } from './campaign-intro.ts';
import { updates } from './updates.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import type { RenderContext } from '../../base/render-context.ts';

export interface FormProps {
  errors: ErrorMessages;
  /** Stands above it all when something went wrong. */
  errorBanner: unknown;
  sending: boolean;
  testing: boolean;
  /** The campaign's own, where it has some. */
  customFields?: unknown;
  /** Its line stands reserved, so that nothing moves when the number comes. */
  progress?: unknown;
  onSubmit: (event: SubmitEvent) => void;
}

export function actionForm(
  view: RenderContext,
  kind: Submission['kind'],
  { errorBanner, sending, testing, progress, onSubmit }: FormProps,
  fields: TemplateResult,
): TemplateResult {
  const { translator } = view;
  const words = translator.t(sending ? `${kind}.sending` : `${kind}.send`);
  // A card is about the one it is for; what has happened since stands where the page shows updates.
  return html`${campaignHeader(view)} ${kind === 'letter' ? updates(view) : nothing} ${campaignDescription(view)}
    <form lang=${translator.language} novalidate ?inert=${sending} @submit=${onSubmit}>
      ${errorBanner} ${fields} ${privacyNote(view, kind, testing)}
      <button class="primary" part="button" aria-disabled=${sending}>${words}</button>
    </form>
    <p class="hush" role="status" lang=${translator.language}>${sending ? words : nothing}</p>
    <div class="progress">${progress}</div>`;
}
