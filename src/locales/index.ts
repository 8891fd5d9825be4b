/** Who speaks which language, with the words of one catalogue. */
import { withBases } from '../campaign/translate.ts';
import { languages } from './languages.gen.ts';
import { Speaker, type Catalogue } from './words.ts';

const speakers = new WeakMap<Catalogue, Map<string, Promise<Speaker>>>();
/** More tags than anybody reads; what is asked beyond them is not kept. */
const most = 100;

/**
 * Whoever speaks a language: as asked, else its base language, else English.
 * @param language BCP 47; what is no tag at all is answered in English
 */
export function speakerOf(language: string, catalogue: Catalogue): Promise<Speaker> {
  const tag = canonical(language);
  let known = speakers.get(catalogue);
  if (!known) speakers.set(catalogue, (known = new Map<string, Promise<Speaker>>()));
  let speaker = known.get(tag);
  if (!speaker) {
    speaker = load(tag, catalogue);
    if (known.size < most) known.set(tag, speaker);
    // What could not be loaded is asked for again, next time.
    speaker.catch(() => known.delete(tag));
  }
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

async function load(language: string, { english, load: loadWords }: Catalogue): Promise<Speaker> {
  const tag = spoken(language);
  if (tag) return new Speaker(language, (await loadWords(tag)).default, english);
  return new Speaker(/^en\b/.test(language) ? language : 'en', english);
}
