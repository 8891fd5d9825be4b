/** Whether a document has its shape, as the page asks it: without zod, and with nothing done before it is asked. */
import { campaign } from './campaign.validator.gen.ts';
import { checkCommon } from './validate-common.ts';
import type { Validator } from './validators.ts';

let remainingValidator: Validator | undefined;

/** @returns the JSON Pointer of the first fault, `''` for the whole; undefined where it is a `Campaign` */
export function validateCampaign(value: unknown): string | undefined {
  remainingValidator ??= campaign();
  return checkCommon(value) ?? remainingValidator(value, '');
}
