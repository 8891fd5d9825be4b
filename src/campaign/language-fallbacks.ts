/** `pt-BR` can also be read as `pt`. */
export function languageFallbacks(tag: string): string[] {
  const parts = tag.split('-');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
}
