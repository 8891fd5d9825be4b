/** The error body, RFC 9457. It never holds a value that was sent. */
import * as z from 'zod/mini';

/** The last path segment of a problem's `type`. */
export const problemTypes = [
  'unknown-campaign',
  'closed',
  'not-open',
  'invalid',
  'conflict',
  'too-large',
  'unsupported-type',
  'forbidden-origin',
  'too-many',
  'unavailable',
] as const;

/** What can be wrong with one value. */
export const faultCodes = ['required', 'too-long', 'too-short', 'invalid', 'unknown', 'not-offered'] as const;

export const fieldErrorSchema = z.object({
  /** RFC 6901, as a string without `#`; a missing value stands at its own path. */
  pointer: z.string(),
  code: z.enum(faultCodes),
});

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(fieldErrorSchema)),
  /** Seconds; the header of that name, which a page on another origin may not see. */
  retryAfter: z.optional(z.int()),
});

export type ProblemType = (typeof problemTypes)[number];
export type FieldErrorCode = (typeof faultCodes)[number];
export type FieldError = z.infer<typeof fieldErrorSchema>;
export type Problem = z.infer<typeof problemSchema>;
