/** Makes text from strangers safe for a terminal. */

/**
 * Control characters drive a terminal, and bidirectional controls can make a line appear to say something else. Characters
 * that shape scripts (ZWJ, ZWNJ, ZWSP) are kept.
 */
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** @returns one line of text, with blanks for the characters that would break or drive it */
export const sanitize = (text: string): string => text.replace(controlCharacters, ' ');

/** @returns lines of text, none of which can be mistaken for our own output */
export const quoteBlock = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `  | ${sanitize(line)}`.trimEnd())
    .join('\n');

/** @returns JSON that keeps every character, with those that would drive a terminal escaped */
export const toSafeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(controlCharacters, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
