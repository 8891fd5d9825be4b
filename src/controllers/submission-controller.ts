/**
 * The way of a voice, from the first word to the thanks. Loaded once the form stands, so that it need not be waited for,
 * and kept, so that it is here when the connection is not.
 */
import { ownFields } from '../components/shared/custom-fields.ts';
import { progress } from '../components/shared/progress.ts';
import { queued, tooLate, trouble } from '../components/shared/submission-status.ts';
import { closed, early } from '../components/shared/campaign-closed.ts';
import { randomId } from '../utils/uuid.ts';
import { emit, type State } from '../base/events.ts';
import { leadTo } from '../utils/move-focus.ts';
import { watchPhase } from './phase-controller.ts';
import { enrich, read, send, troubleBefore, type Trouble } from '../base/submission.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Campaign, Channel } from '../campaign/schema/campaign.schema.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { ActionError } from '../api/errors.ts';
import type { FormParts } from '../components/shared/action-form.ts';
import type { OnShare } from '../components/shared/share-buttons.ts';
import type { View } from '../base/render-context.ts';

/** What each kind of form brings of its own, loaded together with this. */
export interface Later {
  Way: typeof Way;
  styles: readonly CSSStyleSheet[];
  /** Whether somebody has written anything worth giving back. */
  isWritten: (view: View, submission: Submission) => boolean;
  /** The words that were written, as text to read and to copy. */
  wordsOf: (view: View, submission: Submission) => string;
  thanks: (view: View, submission: Submission, counts: Counts | undefined, onShare: OnShare) => TemplateResult;
}

/** The element that a way belongs to. */
export interface Form extends HTMLElement {
  readonly state: State;
  readonly partner: string | null;
  readonly testing: boolean;
  readonly updateComplete: Promise<void>;
  requestUpdate: () => void;
}

/** What else it lets its way do. */
interface Hands {
  root: ShadowRoot;
  clock: () => number;
  phaseOf: (campaign: Campaign) => State;
  setState: (state: State) => void;
  report: (error: ActionError) => void;
  /** Leads to the field of a name. */
  go: (name: string) => void;
}

type Parts = Pick<FormParts, 'errors' | 'trouble' | 'ownFields' | 'progress'>;
const none: Trouble = { errors: new Map() };

export class Way {
  /** What is on its way, or has arrived. */
  sent: Submission | undefined;
  counts: Counts | undefined;

  #own: Later;
  #form: Form;
  #kind: Submission['kind'];
  #hands: Hands;
  #trouble = none;
  #view: View | undefined;
  /** Of this stay in the page. */
  #signal: AbortSignal | undefined;
  #watching: AbortController | undefined;
  /** The same for every try, until a receipt names it: what may have arrived is not sent as another letter. */
  #id: string | undefined;
  /** What could not be sent, to give it back. */
  #late: Submission | undefined;
  /** Aborted to try at once. */
  #wake = new AbortController();

  constructor(own: Later, form: Form, kind: Submission['kind'], hands: Hands) {
    this.#own = own;
    this.#form = form;
    this.#kind = kind;
    this.#hands = hands;
  }

