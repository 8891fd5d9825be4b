/** The language of an element, and the translator for its messages. */
import { getTranslator } from '../i18n/get-translator.ts';
import type { MessageCatalog, Translator } from '../i18n/translator.ts';

/** Only parents and hosts of shadow roots, so that the language of a page is also found from inside other components. */
function findLanguage(node: Node | null): string {
  if (!node) return '';
  const lang = (node as Element).getAttribute?.('lang')?.trim();
  return lang || findLanguage(node.parentNode ?? ((node as Partial<ShadowRoot>).host as Node | undefined) ?? null);
}

/** It holds no state of its own, so it needs no part of the element's life cycle. */
export class LocalizeController {
  #host: HTMLElement;
  #catalog: MessageCatalog;

  constructor(host: HTMLElement, catalog: MessageCatalog) {
    this.#host = host;
    this.#catalog = catalog;
  }

  /** BCP 47: the element's own `lang`, else that of its nearest ancestor; empty if there is none. */
  get language(): string {
    return this.#host.lang.trim() || findLanguage(this.#host.parentNode);
  }

  loadTranslator(language: string): Promise<Translator> {
    return getTranslator(language, this.#catalog);
  }
}
