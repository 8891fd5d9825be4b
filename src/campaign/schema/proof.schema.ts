/**
 * Proof of work, by version 2 of altcha's protocol with plain SHA-256: a page looks for the counter whose hash, over salt, nonce and the
 * counter as a big-endian 32-bit integer, begins with `keyPrefix`. The submission's `proof` is the challenge with its solution, as JSON in base64.
 */
import * as z from 'zod/mini';
import { slugSchema } from './values.schema.ts';

/** The longest proof, in characters. */
export const maxProofLength = 5000;

const createHexSchema = (bytes: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`)));

/** The server signs all of them, and accepts no others. */
const parametersSchema = z.strictObject({
  algorithm: z.literal('SHA-256'),
  /** Hashes for each counter. */
  cost: z.literal(1),
  data: z.strictObject({
    /** The id of the campaign that the proof is for. */
    campaign: slugSchema,
    /** The solution is at most this. */
    maxCounter: z.int().check(z.minimum(1), z.maximum(0xffff_ffff)),
  }),
  /** Seconds since the epoch. */
  expiresAt: z.int(),
  keyLength: z.literal(32),
  /** What the hash begins with. */
  keyPrefix: createHexSchema(16),
  /** Lets the server check the hash without knowing the counter. */
  keySignature: createHexSchema(32),
  nonce: createHexSchema(16),
  salt: createHexSchema(16),
});

export const challengeSchema = z.strictObject({ parameters: parametersSchema, signature: createHexSchema(32) });

export const proofSchema = z.object({
  challenge: challengeSchema,
  solution: z.object({
    counter: z.int().check(z.minimum(0), z.maximum(0xffff_ffff)),
    /** The hash. */
    derivedKey: createHexSchema(32),
  }),
});

export type Challenge = z.infer<typeof challengeSchema>;
export type Proof = z.infer<typeof proofSchema>;
