/** What strangers wrote, made safe for a terminal. */

/**
 * Control characters drive a terminal, and those that turn the direction can make a line say something else. What
 * shapes scripts (ZWJ, ZWNJ, ZWSP) stays.
 */
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line of text; what would break or drive it becomes a blank. */
export const sanitize = (text: string): string => text.replace(controlCharacters, ' ');

/** Text of several lines, none of which can pass for one of ours. */
export const quoteBlock = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `  | ${sanitize(line)}`.trimEnd())
    .join('\n');

/** JSON that holds every character, and drives no terminal on its way. */
export const toSafeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(controlCharacters, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
