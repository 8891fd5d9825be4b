/** Loads the messages of a language, and caches the translators of each catalog. */
import { getLanguageFallbacks, maxLanguageTagLength, normalizeLanguageTag } from '../campaign/language-fallbacks.ts';
import { languages } from './generated/languages.gen.ts';
import { Translator, type MessageCatalog, type PartialMessages } from './translator.ts';

/** Requests can name any language tag, so the number of cached translators is limited. */
const cacheLimit = 100;

/**
 * The translator for a language: the requested one, else its base language, else English. If its messages cannot be
 * loaded, the translator is English, and the next call tries again.
 * @param language BCP 47; an invalid tag gets English
 */
export function getTranslator(language: string, catalog: MessageCatalog): Promise<Translator> {
  const tag = canonicalize(language);
  const cache = (catalog.translators ??= new Map<string, Promise<Translator>>());
  const createTranslator = async () => {
    const supported = matchLanguage(tag);
    try {
      if (supported) return new Translator(tag, (await catalog.load(supported)).default, catalog);
    } catch (error) {
      console.warn(error);
      cache.delete(tag);
    }
    return new Translator(/^en\b/.test(tag) ? tag : 'en', catalog.english, catalog);
  };
  const translator = cache.get(tag) ?? createTranslator();
  if (cache.size < cacheLimit) cache.set(tag, translator);
  return translator;
}

/** Adds English messages that a lazily loaded module brings. Translators that exist already use them as well. */
export function addMessages(catalog: MessageCatalog, messages: PartialMessages): void {
  catalog.english = { ...catalog.english, ...messages };
}

function canonicalize(language: string): string {
  if (language.length > maxLanguageTagLength) return 'en';
  try {
    return Intl.getCanonicalLocales(normalizeLanguageTag(language))[0]!;
  } catch {
    return 'en';
  }
}

/** The language, other than English, whose messages are used for a tag; an empty string if there is none. */
export const matchLanguage = (language: string): string =>
  getLanguageFallbacks(language.toLowerCase()).find((tag) => languages.includes(tag)) ?? '';
