/** Whether a document has its shape, as the page asks it: without zod, and with nothing done before it is asked. */
import * as shapes from './shapes.gen.ts';
import type { Check } from './shape.ts';

const once = (shape: () => Check) => {
  let check: Check | undefined;
  return (value: unknown): string | undefined => (check ??= shape())(value, '');
};

/** @returns the JSON Pointer of the first fault, `''` for the whole; undefined where it is a `Campaign` */
export const checkCampaign = /* @__PURE__ */ once(shapes.campaign);
/** @returns the JSON Pointer of the first fault, `''` for the whole; undefined where it is a `Counts` */
export const checkCounts = /* @__PURE__ */ once(shapes.counts);
