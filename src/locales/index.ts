/** The catalogues, each loaded alone, when an element speaks its language. */
import { withBases } from '../campaign/translate.ts';
import { Speaker, type Words } from './words.ts';

type Module = { default: Words };

const catalogues: Record<string, () => Promise<Module>> = {
  en: () => import('./en.json', { with: { type: 'json' } }),
  km: () => import('./km.json', { with: { type: 'json' } }),
  ar: () => import('./ar.json', { with: { type: 'json' } }),
};

const speakers = new Map<string, Promise<Speaker>>();
/** More tags than anybody reads; what is asked beyond them is not kept. */
const most = 100;

/**
 * Whoever speaks a language: as asked, else its base language, else English.
 * @param language BCP 47; what is no tag at all is answered in English
 */
export function speakerOf(language: string): Promise<Speaker> {
  const tag = canonical(language);
  let speaker = speakers.get(tag);
  if (!speaker) {
    speaker = load(tag);
    if (speakers.size < most) speakers.set(tag, speaker);
    // What could not be loaded is asked for again, next time.
    speaker.catch(() => speakers.delete(tag));
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

async function load(language: string): Promise<Speaker> {
  const known = withBases(language.toLowerCase()).find((tag) => Object.hasOwn(catalogues, tag));
  const { default: words } = await catalogues[known ?? 'en']!();
  return new Speaker(known ? language : 'en', words);
}
