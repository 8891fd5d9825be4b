import { importWithRetry } from '../../utils/import-with-retry.ts';
import { letterMessages } from '../../i18n/generated/letter.gen.ts';
import { letterForm } from './letter-form.template.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { letterEditorStyles } from '../../styles/letter-editor.styles.ts';
import { styles } from './action-letter.styles.ts';
import { CampaignFormElement } from '../../base/campaign-form-element.ts';
import { LetterDraft } from './letter-draft.ts';
import type { TemplateResult } from 'lit/html.js';
import type { FormProps } from '../shared/action-form.ts';
import type { RenderContext } from '../../base/render-context.ts';

// Not in the class: TypeScript leaves the name of the file as it is in there.
const loadLater = importWithRetry(() => import('./letter-form.lazy.ts'));

/**
 * A letter to the people who can decide, sent in the supporter's own name.
 *
 * @tagname action-letter
 * @fires {CustomEvent} action-load - the document is here and shown: `{campaign, state}`
 * @fires {CustomEvent} action-error - something failed: `{code, status?}`
 * @fires {CustomEvent} action-submit - about to be sent, can be prevented: `{id, kind}`
 * @fires {CustomEvent} action-sent - a receipt is here: `{id, kind, replayed}`
 * @fires {CustomEvent} action-queued - kept, to be sent later: `{id, kind}`
 * @fires {CustomEvent} action-share - passed on: `{channel}`
 * @cssstate loading - the document is on its way; the children show
 * @cssstate upcoming - not open yet
 * @cssstate open - can be written
 * @cssstate sending - on its way
 * @cssstate queued - kept on this page, sent when the connection is back
 * @cssstate sent - received
 * @cssstate closed - nothing is accepted any more
 * @cssstate failed - could not be shown; the children show
 * @csspart heading - the title
 * @csspart text - a paragraph
 * @csspart update - one dated update
 * @csspart letter - the sheet
 * @csspart targets - the list of addressees
 * @csspart target - one addressee
 * @csspart field - a question with its hint, error and control
 * @csspart label - the words of a question
 * @csspart hint - what helps to answer it
 * @csspart input - a control
 * @csspart error - what is wrong with an answer
 * @csspart error-summary - all that is wrong, above the form
 * @csspart consent - a question of consent
 * @csspart note - who sees what; opening date; a test
 * @csspart button - a button, or a link that looks like one
 * @csspart progress - how many have taken part
 * @csspart bar - the same as a line
 * @csspart count - the same in words
 * @csspart thanks - all that stands there once it is received
 * @csspart share - ways to pass it on
 * @csspart share-link - one of them
 * @csspart closed - the last word
 * @slot - shown until the element is ready, and where it can not be: a link, or a form that works without scripts
 */
export class ActionLetter extends CampaignFormElement {
  static override styles = [baseStyles, surfaceStyles, formControlStyles, letterEditorStyles, updatesStyles, styles];

  protected override readonly kind = 'letter';
  protected override readonly words = letterMessages;
  #draft = new LetterDraft(() => this.requestUpdate());

  protected override readonly loadLater = loadLater;

  protected override reset(): void {
    super.reset();
    this.#draft = new LetterDraft(() => this.requestUpdate());
  }

  protected override form(view: RenderContext, parts: FormProps): TemplateResult {
    const draft = this.#draft;
    const letter = view.campaign.letter!;
    return letterForm(view, {
      ...parts,
      targets: draft.offered(letter),
      chosen: draft.chosen(letter),
      body: draft.body ?? letter.body,
      name: draft.name,
      onName: draft.onName,
      onBody: draft.onBody,
      onCountry: draft.onCountry,
      onToggle: draft.onToggle,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'action-letter': ActionLetter;
  }
}
