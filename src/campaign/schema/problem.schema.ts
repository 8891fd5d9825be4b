/** The body of an error, RFC 9457. It never contains a value that was sent. */
import * as z from 'zod/mini';

/** The last path segment of a problem's `type`. */
export const problemTypes = [
  'unknown-campaign',
  'closed',
  'not-open',
  'proof-required',
  'invalid',
  'conflict',
  'too-large',
  'unsupported-type',
  'forbidden-origin',
  'too-many',
  'unavailable',
] as const;

/** What can be wrong with one value. */
export const fieldErrorCodes = ['required', 'too-long', 'too-short', 'invalid', 'unknown', 'not-offered'] as const;

export const fieldErrorSchema = z.object({
  /** RFC 6901, as a string without `#`; a missing value is reported at its own path. */
  pointer: z.string(),
  code: z.enum(fieldErrorCodes),
});

export const problemSchema = z.object({
  type: z.string().check(z.describe(`Ends in \`/problems/\` and one of ${problemTypes.map((type) => `\`${type}\``).join(', ')}; otherwise \`about:blank\``)),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(fieldErrorSchema)),
  /** Seconds, as in the Retry-After header, for pages on other origins that cannot read the header. */
  retryAfter: z.optional(z.int()),
});

export type ProblemType = (typeof problemTypes)[number];
export type FieldErrorCode = (typeof fieldErrorCodes)[number];
export type FieldError = z.infer<typeof fieldErrorSchema>;
export type Problem = z.infer<typeof problemSchema>;
