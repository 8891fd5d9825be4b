/** The same for a page of public messages. */
import { messages } from './messages.validator.gen.ts';

/** @returns the JSON Pointer of the first fault, `''` for the whole; undefined where it is a `Messages` */
export function checkMessages(value: unknown): string | undefined {
  return messages()(value, '');
}
