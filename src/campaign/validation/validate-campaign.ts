/** Validates a campaign document in the page. The validators are created on first use, to keep the module's start short. */
import { campaign } from './campaign.validator.gen.ts';
import { validateCommon } from './validate-common.ts';
import type { Validator } from './validators.ts';

let remainingValidator: Validator | undefined;

/** @returns the JSON Pointer of the first error, `''` for the whole document; undefined if it is a `Campaign` */
export function validateCampaign(value: unknown): string | undefined {
  remainingValidator ??= campaign();
  return validateCommon(value) ?? remainingValidator(value, '');
}
