/** Base class of all elements: the campaign, the language, the state, and the children that are shown until it is ready. */
import { adoptStyles, html, LitElement, nothing, type CSSResult, type PropertyDeclarations, type PropertyValues } from 'lit';
import { toActionError } from '../api/errors.ts';
import { CampaignController } from '../controllers/campaign-controller.ts';
import { LocalizeController } from '../controllers/localize-controller.ts';
import { getDirection } from '../i18n/translator.ts';
import { textProperty, toText } from '../utils/text-attribute.ts';
import { ActionErrorEvent, ActionLoadEvent, type State } from './events.ts';
import type { CampaignRequest, ResolvedCampaign } from '../api/resolve-campaign.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { MessageCatalog } from '../i18n/translator.ts';
import type { RenderContext } from '../controllers/campaign-controller.ts';

/**
 * @cssprop {<color>} [--action-accent=light-dark(#16508c, #a3c9f7)] - Buttons and the focus ring
 * @cssprop {<color>} [--action-on-accent=light-dark(#fff, #0b1d30)] - Text on the accent colour
 * @cssprop {<color>} [--action-surface=light-dark(#fff, #1c1c1a)] - Background of the letter and of fields
 * @cssprop {<color>} [--action-text=light-dark(#1d1c1a, #edebe6)] - Text
 * @cssprop {<color>} [--action-muted=light-dark(#5b5852, #b5b1a8)] - Secondary text: hints, dates and offices
 * @cssprop {<color>} [--action-border=light-dark(#85817a, #87837b)] - Borders of fields; hairlines are a lighter mix of it
 * @cssprop {<color>} [--action-error=light-dark(#a2190f, #ffb3a8)] - Error messages
 * @cssprop {<color>} [--action-focus=var(--action-accent)] - The focus ring
 * @cssprop {*} [--action-font=inherit] - Font family
 * @cssprop {*} [--action-heading-font=inherit] - Font family of headings
 * @cssprop {<length>} [--action-size=max(16px, 1rem)] - Text size, which all other sizes derive from
 * @cssprop {<number>} [--action-line-height=1.5] - Line height; more in Khmer, Burmese, Lao and Thai unless it is set
 * @cssprop {<length>} [--action-space=1em] - Spacing unit; all distances are multiples of it
 * @cssprop {<length>} [--action-radius=3px] - Corner radius
 * @cssprop {<length>} [--action-border-width=1px] - Width of lines
 * @cssprop {<length>+} [--action-field-padding=0.5em 0.75em] - Padding of fields
 * @cssprop {<length>} [--action-target-size=44px] - Minimum height of buttons, links and choices
 * @cssprop {<length>} [--action-max-width=42em] - Maximum width of the text
 * @cssprop {*} [--action-shadow=none] - Shadow of the letter's sheet
 */
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
  /** Language of the element (BCP 47). Default: the language of the nearest ancestor, else of the campaign. */
  declare lang: string;
  /** `auto` follows the page's `color-scheme`; `light` and `dark` bring a background of their own. */
  declare theme: 'auto' | 'light' | 'dark' | null;
  /** The campaign document as an object, instead of `src`. */
  declare campaign: Campaign | undefined;

  protected readonly localize: LocalizeController;
  protected readonly campaignController: CampaignController;

  #internals = this.attachInternals();
  #state: State = 'loading';
  /** The styles of the class, and those that were loaded lazily. */
  #styles = (this.constructor as typeof CampaignElement).elementStyles;
  /** The campaign that is rendered, and the one whose load was announced. */
  #rendered: RenderContext | undefined;
  #announced: RenderContext | undefined;
  #reportedErrors = new Set<unknown>();

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
      getSrc: () => toText(this.src),
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

  /** For controllers, too: adds styles that were loaded lazily, unless they are there already. @internal */
  addStyles(styles: readonly CSSResult[]): void {
    if (this.#styles.includes(styles[0]!)) return;
    adoptStyles(this.shadowRoot, (this.#styles = [...this.#styles, ...styles]));
  }

  /** Informs the page, and the webmaster's console, that something has failed. */
  protected reportError(reason: unknown): void {
    const error = toActionError(reason);
    this.dispatchEvent(new ActionErrorEvent(error));
    // A mistake in our code, or in an object of the page, needs its stack.
    if (error.code === 'internal') console.error(reason);
    else console.warn(`<${this.localName}> ${error.name}: ${error.message}`);
  }

  /** Reports the error of a controller with the first update that finds it. @param error undefined if there is none */
  protected reportNewError(error: unknown): void {
    if (error === undefined || this.#reportedErrors.has(error)) return;
    this.#reportedErrors.add(error);
    this.reportError(error);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('campaign')) this.campaignController.invalidate();
    const { context } = this;
    // Another campaign takes nothing over from the previous one, least of all what a supporter typed.
    if (context && this.#rendered && this.#rendered.original.id !== context.original.id) this.reset();
    this.#rendered = context;
  }

  /** What depends on the controllers is computed here, because they read counts and messages after willUpdate(). */
  protected override update(changed: PropertyValues): void {
    const { context, campaignController } = this;
    this.#setState(context ? this.getState(context) : campaignController.error !== undefined ? 'failed' : 'loading');
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
      ? html`<div class="root" lang=${context.language} dir=${getDirection(context.language)}>
          ${this.renderContent(context)}
        </div>`
      : nothing;
    return html`${content}<slot ?hidden=${context !== undefined}></slot>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const { context } = this;
    this.reportNewError(this.campaignController.error);
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
