/**
 * The forms that single values take, each decided once: the zod shapes refine with these, the page's own check calls
 * them by the same names. Pure string work, so every engine answers alike; whether a time zone exists is asked by the
 * checker, never by the page, whose list may be older than the campaign.
 */

export { isUrl } from './url.ts';
export { isIsoDate, isIsoDateTime } from './dates.ts';

/** What names a campaign or a partner; it stands in addresses. */
export const slugPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** One address as HTML's `input type=email` takes it, https://html.spec.whatwg.org/#valid-e-mail-address. */
export function isEmail(text: string): boolean {
  return (
    text.length < 255 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(text)
  );
}

// Made when it is first needed: the first one costs a slow phone a tenth of a second.
let segmenter: Intl.Segmenter | undefined;

/** Length as a reader counts it: in graphemes. */
export function countGraphemes(text: string): number {
  // A plain count is exact below the first combining mark, and a long letter is counted on every key press.
  if (/^[\n -~]*$/.test(text)) return text.length;
  if (!('Segmenter' in Intl)) return [...text].length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return [...segmenter.segment(text)].length;
}
