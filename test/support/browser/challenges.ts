/** Challenges as a server makes them, but without a valid signature. */
import type { Challenge, Proof } from '../../../src/campaign/schema/proof.schema.ts';

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param counter the one that solves it */
export async function createChallenge(counter: number): Promise<Challenge> {
  const [salt, nonce] = [new Uint8Array(16), new Uint8Array(16)].map((bytes) => crypto.getRandomValues(bytes)) as [Uint8Array, Uint8Array];
  const input = new Uint8Array(36);
  input.set(salt);
  input.set(nonce, 16);
  new DataView(input.buffer).setUint32(32, counter);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', input));
  return {
    parameters: {
      algorithm: 'SHA-256',
      cost: 1,
      data: { campaign: 'any', maxCounter: counter },
      expiresAt: 4_000_000_000,
      keyLength: 32,
      keyPrefix: toHex(hash.subarray(0, 16)),
      keySignature: '0'.repeat(64),
      nonce: toHex(nonce),
      salt: toHex(salt),
    },
    signature: '0'.repeat(64),
  };
}

export const parseProof = (text: string) => JSON.parse(atob(text)) as Proof;
