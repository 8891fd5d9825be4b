/** What strangers wrote, made safe for a terminal. */

/**
 * Control characters drive a terminal, and those that turn the direction can make a line say something else. What
 * shapes scripts (ZWJ, ZWNJ, ZWSP) stays.
 */
const driving = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line of text; what would break or drive it becomes a blank. */
export const plain = (text: string): string => text.replace(driving, ' ');

/** Text of several lines, none of which can pass for one of ours. */
export const quoted = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `  | ${plain(line)}`.trimEnd())
    .join('\n');

/** JSON that holds every character, and drives no terminal on its way. */
export const json = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(driving, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