  /** Brings to a form that stands what it did not wait for, each time it comes into the page. */
  async live(view: View, signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    this.#view = view;
    this.#form.requestUpdate();
    await this.#form.updateComplete;
    if (signal.aborted) return;
    enrich(view, this.#hands.root, this.#onCounts, signal);
    this.#watch(view, signal);
    // It may have changed while this was on its way.
    this.#onPhase(view);
  }

  /** By the time as it is known now. */
  #watch(view: View, living: AbortSignal): void {
    this.#watching?.abort();
    const { signal } = (this.#watching = new AbortController());
    living.addEventListener('abort', () => this.#watching?.abort(), { signal });
    watchPhase(view.source, this.#hands.clock, () => this.#onPhase(view), signal);
  }

  /** What stands there instead of the form. */
  page(view: View): TemplateResult | undefined {
    const { state } = this.#form;
    const { counts } = this;
    if (state === 'early') return early(view);
    if (state === 'sent') return this.#own.thanks(view, this.sent!, counts, this.#onShare);
    if (state !== 'closed') return undefined;
    const written = this.sent ?? this.#late;
    return closed(view, counts, written && tooLate(view, this.#kind, this.#own.wordsOf(view, written)));
  }

  /** What stands there while it is kept. */
  waiting(view: View): TemplateResult {
    return queued(view, this.#kind, this.#onNow);
  }

  /** What it brings into the form. */
  parts(view: View): Parts {
    const { errors, failure } = this.#trouble;
    const words = failure && this.#late && this.#own.wordsOf(view, this.#late);
    return {
      errors,
      trouble: trouble(view, this.#kind, errors, failure, words, this.#hands.go),
      ownFields: ownFields(view, errors),
      progress: progress(view, this.counts),
    };
  }

  async submit(form: HTMLFormElement, view: View): Promise<void> {
    if (this.#signal) void this.live(view, this.#signal);
    const submission = this.#read(form, view, (this.#id ??= randomId()));
    const wrong = troubleBefore(view, submission);
    this.#fail(wrong ?? none);
    if (wrong) return;
    const { id, kind } = submission;
    if (!emit(this.#form, 'action-submit', { id, kind })) return;
    this.sent = submission;
    this.#hands.setState('sending');
    await this.#send(view, submission);
  }

  #read(form: HTMLFormElement, view: View, id: string): Submission {
    const { partner, testing } = this.#form;
    return read(form, view, { id, kind: this.#kind, partner, testing });
  }

  async #send(view: View, submission: Submission): Promise<void> {
    const form = this.#form;
    const { setState, report } = this.#hands;
    const { id, kind } = submission;
    const queued = () => {
      if (this.sent !== submission) return;
      setState('queued');
      leadTo(this.#form, 'h2[tabindex]');
      emit(form, 'action-queued', { id, kind });
    };
    const outcome = await send(view, submission, queued, () => this.#wake.signal);
    // Another campaign stands there by now.
    if (this.sent !== submission) return;
    if ('receipt' in outcome) {
      this.#id = undefined;
      setState('sent');
      leadTo(this.#form, 'h2[tabindex]');
      emit(form, 'action-sent', { id, kind, replayed: outcome.receipt.replayed === true });
    } else if ('closed' in outcome) {
      setState('closed');
      leadTo(this.#form, 'h2[tabindex]');
      report(outcome.closed);
    } else {
      this.#late = submission;
      this.sent = undefined;
      if (outcome.conflict) this.#id = undefined;
      setState('open');
      this.#fail(outcome.trouble);
      report(outcome.error);
    }
  }

  #fail(trouble: Trouble): void {
    this.#trouble = trouble;
    this.#form.requestUpdate();
    if (trouble.failure || trouble.errors.size) leadTo(this.#form, '[role=alert]');
  }

  /** The campaign is another: whatever becomes of what was sent, it is not shown here. */
  leave(): void {
    this.sent = undefined;
  }

  #onPhase(view: View): void {
    const { state } = this.#form;
    // What the endpoint itself refused as closed stays so; what a clock closed may be open by a better one.
    if (state !== 'open' && state !== 'early' && (state !== 'closed' || this.sent)) return;
    const phase = this.#hands.phaseOf(view.source);
    if (phase === state) return;
    const form = this.#hands.root.querySelector('form');
    const written = form && this.#read(form, view, '');
    this.#late = written && this.#own.isWritten(view, written) ? written : undefined;
    this.#hands.setState(phase);
    // A form that opens has its own needs.
    if (this.#signal) void this.live(view, this.#signal);
  }

  /** Numbers come with the time, which may be another than this device's. */
  #onCounts = (counts: Counts): void => {
    this.counts = counts;
    this.#form.requestUpdate();
    if (!this.#view || !this.#signal || this.#signal.aborted) return;
    this.#watch(this.#view, this.#signal);
    this.#onPhase(this.#view);
  };

  #onShare = (channel: Channel): void => {
    emit(this.#form, 'action-share', { channel });
  };

  #onNow = (): void => {
    this.#wake.abort();
    this.#wake = new AbortController();
  };
}
