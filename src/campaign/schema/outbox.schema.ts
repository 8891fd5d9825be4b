/**
 * The outbox: a page stores a submission until the server has confirmed it, encrypted with HPKE (RFC 9180) so that only the server can
 * read it. Base mode, HKDF-SHA256 and AES-256-GCM; the associated data is the submission's id in UTF-8, and the plaintext is
 * the submission as JSON in UTF-8.
 */
import * as z from 'zod/mini';
import type { Campaign } from './campaign.schema.ts';
import { maxProofLength } from './proof.schema.ts';
import { maxSubmissionBytes, uuidSchema } from './submission.schema.ts';
import { dateTimeSchema, idSchema } from './values.schema.ts';

/** Without padding. */
const base64UrlSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/));
const publicKeySchema = base64UrlSchema.check(z.maxLength(100));

/** The key encapsulation mechanisms; P-256 is for browsers without X25519. */
const kemSchema = z.enum(['x25519', 'p256']);

export const outboxKeySchema = z.object({
  id: idSchema,
  kem: kemSchema,
  /** As RFC 9180 serializes it. */
  publicKey: publicKeySchema,
  /** Nothing is encrypted with the key after this. */
  expires: dateTimeSchema,
});

/** What the server adds to each document that it serves. */
export const outboxSchema = z.object({ keys: z.array(outboxKeySchema) });

export const envelopeSchema = z.object({
  /** The same as that of the submission inside. */
  id: uuidSchema,
  kind: z.enum(['letter', 'postcard']),
  envelope: z.object({
    /** The id of the key. */
    key: idSchema,
    /** The encapsulated key. */
    enc: publicKeySchema,
    ciphertext: base64UrlSchema,
  }),
  /** Proof of work. */
  proof: z.optional(z.string().check(z.maxLength(maxProofLength))),
});

/** The largest body with an envelope, in bytes: base64url makes a submission longer by a third. */
export const maxEnvelopeBytes = Math.ceil((maxSubmissionBytes * 4) / 3) + 1024;

/** A document as the server serves it. */
export type ServedCampaign = Campaign & { outbox?: z.infer<typeof outboxSchema> };
export type Kem = z.infer<typeof kemSchema>;
export type OutboxKey = z.infer<typeof outboxKeySchema>;
export type Envelope = z.infer<typeof envelopeSchema>;
