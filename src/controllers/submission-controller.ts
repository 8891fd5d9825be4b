/** The whole state of a form: what was entered, what is wrong with it, and what has become of it. */
import { whenIdle } from '../utils/when-idle.ts';
import { FieldValues } from './field-values.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';
import type { AnyReceipt, Submission } from '../campaign/schema/submission.schema.ts';
import type { uuid } from '../utils/uuid.ts';
import type { RenderContext } from './campaign-controller.ts';
import type { CountsController } from './counts-controller.ts';
import type { createSubmission, FormErrors, sendSubmission, SubmissionOutbox, validateSubmission } from './send-submission.ts';

/** The controllers of a form that are loaded lazily. */
export interface FormControllers {
  counts: CountsController;
  outbox: { readonly value: SubmissionOutbox | undefined };
}

/** What is loaded lazily, after the form is interactive, and kept in memory, so that it also works offline. */
export interface SubmissionModule {
  /** @param getContext the campaign, once it is there @param values what was entered into the form */
  addControllers: (host: SubmissionHost, getContext: () => RenderContext | undefined, values: FieldValues) => FormControllers;
  createId: typeof uuid;
  createSubmission: typeof createSubmission;
  validateSubmission: typeof validateSubmission;
  sendSubmission: typeof sendSubmission;
}

export interface SubmissionHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly campaign: Campaign | undefined;
  readonly partner: string | null;
  readonly testing: boolean;
}

export interface SubmissionControllerOptions<Module> {
  kind: Submission['kind'];
  loadModule: () => Promise<Module>;
  /** The campaign, once it is there. */
  getContext: () => RenderContext | undefined;
  /** What the form holds. */
  getFormData: () => FormData;
  /** Asks the page whether a valid submission may be sent. */
  confirmSend: (submission: Submission) => boolean;
}

/** Without a submission under way the form is `open`; whether it can be sent then depends on the campaign's phase. */
export type SubmissionStatus = 'open' | 'sending' | 'queued' | 'sent' | 'closed';

const noErrors: FormErrors = { errors: new Map() };

export class SubmissionController<Module extends SubmissionModule> implements ReactiveController {
  readonly values = new FieldValues();
  status: SubmissionStatus = 'open';
  formErrors = noErrors;
  /** What was sent last. */
  submission: Submission | undefined;
  receipt: AnyReceipt | undefined;
  /** Why the latest attempt has failed: an `ActionError`, or what our own code has thrown. */
  error: unknown;
  module: Module | undefined;
  /** The module was needed, and could not be loaded. */
  isModuleMissing = false;

  #host: SubmissionHost;
  #options: SubmissionControllerOptions<Module>;
  #controllers: FormControllers | undefined;
  /** Whether the module was requested in advance, since the element was connected. */
  #isModuleRequested = false;
  /** The same for every attempt, until a receipt names it: what may have arrived is not sent as another submission. */
  #id: string | undefined;
  /** From the press of the button on, so that a second press does not send a second submission. */
  #isBusy = false;
  /** Aborted to try at once. */
  #retry = new AbortController();
  /** A new object whenever the form starts over with another campaign. */
  #session = {};

  constructor(host: SubmissionHost, options: SubmissionControllerOptions<Module>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get counts(): Counts | undefined {
    return this.#controllers?.counts.value;
  }

  /** Undefined until it is loaded, and where the server offers none. */
  get outbox(): SubmissionOutbox | undefined {
    return this.#controllers?.outbox.value;
  }

  // Sending goes on while the element is out of the document; timers and subscriptions belong to the module's controllers.
  hostConnected(): void {
    this.#isModuleRequested = false;
  }

  hostUpdated(): void {
    if (this.#isModuleRequested || this.module || !this.#host.isConnected || !this.#options.getContext()) return;
    this.#isModuleRequested = true;
    // A failure does not matter here: the module is requested again when it is needed.
    whenIdle(() => void this.loadModule().catch(() => {}));
  }

  /** @throws {NetworkError} */
  async loadModule(): Promise<Module> {
    const module = await this.#options.loadModule();
    if (!this.module) {
      this.module = module;
      this.#controllers = module.addControllers(this.#host, this.#options.getContext, this.values);
      this.#host.requestUpdate();
    }
    return module;
  }

  /** What would be sent now. */
  createDraft(context: RenderContext, id = ''): Submission {
    const { partner, testing } = this.#host;
    return this.module!.createSubmission(context, this.#options.getFormData(), { id, kind: this.#options.kind, partner, testing });
  }

  /** Handles the `input` and `change` events of the form. */
  readonly onInput = (event: Event): void => {
    this.values.update(event.target as HTMLInputElement);
    this.#host.requestUpdate();
  };

  /** Handles the `submit` event of the form: validates what was entered, and sends it if the page agrees. */
  readonly onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.status !== 'open' || this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.loadModule();
      const context = this.#options.getContext()!;
      const submission = this.#validate(context);
      if (submission && this.#options.confirmSend(submission)) void this.#send(context, submission);
    } catch (error) {
      // Everything typed is still in the form, and the next press requests the module again.
      this.isModuleMissing = !this.module;
      this.error = error;
    } finally {
      this.#isBusy = false;
      this.#host.requestUpdate();
    }
  };

  /** Does not wait for the next attempt. */
  readonly retryNow = (): void => {
    this.#retry.abort();
    this.#retry = new AbortController();
  };

  /** Starts over for another campaign. What was sent for the previous one still arrives, but is not shown here. */
  reset(): void {
    this.#session = {};
    this.#id = undefined;
    this.#isBusy = this.isModuleMissing = false;
    this.values.clear();
    this.formErrors = noErrors;
    this.submission = this.receipt = this.error = undefined;
    this.status = 'open';
  }

  /** @returns the submission, or undefined if something has to be corrected first */
  #validate(context: RenderContext): Submission | undefined {
    const draft = this.createDraft(context, (this.#id ??= this.module!.createId()));
    const formErrors = this.module!.validateSubmission(context, draft);
    this.formErrors = formErrors ?? noErrors;
    return formErrors ? undefined : draft;
  }

  async #send(context: RenderContext, submission: Submission): Promise<void> {
    const session = this.#session;
    this.submission = submission;
    this.#setStatus('sending');
    const onQueued = () => {
      if (session === this.#session) this.#setStatus('queued');
    };
    const result = await this.module!.sendSubmission(context, submission, onQueued, () => this.#retry.signal, this.outbox);
    // The form has started over with another campaign.
    if (session !== this.#session) return;
    if (result.status === 'erased') {
      this.reset();
      this.#host.requestUpdate();
      return;
    }
    if (result.status === 'sent') {
      this.receipt = result.receipt;
      this.#id = undefined;
    } else {
      this.error = result.error;
      if (result.status === 'open') this.formErrors = result.formErrors;
      if (result.status === 'open' && result.isConflict) this.#id = undefined;
    }
    this.#setStatus(result.status);
  }

  #setStatus(status: SubmissionStatus): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}
