/** Base class of all elements: the campaign, the language, the state, and the children that are shown until it is ready. */
import { adoptStyles, html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type PropertyValues } from 'lit';
import { toActionError } from '../api/errors.ts';
import { CampaignController } from '../controllers/campaign-controller.ts';
import { LocalizeController } from '../controllers/localize-controller.ts';
import { direction } from '../i18n/translator.ts';
import { textProperty, toText } from '../utils/text-attribute.ts';
import { ActionErrorEvent, ActionLoadEvent, type State } from './events.ts';
import type { CampaignRequest, ResolvedCampaign } from '../api/resolve-campaign.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { MessageCatalog } from '../i18n/translator.ts';
import type { RenderContext } from './render-context.ts';

/** @attr {string} lang - Language of the element (BCP 47). Default: the language of the nearest ancestor, else of the campaign. */
export abstract class CampaignElement extends LitElement {
  static override properties: PropertyDeclarations = {
    src: textProperty,
    theme: textProperty,
    // The native property, an empty string when the attribute is absent.
    lang: { reflect: true, converter: { fromAttribute: (value: string | null) => value ?? '', toAttribute: (value: string) => value || null } },
    // The page may change its own object and set it again.
    campaign: { attribute: false, hasChanged: () => true },
  };

  /** URL of the campaign document, absolute or relative to the page. */
  declare src: string | null;
  declare lang: string;
  /** `auto` follows the page's `color-scheme`; `light` and `dark` bring a background of their own. */
  declare theme: 'auto' | 'light' | 'dark' | null;
  /** The campaign document as an object, instead of `src`. */
  declare campaign: Campaign | undefined;

  protected readonly localize: LocalizeController;
  protected readonly campaignController: CampaignController;

  #internals = this.attachInternals();
  #state: State = 'loading';
  #lazyStyles = new Set<CSSResult>();
  /** The campaign that is rendered, and the one whose load was announced. */
  #rendered: RenderContext | undefined;
  #announced: RenderContext | undefined;
  #reportedError: unknown;

  /** @param messages the interface texts of the element */
  constructor(messages: MessageCatalog) {
    super();
    // Set before the element was defined, it would hide the accessor.
    delete (this as { state?: unknown }).state;
    this.src = this.theme = null;
    this.lang = '';
    const localize = (this.localize = new LocalizeController(this, messages));
    this.campaignController = new CampaignController(this, {
      localize,
      getDependencies: () => [toText(this.src), this.campaign, localize.language, ...this.getDependencies()],
      src: () => toText(this.src),
      getInlineCampaign: () => this.getInlineCampaign(),
      resolve: (request) => this.resolveCampaign(request),
      prepare: (campaign) => this.prepare(campaign),
    });
  }

  /** What the element is doing. Read-only. */
  get state(): State {
    return this.#state;
  }

  /** Also available on pages that force every shadow root to be closed. */
  override get shadowRoot(): ShadowRoot {
    return this.renderRoot as ShadowRoot;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#setState(this.#state);
  }

  /** Fetches the document again. */
  reload(): void {
    void this.campaignController.load(true);
  }

  protected get context(): RenderContext | undefined {
    return this.campaignController.value;
  }

  /** The document, validated. @throws {ActionError} */
  protected abstract resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign>;

  /** What the element shows once the document is there. */
  protected abstract renderContent(context: RenderContext): unknown;

  /** A document that needs no download. */
  protected getInlineCampaign(): Campaign | undefined {
    return this.campaign;
  }

  /** Properties on which the campaign depends, besides `src`, `campaign` and the language. */
  protected getDependencies(): readonly unknown[] {
    return [];
  }

  /** Prepares for a document. @throws {ActionError} if the element cannot show it */
  protected prepare(_campaign: Campaign): void | Promise<void> {}

  /** The state of an element that has its document. */
  protected getState(_context: RenderContext): State {
    return 'open';
  }

  /** Forgets everything that belongs to the previous campaign. */
  protected reset(): void {}

  /** Adds styles that were loaded lazily. */
  protected addStyles(styles: readonly CSSResult[]): void {
    for (const style of styles) this.#lazyStyles.add(style);
    adoptStyles(this.shadowRoot, [...(this.constructor as typeof CampaignElement).elementStyles, ...this.#lazyStyles]);
  }

  /** Informs the page, and the webmaster's console, that something has failed. */
  protected reportError(reason: unknown): void {
    const error = toActionError(reason);
    this.dispatchEvent(new ActionErrorEvent(error));
    // A mistake in our code, or in an object of the page, needs its stack.
    if (error.code === 'internal') console.error(reason);
    else console.warn(`<${this.localName}> ${error.name}: ${error.message}`);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('campaign')) this.campaignController.invalidate();
    const { context } = this;
    // Another campaign takes nothing over from the previous one, least of all what a supporter typed.
    if (context && this.#rendered && this.#rendered.original.id !== context.original.id) this.reset();
    this.#rendered = context;
    if (context) this.#setState(this.getState(context));
    else if (this.campaignController.error !== undefined) this.#setState('failed');
  }

  protected override update(changed: PropertyValues): void {
    try {
      super.update(changed);
    } catch (error) {
      // Whatever cannot be rendered, the children are shown.
      this.campaignController.discard(error);
      this.#setState('failed');
      try {
        super.update(changed);
      } catch {
        // On an XHTML page no template can be rendered, not even the one with the slot.
        this.shadowRoot.replaceChildren(document.createElement('slot'));
      }
    }
  }

  protected override render(): unknown {
    const context = this.#state === 'failed' ? undefined : this.context;
    const content = context
      ? html`<div class="root" lang=${context.language} dir=${direction(context.language)}>
          ${this.renderContent(context)}
        </div>`
      : nothing;
    return html`${content}<slot ?hidden=${context !== undefined}></slot>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const { context } = this;
    const { error } = this.campaignController;
    if (error !== this.#reportedError) {
      this.#reportedError = error;
      if (error !== undefined) this.reportError(error);
    }
    if (!context || context === this.#announced || !this.isConnected) return;
    this.#announced = context;
    this.dispatchEvent(new ActionLoadEvent({ campaign: context.original, state: this.#state }));
  }

  #setState(state: State): void {
    const { states } = this.#internals as { states?: Set<string> };
    try {
      states?.delete(this.#state);
      states?.add(state);
    } catch {
      // Chromium before 125 accepts only dashed names; the attribute says the same.
    }
    this.#state = state;
    this.setAttribute('state', state);
  }
}
