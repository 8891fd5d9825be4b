/** Validates a page of public messages. */
import { messages } from './messages.validator.gen.ts';

/** @returns the JSON Pointer of the first error, `''` for the whole; undefined if it is a `Messages` */
export function validateMessages(value: unknown): string | undefined {
  return messages()(value, '');
}
