import { html, nothing, type TemplateResult } from 'lit/html.js';
import { phaseAt } from '../campaign/state.ts';
import { InvalidDocumentError, NetworkError } from '../client/errors.ts';
import { idle } from '../parts/idle.ts';
import { letterForm } from '../parts/letter.ts';
import { form } from '../theme/form.ts';
import { host } from '../theme/host.ts';
import { ActionElement } from './action-element.ts';
import { styles } from './action-letter.styles.ts';
import { emit, type State } from './events.ts';
import { LetterDraft } from './letter-draft.ts';
import { watchPhase } from './phase.ts';
import { reflect } from './rendering-element.ts';
import type { Campaign, Channel } from '../campaign/campaign.ts';
import type { Counts } from '../campaign/counts.ts';
import type { Submission } from '../campaign/submission.ts';
import type { Errors } from '../locales/fault-words.ts';
import type { View, Written } from '../parts/view.ts';
import type { Trouble } from './letter-later.ts';

type Later = typeof import('./letter-later.ts');

const noErrors: Errors = new Map();
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
 * @cssstate early - not open yet
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
 * @csspart note - who sees what; early; a test
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
export class ActionLetter extends ActionElement {
  static override styles = [host, form, styles];

  /** Slug of the embedding site, kept with the submission and counted apart. */
  declare partner: string | null;
  /** Submissions are marked as tests and never counted. */
  declare testing: boolean;

  #later: Later | undefined;
  #counts: Counts | undefined;
  #trouble: Trouble = { errors: noErrors };
  /** From the press of the button on: a second press sends no second letter. */
  #busy = false;
  #draft = new LetterDraft(() => this.requestUpdate());
  /** The letter that is on its way, or has arrived. */
  #sent: Written | undefined;
  /** Aborted to try at once. */
  #wake = new AbortController();

  protected override get properties(): readonly string[] {
    return [...super.properties, 'partner', 'testing'];
  }

  protected override async accept(campaign: Campaign): Promise<void> {
    if (!campaign.letter) throw new InvalidDocumentError('not a campaign with a letter: /letter');
    if (campaign.seal) throw new InvalidDocumentError('this version can not seal, and sends nothing unsealed: /seal');
    if (this.stateOf(campaign) !== 'open') await this.#load();
  }

  protected override stateOf(campaign: Campaign): State {
    // A letter on its way stays so, whatever document comes meanwhile.
    return this.#sent ? this.state : phaseAt(campaign, ActionElement.clock());
  }

  protected override live(view: View, signal: AbortSignal): void {
    const changed = () => {
      if (this.state !== 'open' && this.state !== 'early') return;
      void this.#load().then(() => this.setState(this.stateOf(view.source)));
    };
    watchPhase(view.source, ActionElement.clock, changed, signal);
    // Failing here is no harm: it is asked for again when it is needed.
    idle(() => {
      this.#load().then(
        ({ enrich }) => {
          if (!signal.aborted) enrich(view, this.root, this.#onCounts, signal);
        },
        () => {},
      );
    });
  }

  protected override content(view: View): TemplateResult {
    const people = this.#counts?.people;
    const { state } = this;
    const later = this.#later;
    if (state === 'early') return later!.earlyLetter(view);
    if (state === 'sent') return later!.thanks(view, this.#sent!, people, this.#onShare);
    if (state === 'closed') {
      const written = this.#sent ?? this.#draft.written(view.campaign.letter!);
      return later!.closedLetter(view, people, written && later!.tooLate(view, written));
    }
    // While it is kept, the form stays behind: if it is refused in the end, everything typed is still there.
    const queued = state === 'queued';
    return html`<div ?hidden=${queued}>${this.#form(view, people)}</div>
      ${queued ? later!.queuedLetter(view, this.#onNow) : nothing}`;
  }

  #form(view: View, people: number | undefined): TemplateResult {
    const later = this.#later;
    const draft = this.#draft;
    const letter = view.campaign.letter!;
    const { errors, failure } = this.#trouble;
    return letterForm(view, {
      errors,
      trouble: later
        ? later.trouble(view, errors, failure, failure && draft.written(letter), (name) => this.#field(name)?.focus())
        : failure && html`<p role="alert" tabindex="-1">${view.speaker.say(failure)}</p>`,
      sending: this.state === 'sending',
      testing: this.testing,
      targets: draft.offered(letter),
      chosen: draft.chosen(letter),
      body: draft.body ?? letter.body,
      name: draft.name,
      progress: later?.progress(view, people),
      onSubmit: this.#onSubmit,
      onName: draft.onName,
      onBody: draft.onBody,
      onCountry: draft.onCountry,
      onToggle: draft.onToggle,
    });
  }

  /** What is not needed before somebody writes. */
  async #load(): Promise<Later> {
    if (!this.#later) {
      const later = await import('./letter-later.ts');
      this.#later ??= later;
      const { adoptedStyleSheets } = this.root;
      if (!adoptedStyleSheets.includes(later.styles)) adoptedStyleSheets.push(later.styles);
    }
    return this.#later;
  }

