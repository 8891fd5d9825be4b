import type { PropertyDeclarations, TemplateResult } from 'lit';
import { faultsOf, unanswered } from '../campaign/faults.ts';
import { graphemes } from '../campaign/formats.ts';
import { bySalutation, offered, wholeLetter } from '../campaign/letter.ts';
import { linkOf } from '../campaign/links.ts';
import { nextChange, phaseAt } from '../campaign/state.ts';
import { postCounts, watchCounts } from '../client/counts.ts';
import { ActionError, InvalidDocumentError, RefusedError } from '../client/errors.ts';
import { randomId } from '../client/id.ts';
import { submit } from '../client/submitter.ts';
import { fillCountries } from '../parts/countries.ts';
import { errorsOf, type Errors } from '../parts/errors.ts';
import { closedLetter, earlyLetter, letterForm, queuedLetter } from '../parts/letter.ts';
import { thanks, type Sent } from '../parts/thanks.ts';
import { form } from '../theme/form.ts';
import { host } from '../theme/host.ts';
import { ActionElement } from './action-element.ts';
import { styles } from './action-letter.styles.ts';
import { emit, type State } from './events.ts';
import { readLetter } from './read-letter.ts';
import type { Campaign, Channel, Target } from '../campaign/campaign.ts';
import type { Counts } from '../campaign/counts.ts';
import type { Fault } from '../campaign/problem.ts';
import type { Submission } from '../campaign/submission.ts';
import type { Key } from '../locales/words.ts';
import type { View } from '../parts/view.ts';

const none: Errors = new Map();
/** `setTimeout` takes no longer wait. */
const longestTimer = 2 ** 31 - 1;

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
 * @slot - shown until the element is ready, and where it can not be: a link, or a form that works without scripts
 */
export class ActionLetter extends ActionElement {
  static override styles = [host, form, styles];
  static override properties: PropertyDeclarations = {
    partner: {},
    testing: { type: Boolean },
  };

  /** Slug of the embedding site, kept with the submission and counted apart. */
  declare partner: string | null;
  /** Submissions are marked as tests and never counted. */
  declare testing: boolean;

  #counts: Counts | undefined;
  #errors: Errors = none;
  /** What went wrong with the whole, where no field can mend it. */
  #failure: Key | undefined;
  #country: string | undefined;
  /** Ids that were chosen, or, where all are chosen at first, taken away. */
  #toggled = new Set<string>();
  /** What has been typed so far: for the name under the letter, and the count of characters. */
  #name = '';
  #body: string | undefined;
  /** The letter that is on its way, or has arrived. */
  #sent: Sent | undefined;
  /** Aborted to try at once. */
  #wake = new AbortController();

  protected override accept(campaign: Campaign): void {
    if (!campaign.letter) throw new InvalidDocumentError('not a campaign with a letter: /letter');
    if (campaign.seal) throw new InvalidDocumentError('this version can not seal, and sends nothing unsealed: /seal');
  }

  protected override stateOf(campaign: Campaign): State {
    // A letter on its way stays so, whatever document comes meanwhile.
    return this.#sent && this.state !== 'closed' ? this.state : phaseAt(campaign, ActionElement.clock());
  }

  protected override live(view: View, signal: AbortSignal): void {
    watchCounts(
      linkOf(view.source, 'counts', view.base),
      (counts) => {
        this.#counts = counts;
        this.requestUpdate();
      },
      signal,
    );
    this.#wait(view.source, signal);
    const select = this.#field('person/country');
    if (select) fillCountries(select as HTMLSelectElement, view.speaker);
  }

  protected override content(view: View): TemplateResult {
    const people = this.#counts?.people;
    switch (this.state) {
      case 'sent':
        return thanks(view, this.#sent!, people, this.#onShare);
      case 'queued':
        return queuedLetter(view, this.#onNow);
      case 'early':
        return earlyLetter(view);
      case 'closed':
        return closedLetter(view, people, this.#wholeLetter(view));
      default: {
        const targets = offered(view.campaign.letter!, this.#country);
        return letterForm(view, {
          errors: this.#errors,
          failure: this.#failure && view.speaker.say(this.#failure),
          letter: this.#failure ? this.#wholeLetter(view) : undefined,
          sending: this.state === 'sending',
          testing: this.testing,
          targets,
          chosen: this.#chosen(targets),
          body: this.#body ?? view.campaign.letter!.body,
          name: this.#name,
          people,
          onSubmit: this.#onSubmit,
          onName: this.#onName,
          onBody: this.#onBody,
          onCountry: this.#onCountry,
          onToggle: this.#onToggle,
          go: (name) => this.#field(name)?.focus(),
        });
      }
    }
  }

  #field(name: string): HTMLElement | null {
    return this.renderRoot.querySelector(`#${CSS.escape(name)}`);
  }

  /** Opens and closes by the clock, also while the page stands open. */
  #wait(campaign: Campaign, signal: AbortSignal): void {
    const now = ActionElement.clock();
    const change = nextChange(campaign, now);
    if (change === Infinity || signal.aborted) return;
    const timer = setTimeout(() => {
      if (this.state === 'open' || this.state === 'early') this.setState(this.stateOf(campaign));
      this.#wait(campaign, signal);
    }, Math.min(longestTimer, change - now));
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  #chosen(targets: readonly Target[]): Target[] {
    const { choose } = this.view!.campaign.letter!;
    if (choose === 'all') return [...targets];
    return targets.filter(({ id }) => this.#toggled.has(id) === (choose === 'one'));
  }

  /** What was written, as a whole, for giving it back; undefined where nothing was. */
  #wholeLetter({ campaign }: View): string | undefined {
    const letter = campaign.letter!;
    const { targets, body, name } = this.#sent ?? {
      targets: this.#chosen(offered(letter, this.#country)),
      body: this.#body,
      name: this.#name,
    };
    if (body === undefined) return undefined;
    return wholeLetter(bySalutation(letter, targets)[0]?.salutation ?? letter.salutation, body, letter.closing, name);
  }

  #onName = (event: Event): void => {
    this.#name = (event.target as HTMLInputElement).value;
    this.requestUpdate();
  };

