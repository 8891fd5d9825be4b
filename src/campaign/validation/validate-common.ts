/** The part of a document that every element shows: whose it is, and the people. A day count has no need of the rest. */
import { common } from './common.validator.gen.ts';
import type { Validator } from './validators.ts';

let check: Validator | undefined;

/** @returns the JSON Pointer of the first fault, `''` for the whole */
export function checkCommon(value: unknown): string | undefined {
  check ??= common();
  return check(value, '');
}
