/** What all elements share: the document, the language, the state, and the children that stand until it is ready. */
import { toActionError } from '../api/errors.ts';
import { getTranslator } from '../i18n/get-translator.ts';
import { direction } from '../i18n/translator.ts';
import { emit, type State } from './events.ts';
import { isFallbackDirty } from '../utils/fallback-form.ts';
import { reflect, RenderingElement } from './rendering-element.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { ResolvedCampaign, CampaignRequest } from '../api/resolve-campaign.ts';
import type { MessageCatalog } from '../i18n/translator.ts';
import type { RenderContext } from './render-context.ts';

export const deviceClock = () => Date.now();

/** @attr {string} lang - BCP 47; else that of the nearest ancestor, else the campaign’s */
export abstract class CampaignElement extends RenderingElement {
  static observedAttributes: readonly string[] = ['src', 'lang'];

  /** Milliseconds since the epoch, as the endpoint has them once there is a document; a test may set another clock. */
  static clock: () => number = deviceClock;

  /** URL of the campaign document, absolute or relative to the page. */
  declare src: string | null;
  /** `auto` follows the page's own `color-scheme`. */
  declare theme: 'auto' | 'light' | 'dark' | null;
  /** What is shown; none until the document and the words are here. */
  protected view: RenderContext | undefined;

  #campaign: Campaign | undefined;
  #slot = document.createElement('slot');
  #box = document.createElement('div');
  #internals = this.attachInternals();
  #state: State = 'loading';
  /** Whether what it was given has changed since it last loaded. */
  #stale = true;
  /** Of the latest load. */
  #loading: AbortController | undefined;
  /** Of everything that goes on while the element is in the page. */
  #living: AbortController | undefined;

  constructor() {
    super();
    this.root.append(this.#slot);
  }

  /** What the element is doing; read it, it can not be set. */
  get state(): State {
    return this.#state;
  }

  /** The document as an object, instead of `src`. */
  get campaign(): Campaign | undefined {
    return this.#campaign;
  }

  set campaign(campaign: Campaign | undefined) {
    this.#campaign = campaign;
    this.#restart();
  }

  connectedCallback(): void {
    this.upgrade();
    this.setState(this.#state);
    // After a move all goes on as it was.
    if (this.#stale || this.#loading?.signal.aborted) this.#restart();
    else if (this.view && !this.#living) this.#live();
  }

  disconnectedCallback(): void {
    // A move is not a removal: look again when it is over.
    queueMicrotask(() => {
      if (this.isConnected) return;
      if (!this.view) this.#loading?.abort();
      this.#living?.abort();
      this.#living = undefined;
    });
  }

  attributeChangedCallback(_name: string, old: string | null, value: string | null): void {
    if (old !== value) this.#restart();
  }

  /** Fetches the document again. */
  reload(): void {
    this.#start(true);
  }

  protected override update(): void {
    const view = this.#state === 'failed' ? undefined : this.view;
    this.#slot.hidden = view !== undefined;
    if (!view) {
      // Not remove(): that of Prototype.js throws where nothing holds the box yet.
      this.#box.parentNode?.removeChild(this.#box);
      return;
    }
    const { language } = view;
    Object.assign(this.#box, { className: 'root', lang: language, dir: direction(language) });
    try {
      this.paint(this.#box, view);
    } catch (error) {
      // Whatever it is, the children stand.
      this.view = undefined;
      this.setState('failed');
      this.report(error);
      return;
    }
    if (!this.#box.isConnected) this.root.prepend(this.#box);
  }

  /** The words that this element says. */
  protected abstract readonly words: MessageCatalog;

  /** Fills what stands in the root. */
  protected abstract paint(box: HTMLElement, view: RenderContext): void;

  /** The document, checked. @throws {ActionError} */
  protected abstract find(wish: CampaignRequest): Promise<ResolvedCampaign>;

  /** A document that needs no download. */
  protected given(): Campaign | undefined {
    return this.#campaign;
  }

  /** What an element is when its document has come. */
  protected stateOf(_campaign: Campaign): State {
    return 'open';
  }

  /** Makes ready for a document. @throws {ActionError} where it is none for this element */
  protected accept(_campaign: Campaign): void | Promise<void> {}

  /** Forgets all that belonged to another campaign. */
  protected reset(): void {
    this.#state = 'loading';
    this.#box = document.createElement('div');
  }

  /** Whatever goes on while the element is shown and in the page; the signal ends it. */
  protected live(_view: RenderContext, _signal: AbortSignal): void {}

  protected setState(state: State): void {
    const { states } = this.#internals as { states?: Set<string> };
    try {
      states?.delete(this.#state);
      states?.add(state);
    } catch {
      // Chromium before 125 only takes dashed names; the attribute says the same.
    }
    this.#state = state;
    this.setAttribute('state', state);
    this.requestUpdate();
  }

  /** Tells the page, and the webmaster's console, that something failed. */
  protected report(reason: unknown): void {
    const error = toActionError(reason);
    emit(this, 'action-error', { code: error.code, ...(error.status && { status: error.status }) });
    console.warn(`<${this.localName}> ${error.name}: ${error.message}`);
  }

  /** Once for all that changes in one go; what changes outside the page counts when it comes back. */
  #restart(): void {
    this.#stale = true;
    queueMicrotask(() => {
      if (this.#stale && this.isConnected) this.#start();
    });
  }

  #start(again = false): void {
    this.#stale = false;
    if (!this.src && !this.given()) return;
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    this.#load(signal, again).catch((error: unknown) => {
      if (signal.aborted) return;
      // What is shown already is not taken away by a document that could not be fetched again.
      if (!this.view) this.setState('failed');
      this.report(error);
    });
  }

  async #load(signal: AbortSignal, again: boolean): Promise<void> {
    const language = this.language();
    // The words are asked for beside the document, not after it.
    const early = language && getTranslator(language, this.words);
    const page = document.baseURI;
    const found = await this.find({ inlineCampaign: this.given(), src: this.src, page, language, again, signal });
    const { original, uiLanguage, now } = found;
    if (now && CampaignElement.clock === deviceClock) CampaignElement.clock = now;
    await this.accept(original);
    const translator = await ((uiLanguage === language && early) || getTranslator(uiLanguage, this.words));
    signal.throwIfAborted();
    if (!this.view && isFallbackDirty(this)) return;
    if (this.view && this.view.original.id !== original.id) {
      // Another campaign takes nothing over from the one before, and least of all somebody's words.
      this.#box.remove();
      this.reset();
    }
    this.view = { ...found, translator: translator };
    this.setState(this.stateOf(original));
    await this.updateComplete;
    signal.throwIfAborted();
    this.#live();
    emit(this, 'action-load', { campaign: original, state: this.#state });
  }

  #live(): void {
    this.#living?.abort();
    this.#living = new AbortController();
    this.live(this.view!, this.#living.signal);
  }

  /** The nearest `lang`, out through the roots of components around it. */
  protected language(): string {
    const speaks = (at: Node | undefined): string =>
      at ? (at as Element).getAttribute?.('lang') || speaks(at.parentNode ?? (at as ShadowRoot).host) : '';
    return speaks(this);
  }
}

reflect(CampaignElement.prototype, ['src', 'theme']);
