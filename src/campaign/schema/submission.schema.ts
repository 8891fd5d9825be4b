/**
 * What is sent, and the receipt. The shape says what every submission looks like; what one campaign asks of it is in
 * `faults.ts`, which the page runs as well.
 */
import * as z from 'zod/mini';
import { languageTagSchema, slugSchema } from './campaign.schema.ts';
import { countsSchema } from './counts.schema.ts';
import { isIsoDateTime } from '../formats.ts';

/** The largest submission, in bytes. */
export const maxSubmissionBytes = 64 * 1024;
/** How deep JSON may be nested: far above what a submission needs, far below where a parser overflows. */
export const maxDepth = 16;

// A database refuses NUL and half a surrogate pair, so they are found here, where the place can be named.
const words = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((text) => text.isWellFormed() && !text.includes('\0'), 'invalid'),
  );

const short = words(300);
/** Generous: the campaign's own limit is in graphemes, and one grapheme can be many code points. */
const boundedText = words(40_000);
const ids = z.array(words(63)).check(z.maxLength(200));

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uuid = z.string().check(z.regex(uuidForm, 'invalid'));

/** Whether a submission can be known by this id. */
export const isUuid = (text: string) => uuidForm.test(text);

export const submissionSchema = z.object({
  /** A UUID made where it was written, before the first try: the key to everything sent once. */
  id: uuid,
  kind: z.enum(['letter', 'postcard']),
  /** Of the form. */
  language: languageTagSchema,
  person: z.optional(
    z.object({
      name: z.optional(short),
      email: z.optional(short),
      /** ISO 3166-1 alpha-2. */
      country: z.optional(short),
      postalCode: z.optional(words(40)),
    }),
  ),
  letter: z.optional(z.object({ targets: ids, subject: z.optional(words(2000)), body: z.optional(boundedText) })),
  postcard: z.optional(
    z.object({
      to: ids,
      design: z.optional(words(63)),
      message: z.optional(boundedText),
      from: z.optional(short),
      publish: z.optional(z.boolean()),
    }),
  ),
  fields: z.optional(z.record(words(63), z.union([words(5000), z.boolean()]))),
  /** The exact words that were shown, and the answer. */
  consent: z.optional(
    z
      .array(z.object({ id: words(63), statement: words(20_000), given: z.boolean() }))
      .check(z.maxLength(100)),
  ),
  tracking: z.optional(
    z.object({
      partner: z.optional(slugSchema),
      origin: z.optional(short),
      source: z.optional(short),
      medium: z.optional(short),
      campaign: z.optional(short),
      content: z.optional(short),
    }),
  ),
  /** Kept, never counted. */
  testing: z.optional(z.boolean()),
  proof: z.optional(words(5000)),
  /** An armored age file that holds what is personal; see `seal` of the campaign. */
  sealed: z.optional(words(60_000)),
});

export const receiptSchema = z.object({
  id: uuid,
  receivedAt: z.string().check(z.refine(isIsoDateTime), z.meta({ format: 'date-time' })),
  counts: countsSchema,
  /** This submission had been received before; nothing was counted again. */
  replayed: z.optional(z.literal(true)),
});

export type Submission = z.infer<typeof submissionSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
