/** Validates what a letter form shows of a campaign document. */
import { letter } from './letter.validator.gen.ts';
import { validateCampaign } from './validate-campaign.ts';
import type { Validator } from './validators.ts';

let letterValidator: Validator | undefined;

/** @returns the JSON Pointer of the first error, `''` for the whole document; undefined if there is none */
export function validateLetter(value: unknown): string | undefined {
  letterValidator ??= letter();
  return validateCampaign(value) ?? letterValidator(value, '');
}
