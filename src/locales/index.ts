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

/**
 * Whoever speaks a language: as asked, else its base language, else English.
 * @param language BCP 47
 */
export function speakerOf(language: string): Promise<Speaker> {
  let speaker = speakers.get(language);
  if (!speaker) {
    speaker = load(language);
    speakers.set(language, speaker);
    // What could not be loaded is asked for again, next time.
    speaker.catch(() => speakers.delete(language));
  }
  return speaker;
}

async function load(language: string): Promise<Speaker> {
  const known = withBases(language.toLowerCase()).find((tag) => tag in catalogues) ?? 'en';
  const { default: words } = await catalogues[known]!();
  const tag = withBases(language.toLowerCase()).includes(known) ? language : 'en';
  return new Speaker(tag, words);
}
