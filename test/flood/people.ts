/** The people who take part during a flood. */
import { setTimeout as delay } from 'node:timers/promises';
import { solve } from '../support/proof-of-work.ts';
import { createClient, createFloodLetter } from './client.ts';

/** Hashes a second of a cheap phone. */
const phoneRate = 6000;

export interface Participation {
  letter: { id: string };
  address: string;
  isPhone: boolean;
  isHeld: boolean;
  /** From the press of the button to the receipt, in milliseconds. */
  delay: number;
  hasProof: boolean;
}

/** Takes part as the page does: with a proof where one is needed, and again later where the server says so. @param isPhone whether its proofs take as long as on a cheap phone */
export async function takePart(campaignUrl: string, address: string, partner: string, isPhone: boolean): Promise<Participation> {
  const client = createClient(campaignUrl, address);
  const letter = createFloodLetter(partner);
  const start = performance.now();
  let proof: string | undefined;
  for (;;) {
    const { status, retryAfter, text } = await client.submit({ ...letter, ...(proof !== undefined && { proof }) });
    if ([200, 201, 202].includes(status)) return { letter, address, isPhone, isHeld: status === 202, delay: performance.now() - start, hasProof: proof !== undefined };
    if (status === 428) proof = await createProof();
    else if (status === 429 || status === 503) await delay(Math.max(1, retryAfter) * 1000);
    else throw new Error(`${status}: ${text}`);
  }

  async function createProof(): Promise<string> {
    const challenge = await client.fetchChallenge();
    const text = solve(challenge);
    const { counter } = (JSON.parse(atob(text)) as { solution: { counter: number } }).solution;
    if (isPhone) await delay((counter / phoneRate) * 1000);
    return text;
  }
}

/** Forty addresses of 200 people: two exits of Tor, the network of a mobile carrier, and 37 households and offices. */
export function getAddress(person: number, floodAddress: string): string {
  // A few came through the same exit as the flood.
  if (person % 20 === 0) return floodAddress;
  if (person % 4 === 1) return '198.51.100.1';
  if (person % 4 === 2) return '198.51.100.2';
  return `192.0.2.${1 + (person % 37)}`;
}
