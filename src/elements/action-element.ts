/** What all elements share: the document, the language, the state, and the children that stand until it is ready. */
import { linksBase } from '../campaign/links-base.ts';
import { linkOf } from '../campaign/links.ts';
import { languageFor, translate, withBases } from '../campaign/translate.ts';
import { loadCampaign } from '../client/campaign-source.ts';
import { ActionError, InvalidDocumentError, NetworkError } from '../client/errors.ts';
import { askTime, clockSeems, now } from '../client/time.ts';
import { speakerOf } from '../locales/index.ts';
import { direction } from '../locales/words.ts';
import { emit, type State } from './events.ts';
import { isBegun } from './fallback.ts';
import { reflect, RenderingElement } from './rendering-element.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Catalogue } from '../locales/words.ts';
import type { View } from '../parts/view.ts';

/** Events of the keyboard and the clipboard leave a shadow root, and hold what was typed. */
const telling = ['beforeinput', 'input', 'keydown', 'keypress', 'keyup', 'compositionstart', 'compositionupdate', 'compositionend', 'textInput', 'paste'];

/** The page hears none of them, but for the keys that lead on through it. */
function hush(event: Event): void {
  const { key } = event as KeyboardEvent;
  if (key !== 'Tab' && key !== 'Escape') event.stopPropagation();
}

/** Downloaded documents that were found to be campaigns, however many elements show them. */
const sound = new WeakSet<object>();

/** @attr {string} lang - BCP 47; else that of the nearest ancestor, else the campaign’s */
export abstract class ActionElement extends RenderingElement {
  static observedAttributes: readonly string[] = ['src', 'lang'];

  /** Milliseconds since the epoch, as the endpoint has them; a test may set another clock. */
  static clock: () => number = now;

  /** URL of the campaign document, absolute or relative to the page. */
  declare src: string | null;
  /** `auto` follows the page's own `color-scheme`. */
  declare theme: 'auto' | 'light' | 'dark' | null;
  /** What is shown; none until the document and the words are here. */
  protected view: View | undefined;

  #campaign: Campaign | undefined;
  #slot = document.createElement('slot');
  #box = document.createElement('div');
  #internals = this.attachInternals();
  #state: State = 'loading';
  #changed = false;
  /** Whether what it was given has changed since it last loaded. */
  #stale = true;
  /** Of the latest load. */
  #loading: AbortController | undefined;
  /** Of everything that goes on while the element is in the page. */
  #living: AbortController | undefined;

  constructor() {
    super();
    for (const type of telling) this.root.addEventListener(type, hush);
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
    this.upgrade('campaign', ...this.properties);
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
  protected abstract readonly words: Catalogue;

  /** Fills what stands in the root. */
  protected abstract paint(box: HTMLElement, view: View): void;

  /** @returns the JSON Pointer of the first fault of a document; undefined where it is a `Campaign` */
  protected abstract check(document: unknown): string | undefined | Promise<string | undefined>;

  /** A document that needs no download. */
  protected given(): Campaign | undefined {
    return this.#campaign;
  }

  /** Names of the properties that are attributes. */
  protected get properties(): readonly string[] {
    return ['src', 'theme'];
  }

  /** What an element is when its document has come. */
  protected stateOf(_campaign: Campaign): State {
    return 'open';
  }

  /** Makes ready for a document. @throws {ActionError} where it is none for this element */
  protected async accept(_campaign: Campaign): Promise<void> {}

  /** Forgets all that belonged to another campaign. */
  protected reset(): void {
    this.#state = 'loading';
    this.#box = document.createElement('div');
  }

  /** Whatever goes on while the element is shown and in the page; the signal ends it. */
  protected live(_view: View, _signal: AbortSignal): void {}

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
    const error = reason instanceof ActionError ? reason : new NetworkError(String(reason));
    emit(this, 'action-error', { code: error.code, ...(error.status && { status: error.status }) });
    console.warn(`<${this.localName}> ${error.name}: ${error.message}`);
  }

  /** Once for all that changes in one go; what changes outside the page counts when it comes back. */
  #restart(): void {
    this.#stale = true;
    if (this.#changed || !this.isConnected) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (this.isConnected) this.#start();
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
    const page = document.baseURI;
    const given = this.given();
    const base = given ? linksBase(given, page) : new URL(this.src!, page).href;
    const wanted = this.language();
    // The words are asked for beside the document, not after it.
    const early = wanted && speakerOf(wanted, this.words);
    const source = await this.#checked(given ?? (await loadCampaign(base, signal, again)));
    // What depends on the time is not shown by a clock that may be wrong.
    if (!given && clockSeems() === 'wrong') await askTime(linkOf(source, 'counts', base));
    await this.accept(source);
    const language = languageFor(source, wanted || source.language);
    // Texts in English, but dates and numbers as they are written in Britain.
    const spoken = withBases(wanted).includes(language) ? wanted : language;
    const speaker = await ((spoken === wanted && early) || speakerOf(spoken, this.words));
    signal.throwIfAborted();
    if (!this.view && isBegun(this)) return;
    if (this.view && this.view.source.id !== source.id) {
      // Another campaign takes nothing over from the one before, and least of all somebody's words.
      this.#box.remove();
      this.reset();
    }
    this.view = { source, campaign: translate(source, language), language, speaker, base };
    this.setState(this.stateOf(source));
    await this.updateComplete;
    signal.throwIfAborted();
    this.#live();
    emit(this, 'action-load', { campaign: source, state: this.#state });
  }

  /** @throws {InvalidDocumentError} that names the place */
  async #checked(document: unknown): Promise<Campaign> {
    if (!sound.has(document as object)) {
      const fault = await this.check(document);
      if (fault !== undefined) throw new InvalidDocumentError(`no campaign: ${fault}`);
      // An object that the page keeps in its hands may be another the next time.
      if (document !== this.#campaign) sound.add(document as object);
    }
    return document as Campaign;
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

reflect(ActionElement.prototype, ['src', 'theme']);
