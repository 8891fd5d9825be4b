/** Validates public numbers. A module of its own, because a form is shown before it needs them. */
import { counts } from './counts.validator.gen.ts';

/** @returns the JSON Pointer of the first error, `''` for the whole; undefined if it is a `Counts` */
export function validateCounts(value: unknown): string | undefined {
  return counts()(value, '');
}
