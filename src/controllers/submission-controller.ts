/**
 * The way of a voice, from the first word to the thanks. Loaded once the form stands, so that it need not be waited for,
 * and kept, so that it is here when the connection is not.
 */
import { customFields } from '../components/shared/custom-fields.ts';
import { progressTemplate } from '../components/shared/progress.ts';
import { queuedNotice, closedNotice, errorBanner } from '../components/shared/submission-status.ts';
import { closedTemplate, upcomingTemplate } from '../components/shared/campaign-closed.ts';
import { uuid } from '../utils/uuid.ts';
import { emit, type State } from '../base/events.ts';
import { moveFocusTo } from '../utils/move-focus.ts';
import { watchPhase } from './phase-controller.ts';
import { enhanceForm, createSubmission, send, validateForm, type FormErrors } from '../base/submission.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Campaign, Channel } from '../campaign/schema/campaign.schema.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { ActionError } from '../api/errors.ts';
import type { FormProps } from '../components/shared/action-form.ts';
import type { OnShare } from '../components/shared/share-buttons.ts';
import type { RenderContext } from '../base/render-context.ts';

/** What each kind of form brings of its own, loaded together with this. */
export interface FormModule {
  SubmissionController: typeof SubmissionController;
  styles: readonly CSSStyleSheet[];
  /** Whether somebody has written anything worth giving back. */
  isDirty: (view: RenderContext, submission: Submission) => boolean;
  /** The words that were written, as text to read and to copy. */
  toPlainText: (view: RenderContext, submission: Submission) => string;
  thankYou: (view: RenderContext, submission: Submission, counts: Counts | undefined, onShare: OnShare) => TemplateResult;
}

/** The element that a way belongs to. */
export interface FormHost extends HTMLElement {
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

type Parts = Pick<FormProps, 'errors' | 'errorBanner' | 'customFields' | 'progress'>;
const none: FormErrors = { errors: new Map() };

export class SubmissionController {
  /** What is on its way, or has arrived. */
  sent: Submission | undefined;
  counts: Counts | undefined;

  #own: FormModule;
  #form: FormHost;
  #kind: Submission['kind'];
  #hands: Hands;
  #trouble = none;
  #view: RenderContext | undefined;
  /** Of this stay in the page. */
  #signal: AbortSignal | undefined;
  #watching: AbortController | undefined;
  /** The same for every try, until a receipt names it: what may have arrived is not sent as another letter. */
  #id: string | undefined;
  /** What could not be sent, to give it back. */
  #late: Submission | undefined;
  /** Aborted to try at once. */
  #wake = new AbortController();

  constructor(own: FormModule, form: FormHost, kind: Submission['kind'], hands: Hands) {
    this.#own = own;
    this.#form = form;
    this.#kind = kind;
    this.#hands = hands;
  }

  /** Brings to a form that stands what it did not wait for, each time it comes into the page. */
  async live(view: RenderContext, signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    this.#view = view;
    this.#form.requestUpdate();
    await this.#form.updateComplete;
    if (signal.aborted) return;
    enhanceForm(view, this.#hands.root, this.#onCounts, signal);
    this.#watch(view, signal);
    // It may have changed while this was on its way.
    this.#onPhase(view);
  }

  /** By the time as it is known now. */
  #watch(view: RenderContext, living: AbortSignal): void {
    this.#watching?.abort();
    const { signal } = (this.#watching = new AbortController());
    living.addEventListener('abort', () => this.#watching?.abort(), { signal });
    watchPhase(view.original, this.#hands.clock, () => this.#onPhase(view), signal);
  }

  /** What stands there instead of the form. */
  page(view: RenderContext): TemplateResult | undefined {
    const { state } = this.#form;
    const { counts } = this;
    if (state === 'upcoming') return upcomingTemplate(view);
    if (state === 'sent') return this.#own.thankYou(view, this.sent!, counts, this.#onShare);
    if (state !== 'closed') return undefined;
    const written = this.sent ?? this.#late;
    return closedTemplate(view, counts, written && closedNotice(view, this.#kind, this.#own.toPlainText(view, written)));
  }

  /** What stands there while it is kept. */
  waiting(view: RenderContext): TemplateResult {
    return queuedNotice(view, this.#kind, this.#onRetry);
  }

  /** What it brings into the form. */
  parts(view: RenderContext): Parts {
    const { errors, failure } = this.#trouble;
    const words = failure && this.#late && this.#own.toPlainText(view, this.#late);
    return {
      errors,
      errorBanner: errorBanner(view, this.#kind, errors, failure, words, this.#hands.go),
      customFields: customFields(view, errors),
      progress: progressTemplate(view, this.counts),
    };
  }

  async submit(form: HTMLFormElement, view: RenderContext): Promise<void> {
    if (this.#signal) void this.live(view, this.#signal);
    const submission = this.#read(form, view, (this.#id ??= uuid()));
    const wrong = validateForm(view, submission);
    this.#fail(wrong ?? none);
    if (wrong) return;
    const { id, kind } = submission;
    if (!emit(this.#form, 'action-submit', { id, kind })) return;
    this.sent = submission;
    this.#hands.setState('sending');
    await this.#send(view, submission);
  }

  #read(form: HTMLFormElement, view: RenderContext, id: string): Submission {
    const { partner, testing } = this.#form;
    return createSubmission(form, view, { id, kind: this.#kind, partner, testing });
  }

  async #send(view: RenderContext, submission: Submission): Promise<void> {
    const form = this.#form;
    const { setState, report } = this.#hands;
    const { id, kind } = submission;
    const queued = () => {
      if (this.sent !== submission) return;
      setState('queued');
      moveFocusTo(this.#form, 'h2[tabindex]');
      emit(form, 'action-queued', { id, kind });
    };
    const outcome = await send(view, submission, queued, () => this.#wake.signal);
    // Another campaign stands there by now.
    if (this.sent !== submission) return;
    if ('receipt' in outcome) {
      this.#id = undefined;
      setState('sent');
      moveFocusTo(this.#form, 'h2[tabindex]');
      emit(form, 'action-sent', { id, kind, replayed: outcome.receipt.replayed === true });
    } else if ('closed' in outcome) {
      setState('closed');
      moveFocusTo(this.#form, 'h2[tabindex]');
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

  #fail(trouble: FormErrors): void {
    this.#trouble = trouble;
    this.#form.requestUpdate();
    if (trouble.failure || trouble.errors.size) moveFocusTo(this.#form, '[role=alert]');
  }

  /** The campaign is another: whatever becomes of what was sent, it is not shown here. */
  leave(): void {
    this.sent = undefined;
  }

  #onPhase(view: RenderContext): void {
    const { state } = this.#form;
    // What the endpoint itself refused as closed stays so; what a clock closed may be open by a better one.
    if (state !== 'open' && state !== 'upcoming' && (state !== 'closed' || this.sent)) return;
    const phase = this.#hands.phaseOf(view.original);
    if (phase === state) return;
    const form = this.#hands.root.querySelector('form');
    const written = form && this.#read(form, view, '');
    this.#late = written && this.#own.isDirty(view, written) ? written : undefined;
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

  #onRetry = (): void => {
    this.#wake.abort();
    this.#wake = new AbortController();
  };
}
