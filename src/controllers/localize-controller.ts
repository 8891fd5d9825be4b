/** The language of an element, and the translator for its messages. */
import { getTranslator } from '../i18n/get-translator.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MessageCatalog, Translator } from '../i18n/translator.ts';

/** Only parents and hosts of shadow roots, so that the language of a page is also found from inside other components. */
function findLanguage(node: Node | null): string {
  if (!node) return '';
  const lang = (node as Element).getAttribute?.('lang')?.trim();
  return lang || findLanguage(node.parentNode ?? ((node as Partial<ShadowRoot>).host as Node | undefined) ?? null);
}

export class LocalizeController implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #catalog: MessageCatalog;
  /** Sees every `lang` in the document, and in the shadow roots around the element. */
  #observer = new MutationObserver(() => this.#host.requestUpdate());

  constructor(host: ReactiveControllerHost & HTMLElement, catalog: MessageCatalog) {
    this.#host = host;
    this.#catalog = catalog;
    host.addController(this);
  }

  hostConnected(): void {
    for (let node: Node | undefined = this.#host; node; node = (node as Partial<ShadowRoot>).host) {
      node = node.getRootNode();
      this.#observer.observe(node, { attributeFilter: ['lang'], subtree: true });
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** BCP 47: the element's own `lang`, else that of its nearest ancestor; empty if there is none. */
  get language(): string {
    return this.#host.lang.trim() || findLanguage(this.#host.parentNode);
  }

  loadTranslator(language: string): Promise<Translator> {
    return getTranslator(language, this.#catalog);
  }
}
