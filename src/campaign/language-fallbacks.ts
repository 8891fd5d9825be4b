/** The longest language tag that RFC 5646 recommends to support. Working with longer ones would only cost time. */
export const maxLanguageTagLength = 35;

/** `km_KH`, as other systems write it, is `km-KH`. */
export const normalizeLanguageTag = (tag: string): string => tag.replaceAll('_', '-');

/** The tag and its less specific forms: `pt-BR` and `pt`. A tag that is too long is no tag. */
export function getLanguageFallbacks(tag: string): string[] {
  if (tag.length > maxLanguageTagLength) return [];
  const subtags = normalizeLanguageTag(tag).split('-');
  return subtags.map((_, i) => subtags.slice(0, subtags.length - i).join('-'));
}
