/** Who speaks which language, with the words of one catalogue. */
import { withBases } from '../campaign/language-fallbacks.ts';
import { languages } from './generated/languages.gen.ts';
import { Speaker, type Catalogue } from './translator.ts';

/** More tags than anybody reads; what is asked beyond them is not kept. */
const most = 100;

/**
 * Whoever speaks a language: as asked, else its base language, else English. Where the words can not be had, English
 * stands in for them, and they are asked for again the next time.
 * @param language BCP 47; what is no tag at all is answered in English
 */
export function speakerOf(language: string, catalogue: Catalogue): Promise<Speaker> {
  const tag = canonical(language);
  const known = (catalogue.speakers ??= new Map<string, Promise<Speaker>>());
  const load = async () => {
    const own = spoken(tag);
    try {
      if (own) return new Speaker(tag, (await catalogue.load(own)).default, catalogue.english);
    } catch (error) {
      console.warn(error);
      known.delete(tag);
    }
    return new Speaker(/^en\b/.test(tag) ? tag : 'en', catalogue.english);
  };
  const speaker = known.get(tag) ?? load();
  if (known.size < most) known.set(tag, speaker);
  return speaker;
}

function canonical(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0]!;
  } catch {
    return 'en';
  }
}

/** The one of our languages that somebody is spoken to in. */
export const spoken = (language: string): string =>
  withBases(language.toLowerCase()).find((one) => languages.includes(one)) ?? '';
