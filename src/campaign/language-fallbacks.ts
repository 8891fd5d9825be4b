import { maxLanguageTagLength } from './formats.ts';

/** The tag and its less specific forms: `pt-BR` and `pt`. A tag that is too long is no tag. */
export function getLanguageFallbacks(tag: string): string[] {
  if (tag.length > maxLanguageTagLength) return [];
  const subtags = tag.split('-');
  return subtags.map((_, i) => subtags.slice(0, subtags.length - i).join('-'));
}
