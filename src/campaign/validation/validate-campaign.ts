/** Validates a campaign document in the page, except for the parts of single forms. */
import { details } from './details.validator.gen.ts';
import { validateCommon } from './validate-common.ts';
import type { Validator } from './validators.ts';

let detailsValidator: Validator | undefined;

/** @returns the JSON Pointer of the first error, `''` for the whole document; undefined if there is none */
export function validateCampaign(value: unknown): string | undefined {
  // Created on first use, to keep the module's start short.
  detailsValidator ??= details();
  return validateCommon(value) ?? detailsValidator(value, '');
}
