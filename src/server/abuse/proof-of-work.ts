/** Challenges, and the proofs that solve them. Every parameter of a challenge is signed, and each proof is accepted once. */
import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { challengeSchema, maxProofLength, proofSchema, type Challenge, type Proof } from '../../campaign/schema/proof.schema.ts';
import type { UsedProofRow } from '../db/schema.ts';

/**
 * How many hashes a page computes at most, on average half as many. A desktop computes the first number in 0.2 s, and a cheap phone,
 * with 6000 hashes a second, the second in 4 s.
 */
export const [baseCounter, highestCounter] = [20_000, 24_000] as const;

/** Long enough for a slow device on a slow line, in milliseconds. */
const lifetime = 10 * 60_000;

export interface ProofOfWork {
  /** @param maxCounter the largest counter that can solve it */
  createChallenge: (campaign: string, maxCounter: number) => Promise<Challenge>;
  /** @returns what has to be stored so that no other submission uses the proof; undefined if it is missing, invalid, expired or for another campaign */
  verify: (campaign: string, proof: unknown) => Promise<UsedProofRow | undefined>;
}

/**
 * @param getSecret the same for all processes of a database
 * @param now milliseconds since the epoch
 */
export function createProofOfWork(getSecret: () => Promise<string>, now: () => number): ProofOfWork {
  const getKeys = async () => {
    const secret = await getSecret();
    return { deriveKey, hmacSignatureSecret: `${secret}:challenge`, hmacKeySignatureSecret: `${secret}:key` };
  };
  return {
    async createChallenge(campaign, maxCounter) {
      const challenge = await createChallenge({
        ...(await getKeys()),
        algorithm: 'SHA-256',
        cost: 1,
        counter: randomInt(maxCounter),
        data: { campaign, maxCounter },
        expiresAt: Math.floor((now() + lifetime) / 1000),
      });
      return challengeSchema.parse(challenge);
    },
    async verify(campaign, text) {
      const proof = parseProof(text);
      if (proof?.challenge.parameters.data.campaign !== campaign) return undefined;
      const { nonce, expiresAt } = proof.challenge.parameters;
      if (expiresAt * 1000 < now()) return undefined;
      const { verified } = await verifySolution({ ...proof, ...(await getKeys()) });
      return verified ? { nonce, expires_at: new Date(expiresAt * 1000).toISOString() } : undefined;
    },
  };
}

function parseProof(text: unknown): Proof | undefined {
  if (typeof text !== 'string' || text.length > maxProofLength) return undefined;
  try {
    return proofSchema.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
  } catch {
    return undefined;
  }
}
