import { todayAt } from '../../campaign/detention-days.ts';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { InvalidDocumentError } from '../../api/errors.ts';
import { importWithRetry } from '../../utils/import-with-retry.ts';
import { postcardMessages } from '../../i18n/generated/postcard.gen.ts';
import { postcardForm } from './postcard-form.template.ts';
import { postmarkStyles } from '../shared/postmark.styles.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { letterEditorStyles } from '../../styles/letter-editor.styles.ts';
import { CampaignElement } from '../../base/campaign-element.ts';
import { CampaignFormElement } from '../../base/campaign-form-element.ts';
import { styles } from './postcard-form.styles.ts';
import { PostcardDraft } from './postcard-draft.ts';
import { reflect } from '../../base/rendering-element.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import type { FormProps } from '../shared/action-form.ts';
import type { RenderContext } from '../../base/render-context.ts';

// Not in the class: TypeScript leaves the name of the file as it is in there.
const loadLater = importWithRetry(() => import('./postcard-form.lazy.ts'));

/**
 * A card to people in prison: a front to choose, a back to write on.
 *
 * @tagname postcard-form
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
 * @csspart targets - the list of those who can be written to
 * @csspart target - one of them, with what chooses them
 * @csspart person - their name and place
 * @csspart card - the card, its front and its back
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
 * @csspart letter - the words, given back where they could not be sent
 * @csspart closed - the last word
 * @slot - shown until the element is ready, and where it can not be: a link, or a form that works without scripts
 */
export class PostcardForm extends CampaignFormElement {
  static override styles = [baseStyles, surfaceStyles, formControlStyles, letterEditorStyles, postmarkStyles, styles];
  static override observedAttributes = [...super.observedAttributes, 'person', 'now'];

  /** Id of one of the campaign's people; without it, all of them. */
  declare person: string | null;
  /** An ISO instant that counts instead of the present, for a page that reports a past day. */
  declare now: string | null;

  protected override readonly kind = 'postcard';
  protected override readonly words = postcardMessages;
  declare protected later: Awaited<ReturnType<typeof loadLater>> | undefined;
  protected override readonly loadLater = loadLater;
  #draft = this.#newDraft();

  protected override async accept(campaign: Campaign): Promise<void> {
    await super.accept(campaign);
    if (!this.#people(campaign).length) throw new InvalidDocumentError('no such person: /postcard/to');
  }

  protected override reset(): void {
    super.reset();
    this.#draft = this.#newDraft();
  }

  protected override go(name: string): void {
    if (name === 'postcard/message') this.#draft.turn('back');
    void this.updateComplete.then(() => super.go(name));
  }

  protected override form(view: RenderContext, parts: FormProps): TemplateResult {
    const draft = this.#draft;
    const postcard = view.campaign.postcard!;
    const { choose } = postcard;
    const named = this.#people(view.campaign);
    // Nobody of that name: then nothing is taken from whoever writes already.
    const people = named.length ? named : this.#people(view.campaign, null);
    const perPerson = this.way?.counts?.perPerson;
    const fewest = draft.suggested(people, () => perPerson && this.later?.suggestRecipient(postcard, people, perPerson));
    const chosen = draft.chosen(postcard, people, fewest);
    return postcardForm(view, {
      ...parts,
      people,
      chosen,
      fewest,
      card: {
        side: draft.side,
        design: draft.design(postcard),
        people: people.filter(({ id }) => chosen.includes(id)),
        message: draft.message,
        from: draft.from,
        day: todayAt(people[0]!, this.#now()),
        onTurn: this.#onTurn,
        onMessage: draft.onMessage,
      },
      onToggle: (id) => draft.toggle(id, choose === 'one', chosen),
      onDesign: draft.onDesign,
      onFrom: draft.onFrom,
    });
  }

  #newDraft(): PostcardDraft {
    return new PostcardDraft(() => this.requestUpdate());
  }

  #people({ people = [], postcard }: Campaign, only = this.person): Person[] {
    return people.filter(({ id }) => postcard!.to.includes(id) && (!only || id === only));
  }

  #now(): number {
    return this.now && isIsoDateTime(this.now) ? Date.parse(this.now) : CampaignElement.clock();
  }

  #onTurn = (): void => {
    const draft = this.#draft;
    draft.turn(draft.side === 'front' ? 'back' : 'front');
    // Whoever turns it to write need not look for the place to write.
    if (draft.side === 'back') this.go('postcard/message');
  };
}

reflect(PostcardForm.prototype, ['person', 'now']);

declare global {
  interface HTMLElementTagNameMap {
    'postcard-form': PostcardForm;
  }
}
