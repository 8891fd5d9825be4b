/**
 * A submission and its receipt. The schema is what every submission has in common; what one campaign requires of it is
 * in `validation/submission-rules.ts`, which the page applies as well.
 */
import * as z from 'zod/mini';
import { countsSchema } from './counts.schema.ts';
import { isIsoDateTime } from '../formats.ts';
import { maxProofLength } from './proof.schema.ts';
import { languageTagSchema, slugSchema } from './values.schema.ts';

/** The largest submission, in bytes. */
export const maxSubmissionBytes = 64 * 1024;
/** How deep JSON may be nested: far more than a submission needs, far less than what overflows a parser. */
export const maxDepth = 16;

/** The most entries of a submission. The linter refuses a document that offers more. */
export const maxTargets = 1000;
export const maxRecipients = 200;
export const maxConsents = 100;

// Databases refuse NUL and unpaired surrogates, so they are found here, where the field can be named.
const boundedText = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((text) => text.isWellFormed() && !text.includes('\0'), 'invalid'),
  );

const shortText = boundedText(300);
/** Generous: the campaign's own limit is in graphemes, and one grapheme can be many code points. */
const longText = boundedText(40_000);
const createIdsSchema = (max: number) => z.array(boundedText(63)).check(z.maxLength(max));

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const uuidSchema = z.string().check(z.regex(uuidPattern, 'invalid'));

/** Whether a text can be the id of a submission. */
export const isUuid = (text: string) => uuidPattern.test(text);

/**
 * An armored age file for an X25519 key: the first 42 characters of its content are the version and the kind of the first recipient. It has no
 * limit of its own besides that of the submission.
 */
const ageFileSchema = z.string().check(
  z.maxLength(maxSubmissionBytes),
  z.regex(
    /^-----BEGIN AGE ENCRYPTED FILE-----\n(?=YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0\+IFgyNTUxOS)(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{2,64}={0,2}\n-----END AGE ENCRYPTED FILE-----\n?$/,
    'invalid',
  ),
);

export const submissionSchema = z.object({
  /** A UUID that the page makes before the first attempt: the idempotency key. */
  id: uuidSchema,
  kind: z.enum(['letter', 'postcard']),
  /** The language of the form. */
  language: languageTagSchema,
  person: z.optional(
    z.object({
      name: z.optional(shortText),
      email: z.optional(shortText),
      /** ISO 3166-1 alpha-2. */
      country: z.optional(shortText),
      postalCode: z.optional(boundedText(40)),
    }),
  ),
  letter: z.optional(z.object({ targets: createIdsSchema(maxTargets), subject: z.optional(boundedText(2000)), body: z.optional(longText) })),
  postcard: z.optional(
    z.object({
      to: createIdsSchema(maxRecipients),
      design: z.optional(boundedText(63)),
      message: z.optional(longText),
      from: z.optional(shortText),
      publish: z.optional(z.boolean()),
    }),
  ),
  fields: z.optional(z.record(boundedText(63), z.union([boundedText(5000), z.boolean()]))),
  /** The exact statement that was shown, and the answer. */
  consent: z.optional(
    z
      .array(z.object({ id: boundedText(63), statement: boundedText(20_000), given: z.boolean() }))
      .check(z.maxLength(maxConsents)),
  ),
  tracking: z.optional(
    z.object({
      partner: z.optional(slugSchema),
      origin: z.optional(shortText),
      source: z.optional(shortText),
      medium: z.optional(shortText),
      campaign: z.optional(shortText),
      content: z.optional(shortText),
    }),
  ),
  /** Stored but never counted. */
  testing: z.optional(z.boolean()),
  /** Proof of work. */
  proof: z.optional(boundedText(maxProofLength)),
  /** In a sealed campaign, an armored age file with the rest of the submission as JSON; see `sealing.ts`. */
  sealed: z.optional(ageFileSchema),
});

/** Where the supporter can see and erase the submission. Its secret is in the fragment, which no browser sends to a server. */
const manageSchema = z.optional(z.url());

export const receiptSchema = z.object({
  id: uuidSchema,
  receivedAt: z.string().check(z.refine(isIsoDateTime), z.meta({ format: 'date-time' })),
  counts: countsSchema,
  /** The submission had been received before, so nothing was counted again. */
  replayed: z.optional(z.literal(true)),
  /** It is counted once its sender has opened the link in an email and confirmed it. */
  confirm: z.optional(z.literal('email')),
  manage: manageSchema,
});

/** The answer while a moderator has to decide whether the submission is counted. */
export const heldReceiptSchema = z.object({
  id: uuidSchema,
  receivedAt: receiptSchema.shape.receivedAt,
  held: z.literal(true),
  manage: manageSchema,
});

export type Submission = z.infer<typeof submissionSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
export type HeldReceipt = z.infer<typeof heldReceiptSchema>;
export type AnyReceipt = Receipt | HeldReceipt;
