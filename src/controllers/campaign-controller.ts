/**
 * Loads the campaign of an element, and again whenever what it was asked for changes. `@lit/task` would cost more bytes than it saves: it
 * forgets its value when a load fails, and does not abort one when the element is removed.
 */
import { isFallbackDirty } from '../utils/fallback-form.ts';
import { whenRemoved } from '../utils/when-removed.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CampaignRequest, ResolvedCampaign } from '../api/resolve-campaign.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Translator } from '../i18n/translator.ts';
import type { LocalizeController } from './localize-controller.ts';

/** A campaign that is ready to be rendered: its texts in the language of the element, and the translator for the interface. */
export interface RenderContext extends ResolvedCampaign {
  translator: Translator;
}

export interface CampaignControllerOptions {
  localize: LocalizeController;
  /** What the campaign depends on. When one of these values changes, it is loaded again. */
  getDependencies: () => readonly unknown[];
  getSrc: () => string | null;
  /** A document that needs no download. */
  getInlineCampaign: () => Campaign | undefined;
  /** The document, validated. @throws {ActionError} */
  resolve: (request: CampaignRequest) => Promise<ResolvedCampaign>;
  /** Prepares for a document. @throws {ActionError} if the element cannot show it */
  prepare: (campaign: Campaign) => void | Promise<void>;
}

export class CampaignController implements ReactiveController {
  /** Undefined until the document and the messages are here. It stays when loading again fails. */
  value: RenderContext | undefined;
  /** Why the latest load failed. */
  error: unknown;

  #host: ReactiveControllerHost & HTMLElement;
  #options: CampaignControllerOptions;
  /** Aborts the latest load, while it is under way. */
  #loading: AbortController | undefined;
  /** What the campaign was loaded for; undefined to load it again. */
  #dependencies: readonly unknown[] | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: CampaignControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    // What changed outside the document counts when the element returns.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    whenRemoved(this.#host, () => {
      if (!this.#loading) return;
      this.#loading.abort();
      this.#loading = undefined;
      // Load again when the element returns.
      this.invalidate();
    });
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const dependencies = this.#options.getDependencies();
    if (this.#dependencies?.every((value, i) => value === dependencies[i])) return;
    this.#dependencies = dependencies;
    void this.load();
  }

  /** Loads the campaign; the latest call wins. @param reload bypasses the page's memory and caches */
  async load(reload = false): Promise<void> {
    this.#loading?.abort();
    this.#loading = undefined;
    if (!this.#host.isConnected) { this.invalidate(); return; }
    if (!this.#options.getSrc() && !this.#options.getInlineCampaign()) return;
    const loading = (this.#loading = new AbortController());
    this.error = undefined;
    this.#host.requestUpdate();
    try {
      const value = await this.#resolve(loading.signal, reload);
      // A fallback form that someone has begun to fill in is left alone.
      if (!this.value && isFallbackDirty(this.#host)) return;
      this.value = value;
    } catch (error) {
      if (loading.signal.aborted) return;
      this.error = error;
    } finally {
      if (this.#loading === loading) this.#loading = undefined;
    }
    this.#host.requestUpdate();
  }

  /** Loads the campaign again with the next update, even if nothing else has changed. */
  invalidate(): void {
    this.#dependencies = undefined;
  }

  /** Drops the campaign, so that the fallback content is shown. */
  discard(error?: unknown): void {
    this.value = undefined;
    this.error = error;
    this.#host.requestUpdate();
  }

  async #resolve(signal: AbortSignal, reload: boolean): Promise<RenderContext> {
    const { localize, getSrc, getInlineCampaign, resolve, prepare } = this.#options;
    const { language } = localize;
    // The messages are requested in parallel with the document, not after it.
    const translatorRequest = language && localize.loadTranslator(language);
    const request = { inlineCampaign: getInlineCampaign(), src: getSrc(), baseUri: document.baseURI, language, reload, signal };
    const resolved = await resolve(request);
    signal.throwIfAborted();
    await prepare(resolved.original);
    const translator = await ((resolved.uiLanguage === language && translatorRequest) || localize.loadTranslator(resolved.uiLanguage));
    signal.throwIfAborted();
    return { ...resolved, translator };
  }
}
