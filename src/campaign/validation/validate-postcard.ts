/** Validates what a postcard form shows of a campaign document. */
import { postcard } from './postcard.validator.gen.ts';
import { validateCampaign } from './validate-campaign.ts';
import type { Validator } from './validators.ts';

let postcardValidator: Validator | undefined;

/** @returns the JSON Pointer of the first error, `''` for the whole document; undefined if there is none */
export function validatePostcard(value: unknown): string | undefined {
  postcardValidator ??= postcard();
  return validateCampaign(value) ?? postcardValidator(value, '');
}
