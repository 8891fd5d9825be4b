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
import { importAgain } from './import-again.ts';
import { LetterDraft } from './letter-draft.ts';
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
  /** Of this stay in the page; and of the one whose clock is watched. */
  #signal: AbortSignal | undefined;
  #watched: AbortSignal | undefined;
  /** The same for every try, until a receipt names it: what may have arrived is not sent as another letter. */
  #id: string | undefined;
  /** What could not be sent, to give it back. */
  #late: Written | undefined;
  /** The letter that is on its way, or has arrived. */
  #sent: Written | undefined;
  /** Aborted to try at once. */
  #wake = new AbortController();

  protected override get properties(): readonly string[] {
    return [...super.properties, 'partner', 'testing'];
  }

  protected override async accept(campaign: Campaign): Promise<void> {
    if (!campaign.letter) throw new InvalidDocumentError('no letter: /letter');
    // Nothing that wants to be sealed is sent unsealed.
    if (campaign.seal) throw new InvalidDocumentError('can not seal: /seal');
    if (campaign.fields || this.stateOf(campaign) !== 'open') await this.#load();
  }

  protected override stateOf(campaign: Campaign): State {
    // A letter on its way stays so, whatever document comes meanwhile.
    return this.#sent ? this.state : phaseAt(campaign, ActionElement.clock());
  }

  protected override reset(): void {
    super.reset();
    this.#counts = this.#sent = this.#late = this.#id = undefined;
    this.#trouble = { errors: noErrors };
    this.#draft = new LetterDraft(() => this.requestUpdate());
  }

  protected override live(view: View, signal: AbortSignal): void {
    this.#signal = signal;
    // Failing here is no harm: it is asked for again when it is needed.
    idle(() => void this.#enrich(view).catch(() => {}));
  }

  /** Brings to a form that stands what it did not wait for. */
  async #enrich(view: View): Promise<void> {
    const { enrich, watchPhase } = await this.#load();
    await this.updateComplete;
    const signal = this.#signal!;
    if (signal.aborted) return;
    enrich(view, this.root, this.#onCounts, signal);
    if (this.#watched === signal) return;
    this.#watched = signal;
    watchPhase(view.source, ActionElement.clock, () => this.#onPhase(view), signal);
    // It may have changed while this was on its way.
    this.#onPhase(view);
  }

  protected override content(view: View): TemplateResult {
    const people = this.#counts?.people;
    const { state } = this;
    const later = this.#later;
    if (state === 'early') return later!.earlyLetter(view);
    if (state === 'sent') return later!.thanks(view, this.#sent!, people, this.#onShare);
    if (state === 'closed') {
      const written = this.#sent ?? this.#late;
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
        ? later.trouble(view, errors, failure, failure && this.#late, (name) => this.#field(name)?.focus())
        : failure && html`<p role="alert" tabindex="-1">${view.speaker.say(failure)}</p>`,
      sending: this.state === 'sending',
      testing: this.testing,
      targets: draft.offered(letter),
      chosen: draft.chosen(letter),
      body: draft.body ?? letter.body,
      name: draft.name,
      ownFields: later?.ownFields(view, errors),
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
      const later = await importAgain(() => import('./letter-later.ts'));
      this.#later ??= later;
      const { adoptedStyleSheets } = this.root;
      if (!adoptedStyleSheets.includes(later.styles)) adoptedStyleSheets.push(later.styles);
    }
    return this.#later;
  }

  #onPhase(view: View): void {
    if (this.state !== 'open' && this.state !== 'early') return;
    const chosen = this.#draft.chosen(view.campaign.letter!);
    this.#late = this.#later!.writtenIn(this.root.querySelector('form'), view, chosen);
    this.setState(this.stateOf(view.source));
    void this.#enrich(view);
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
      this.#fail({ errors: noErrors, failure: 'letter.failNetwork' });
      this.report(new NetworkError('code not loaded'));
      return;
    }
    const targets = this.#draft.chosen(view.campaign.letter!);
    const { partner, testing } = this;
    void this.#enrich(view);
    const id = (this.#id ??= later.randomId());
    const submission = later.readLetter(form, view, { id, partner, testing, targets });
    const trouble = later.troubleBefore(view, submission);
    this.#fail(trouble ?? { errors: noErrors });
    if (trouble) return;
    const { kind } = submission;
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
    if (this.view?.source.id !== view.source.id) return;
    if ('receipt' in outcome) {
      this.#id = undefined;
      this.setState('sent');
      this.#focus('h2[tabindex]');
      emit(this, 'action-sent', { id, kind, replayed: outcome.receipt.replayed === true });
    } else if ('closed' in outcome) {
      this.setState('closed');
      this.#focus('h2[tabindex]');
      this.report(outcome.closed);
    } else {
      this.#late = this.#sent;
      this.#sent = undefined;
      if (outcome.trouble.failure === 'letter.sentBefore') this.#id = undefined;
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
      const { activeElement } = this.getRootNode() as Document | ShadowRoot;
      if (!activeElement || activeElement === this || activeElement === document.body) target?.focus();
    });
  }
}

reflect(ActionLetter.prototype, ['partner'], ['testing']);

declare global {
  interface HTMLElementTagNameMap {
    'action-letter': ActionLetter;
  }
}
