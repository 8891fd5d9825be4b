import type { Translator } from './translator.ts';

/** Lists of names: “A, B and C”. */
export function formatList({ language, cldr }: Translator, items: readonly string[]): string {
  if (!cldr) return new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
  const [separator = ', ', lastSeparator = separator, pairSeparator = lastSeparator] = cldr.list;
  if (items.length < 3) return items.join(pairSeparator);
  return items.slice(0, -1).join(separator) + lastSeparator + items.at(-1)!;
}
