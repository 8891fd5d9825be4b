/** What a text of a supporter is worth: the same in the page, in the plain form and on the server. */

/**
 * White space, controls, and what has no shape of its own: zero-width and bidi characters, soft hyphens, variation
 * selectors, Hangul fillers, the empty Braille pattern, annotation marks. https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const visibleCharacter = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2800\ufff9-\ufffb]/u;

/** Whether a reader sees anything: what “required” means. */
export const hasVisibleText = (text: string | undefined): boolean => text !== undefined && visibleCharacter.test(text);

/** The text as JSON, a database and a URL can hold it: without NUL, and with U+FFFD for half a surrogate pair. */
export const toWellFormedText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** The text without white space around it; undefined if nothing is left that a reader sees. */
export const normalizeText = (text: string): string | undefined => (hasVisibleText(text) ? toWellFormedText(text).trim() : undefined);

/** The text with the line breaks that a text area has: browsers send CRLF. */
export const normalizeLineBreaks = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The text of a field that a supporter may have filled in. */
export const normalizeFieldText = (text: string): string | undefined => normalizeText(normalizeLineBreaks(text));