  #onCounts = (counts: Counts): void => {
    this.#counts = counts;
    this.requestUpdate();
  };

  #onShare = (channel: Channel): void => {
    emit(this, 'action-share', { channel });
  };

  #onNow = (): void => {
    this.#wake.abort();
    this.#wake = new AbortController();
  };

  #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.state !== 'open' || this.#busy) return;
    this.#busy = true;
    void this.#submit(event.target as HTMLFormElement).finally(() => (this.#busy = false));
  };

  async #submit(form: HTMLFormElement): Promise<void> {
    const view = this.view!;
    const later = await this.#load().catch(() => undefined);
    if (!later) {
      // Everything typed still stands in the form, and the next press asks for the code again.
      this.#fail({ errors: noErrors, failure: 'failNetwork' });
      this.report(new NetworkError('code not loaded'));
      return;
    }
    const targets = this.#draft.chosen(view.campaign.letter!);
    const { partner, testing } = this;
    const submission = later.readLetter(form, view, { id: later.randomId(), partner, testing, targets });
    const trouble = later.troubleBefore(view, submission);
    this.#fail(trouble ?? { errors: noErrors });
    if (trouble) return;
    const { id, kind } = submission;
    if (!emit(this, 'action-submit', { id, kind })) return;
    const { subject = '', body = '' } = submission.letter!;
    this.#sent = { targets, subject, body, name: submission.person?.name ?? '' };
    this.setState('sending');
    await this.#send(later, view, submission);
  }

  async #send({ send }: Later, view: View, submission: Submission): Promise<void> {
    const { id, kind } = submission;
    const queued = () => {
      this.setState('queued');
      this.#focus('h2[tabindex]');
      emit(this, 'action-queued', { id, kind });
    };
    const outcome = await send(view, submission, queued, () => this.#wake.signal);
    if ('receipt' in outcome) {
      this.setState('sent');
      this.#focus('h2[tabindex]');
      emit(this, 'action-sent', { id, kind, replayed: outcome.receipt.replayed === true });
    } else if ('closed' in outcome) {
      this.setState('closed');
      this.#focus('h2[tabindex]');
      this.report(outcome.closed);
    } else {
      this.#sent = undefined;
      this.setState('open');
      this.#fail(outcome.trouble);
      this.report(outcome.error);
    }
  }

  #fail(trouble: Trouble): void {
    this.#trouble = trouble;
    this.requestUpdate();
    if (trouble.failure || trouble.errors.size) this.#focus('[role=alert]');
  }

  #field(name: string): HTMLElement | null {
    return this.root.querySelector(`#${CSS.escape(name)}`);
  }

  /** Leads the eye and the screen reader to what is new. */
  #focus(selector: string): void {
    void this.updateComplete.then(() => {
      const target = this.root.querySelector<HTMLElement>(`.root ${selector}`);
      // Nobody is taken from another place on the page.
      if (target && (document.activeElement === this || document.activeElement === document.body)) target.focus();
    });
  }
}

reflect(ActionLetter.prototype, ['partner'], ['testing']);

declare global {
  interface HTMLElementTagNameMap {
    'action-letter': ActionLetter;
  }
}