  #onBody = (event: Event): void => {
    this.#body = (event.target as HTMLTextAreaElement).value;
    this.requestUpdate();
  };

  #onCountry = (event: Event): void => {
    this.#country = (event.target as HTMLSelectElement).value || undefined;
    this.requestUpdate();
  };

  #onToggle = (id: string): void => {
    if (this.view!.campaign.letter!.choose === 'one') this.#toggled = new Set([id]);
    else if (!this.#toggled.delete(id)) this.#toggled.add(id);
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
    if (this.state !== 'open') return;
    const view = this.view!;
    const targets = this.#chosen(offered(view.campaign.letter!, this.#country));
    const submission = readLetter(event.target as HTMLFormElement, view, {
      id: randomId(),
      partner: this.partner,
      testing: this.testing,
      targets,
    });
    const faults = [...faultsOf(view.source, submission), ...unanswered(view.source, submission)];
    this.#failure = undefined;
    this.#showFaults(view, faults, submission);
    if (faults.length) return;
    const { id, kind } = submission;
    if (!emit(this, 'action-submit', { id, kind })) return;
    this.#sent = {
      targets,
      subject: submission.letter!.subject!,
      body: submission.letter!.body!,
      name: submission.person?.name ?? '',
    };
    this.setState('sending');
    void this.#send(view, submission);
  };

  async #send(view: View, submission: Submission): Promise<void> {
    const { id, kind } = submission;
    try {
      const receipt = await submit(linkOf(view.source, 'submissions', view.base), submission, {
        queued: () => {
          this.setState('queued');
          this.#focus('h2');
          emit(this, 'action-queued', { id, kind });
        },
        wake: () => this.#wake.signal,
      });
      postCounts(linkOf(view.source, 'counts', view.base), receipt.counts);
      this.setState('sent');
      this.#focus('h2');
      emit(this, 'action-sent', { id, kind, replayed: receipt.replayed === true });
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      this.#refused(view, submission, error);
      this.report(error);
    }
  }

  #refused(view: View, submission: Submission, error: ActionError): void {
    const problem = error instanceof RefusedError ? error.problem : undefined;
    if (problem === 'closed') {
      this.setState('closed');
      this.#focus('h2');
      return;
    }
    this.#sent = undefined;
    this.setState('open');
    this.#failure = failureOf(error);
    this.#showFaults(view, error instanceof RefusedError ? error.faults : [], submission);
  }

  #showFaults(view: View, faults: readonly Fault[], submission: Submission): void {
    const over = graphemes(submission.letter!.body ?? '') - view.campaign.letter!.maxLength;
    const { errors, others } = errorsOf(view, faults, over);
    this.#errors = errors;
    if (errors.size && !others) this.#failure = undefined;
    this.requestUpdate();
    if (errors.size || this.#failure) this.#focus('[role=alert]');
  }

  /** Leads the eye and the screen reader to what is new. */
  #focus(selector: string): void {
    void this.updateComplete.then(() => {
      const target = this.renderRoot.querySelector<HTMLElement>(`.root ${selector}`);
      // Nobody is taken from another place on the page.
      if (target && (document.activeElement === this || document.activeElement === document.body)) target.focus();
    });
  }
}

/** The sentence that says what to do. */
function failureOf(error: ActionError): Key {
  if (error instanceof RefusedError) {
    if (error.problem === 'forbidden-origin') return 'failRefused';
    return 'failOther';
  }
  if (error.code === 'unknown-campaign') return 'failUnknown';
  if (error.code === 'too-large') return 'failTooLarge';
  return error.code === 'http' ? 'failServer' : 'failNetwork';
}

declare global {
  interface HTMLElementTagNameMap {
    'action-letter': ActionLetter;
  }
}
