/** The same for public numbers; apart, because a form that stands has no need of it yet. */
import { counts } from './counts.validator.gen.ts';

/** @returns the JSON Pointer of the first fault, `''` for the whole; undefined where it is a `Counts` */
export function checkCounts(value: unknown): string | undefined {
  return counts()(value, '');
}
