/** Whether a document has its shape, as the page asks it: without zod, and with nothing done before it is asked. */
import { campaign } from './campaign.validator.gen.ts';
import { checkCommon } from './validate-common.ts';
import type { Check } from './validators.ts';

let rest: Check | undefined;

/** @returns the JSON Pointer of the first fault, `''` for the whole; undefined where it is a `Campaign` */
export function checkCampaign(value: unknown): string | undefined {
  rest ??= campaign();
  return checkCommon(value) ?? rest(value, '');
}
