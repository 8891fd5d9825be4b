/** Base class of the forms. What a supporter enters, and what becomes of it, is in the `SubmissionController`. */
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { getPhase } from '../campaign/phase.ts';
import { getPersonFields } from '../campaign/person-fields.ts';
import { InvalidDocumentError } from '../api/errors.ts';
import { serverNow } from '../api/server-clock.ts';
import { addMessages } from '../i18n/get-translator.ts';
import { SubmissionController } from '../controllers/submission-controller.ts';
import { textProperty } from '../utils/text-attribute.ts';
import { CampaignElement } from './campaign-element.ts';
import { ActionQueuedEvent, ActionSentEvent, ActionShareEvent, ActionSubmitEvent, type State } from './events.ts';
import { privateEvents, stopPrivateEvent } from './private-events.ts';
import type { Campaign, Channel } from '../campaign/schema/campaign.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { MessageCatalog, Translator } from '../i18n/translator.ts';
import type { SubmissionStatus } from '../controllers/submission-controller.ts';
import type { CountryNames, FormContext, FormModule, FormProps } from './form-module.ts';
import type { RenderContext } from '../controllers/campaign-controller.ts';

type Kind = Submission['kind'];

export abstract class CampaignFormElement<Module extends FormModule = FormModule> extends CampaignElement {
  static override properties: PropertyDeclarations = {
    partner: textProperty,
    testing: { type: Boolean, reflect: true },
  };

  /** Slug of the embedding site. It is stored with the submission and counted separately. */
  declare partner: string | null;
  /** Marks submissions as tests, which are never counted. */
  declare testing: boolean;

  protected readonly submission: SubmissionController<Module>;

  readonly #kind: Kind;
  #announcedStatus: SubmissionStatus = 'open';
  #focusedErrors: unknown;
  #countries: { translator: Translator; names?: CountryNames } | undefined;

  constructor(kind: Kind, messages: MessageCatalog, loadModule: () => Promise<Module>) {
    super(messages);
    this.partner = null;
    this.testing = false;
    this.#kind = kind;
    this.submission = new SubmissionController<Module>(this, {
      kind,
      loadModule: async () => {
        const module = await loadModule();
        addMessages(messages, module.messages);
        return module;
      },
      getContext: () => this.context,
      getFormData: () => this.getFormData(this.context!),
      confirmSend: (submission) => this.dispatchEvent(new ActionSubmitEvent(submission)),
    });
  }

  /** The form with its fields. */
  protected abstract renderForm(form: FormContext, props: FormProps): unknown;

  /** What the fields hold before anyone changes them, by name. */
  protected abstract getDefaultValues(context: RenderContext): Record<string, readonly string[]>;

  /** What is sent. */
  protected getFormData(_context: RenderContext): FormData {
    return this.submission.values.toFormData();
  }

  protected focusField(name: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(name)}`)?.focus();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    for (const type of privateEvents) root.addEventListener(type, stopPrivateEvent);
    return root;
  }

  protected override async prepare(campaign: Campaign): Promise<void> {
    if (!campaign[this.#kind]) throw new InvalidDocumentError(`the campaign has no ${this.#kind}: /${this.#kind}`);
    // Browsers encrypt only there.
    if (campaign.seal && !isSecureContext) throw new InvalidDocumentError('a sealed campaign needs https: /seal');
    if (campaign.fields || campaign.seal || getPhase(campaign, serverNow()) !== 'open') await this.submission.loadModule();
  }

  protected override getState({ original }: RenderContext): State {
    const { status, module } = this.submission;
    // A submission under way stays so, whatever document is loaded meanwhile. Without the module nothing else can be shown.
    return status === 'open' && module ? getPhase(original, serverNow()) : status;
  }

  protected override reset(): void {
    this.submission.reset();
    this.#announcedStatus = 'open';
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { context, submission } = this;
    if (!context || !submission.module) return;
    this.addStyles(submission.module.styles);
    this.#loadCountries(context, submission.module);
  }

  protected override update(changed: PropertyValues): void {
    if (this.context) this.submission.values.defaults = this.getDefaultValues(this.context);
    super.update(changed);
  }

  protected override renderContent(context: RenderContext): unknown {
    // No field of another campaign's form is reused, nor what was typed into it.
    return [this.submission.outbox?.renderNotice(), keyed(context.original.id, this.#renderState(context))];
  }

  #renderState(context: RenderContext): unknown {
    const { submission } = this;
    const { module } = submission;
    switch (this.state) {
      case 'upcoming':
        return module!.upcomingTemplate(context);
      case 'queued':
        return module!.queuedTemplate(context, this.#kind, submission);
      case 'sent':
        return module!.thankYou(context, submission, this.#onShare);
      case 'closed':
        return module!.closedTemplate(context, this.#kind, submission);
      default:
        return this.#renderForm(context);
    }
  }

  protected override updated(changed: PropertyValues): void {
    const { status, submission, receipt, error, formErrors, module } = this.submission;
    super.updated(changed);
    if (status !== this.#announcedStatus) {
      this.#announcedStatus = status;
      if (status === 'queued') this.dispatchEvent(new ActionQueuedEvent(submission!));
      if (status === 'sent') this.dispatchEvent(new ActionSentEvent(submission!, receipt!));
      if (status === 'queued' || status === 'sent' || status === 'closed') void module!.moveFocusTo(this, 'h2[tabindex]');
    }
    this.reportNewError(error);
    if (formErrors !== this.#focusedErrors) {
      this.#focusedErrors = formErrors;
      if (formErrors.failure || formErrors.errors.size) void module!.moveFocusTo(this, '[role=alert]');
    }
  }

  #renderForm(context: RenderContext): unknown {
    const { module, values, formErrors, submission, counts, status, outbox } = this.submission;
    const { errors, failure } = formErrors;
    const form = { ...context, values, errors, countries: this.#countries?.names };
    const text = failure && submission && module?.toPlainText(context, submission);
    return this.renderForm(form, {
      isSending: status === 'sending',
      isTesting: this.testing,
      errorBanner: module ? module.errorBanner(form, this.#kind, failure, text, (name) => this.focusField(name)) : this.#renderModuleError(context),
      customFields: module?.customFields(form) ?? nothing,
      progress: module?.progressTemplate(context, counts) ?? nothing,
      outboxChoice: outbox?.renderChoice(),
      onInput: this.submission.onInput,
      onSubmit: (event) => void this.submission.onSubmit(event),
    });
  }

  #renderModuleError({ translator }: RenderContext): unknown {
    return this.submission.isModuleMissing ? html`<p role="alert" tabindex="-1">${translator.t(`${this.#kind}.failNetwork`)}</p>` : nothing;
  }

  #loadCountries({ original, translator }: RenderContext, module: Module): void {
    if (this.#countries?.translator === translator || getPersonFields(original).country === 'no') return;
    const countries: { translator: Translator; names?: CountryNames } = (this.#countries = { translator });
    void module.loadCountryNames(translator).then((names) => {
      countries.names = names;
      this.requestUpdate();
    });
  }

  readonly #onShare = (channel: Channel): void => {
    this.dispatchEvent(new ActionShareEvent(channel));
  };
}
