import { hash } from 'node:crypto';
import type { Challenge } from '../../src/campaign/schema/proof.schema.ts';

/** Solves a challenge as fast as a program can. @returns what a submission brings as its `proof` */
export function solve(challenge: Challenge): string {
  const { salt, nonce, keyPrefix, data } = challenge.parameters;
  const input = Buffer.from(`${salt}${nonce}00000000`, 'hex');
  for (let counter = 0; counter <= data.maxCounter; counter++) {
    input.writeUInt32BE(counter, input.length - 4);
    const derivedKey = hash('sha256', input, 'hex');
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  }
  throw new Error('the challenge has no solution');
}
