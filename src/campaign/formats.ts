/**
 * The formats of single values, each decided in one place: the zod schemas refine with these functions, and the page's
 * validators call them. They only look at the string, so every engine gives the same answer. Whether a time zone exists
 * is for the linter: a page's list of time zones may be older than the campaign.
 */

export { isUrl } from './url.ts';
export { isIsoDate, isIsoDateTime } from './dates.ts';

/** The name of a campaign or partner, which is used in URLs. */
export const slugPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** One address as `<input type=email>` accepts it: https://html.spec.whatwg.org/#valid-e-mail-address */
export function isEmail(text: string): boolean {
  return (
    text.length < 255 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(text)
  );
}

// Created on first use, because the first one takes a slow phone a tenth of a second.
let segmenter: Intl.Segmenter | undefined;

/** The length as a reader counts it: in graphemes. */
export function countGraphemes(text: string): number {
  // For plain ASCII the length is exact, and a long letter is counted on every key press.
  if (/^[\n -~]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return [...segmenter.segment(text)].length;
}
