/** Validates the part of a document that every element shows. A day counter does not need to load the rest. */
import { common } from './common.validator.gen.ts';
import type { Validator } from './validators.ts';

let commonValidator: Validator | undefined;

/** @returns the JSON Pointer of the first error, `''` for the whole document */
export function validateCommon(value: unknown): string | undefined {
  commonValidator ??= common();
  return commonValidator(value, '');
}
