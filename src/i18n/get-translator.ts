/** Who speaks which language, with the words of one catalogue. */
import { languageFallbacks } from '../campaign/localize.ts';
import { languages } from './generated/languages.gen.ts';
import { Translator, type MessageCatalog, type PartialMessages } from './translator.ts';

/** More tags than anybody reads; what is asked beyond them is not kept. */
const cacheLimit = 100;

/**
 * Whoever speaks a language: as asked, else its base language, else English. Where the words can not be had, English
 * stands in for them, and they are asked for again the next time.
 * @param language BCP 47; what is no tag at all is answered in English
 */
export function getTranslator(language: string, catalogue: MessageCatalog): Promise<Translator> {
  const tag = canonical(language);
  const known = (catalogue.translators ??= new Map<string, Promise<Translator>>());
  const load = async () => {
    const own = matchLanguage(tag);
    try {
      if (own) return new Translator(tag, (await catalogue.load(own)).default, catalogue.english);
    } catch (error) {
      console.warn(error);
      known.delete(tag);
    }
    return new Translator(/^en\b/.test(tag) ? tag : 'en', catalogue.english);
  };
  const translator = known.get(tag) ?? load();
  if (known.size < cacheLimit) known.set(tag, translator);
  return translator;
}

function canonical(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0]!;
  } catch {
    return 'en';
  }
}

/** The one of our languages that somebody is spoken to in. */
export const matchLanguage = (language: string): string =>
  languageFallbacks(language.toLowerCase()).find((one) => languages.includes(one)) ?? '';

/** Adds English messages that a lazily loaded module brings. Translators that exist already see them as well. */
export function addMessages(catalog: MessageCatalog, messages: PartialMessages): void {
  Object.assign(catalog.english, messages);
}
