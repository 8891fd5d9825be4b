/** Slows down attempts to guess codes. They are counted in the database, for all processes. */
import { getRecentRate, toMinute } from '../abuse/rates.ts';
import { createSenderHash } from '../abuse/sender.ts';
import type { Store } from '../db/store.ts';

/** How many tries of one address may fail within ten minutes. */
const failures = { name: 'desk', max: 30 };
const minutes = 10;
/** In seconds. */
export const signInRetryAfter = 60;

export interface SignInLimit {
  isReached: (address: string | undefined) => Promise<boolean>;
  add: (address: string | undefined) => Promise<void>;
}

/** @param now milliseconds since the epoch @param counted what is counted, and how much of it one address may do; by default, failed tries */
export function createSignInLimit({ abuse }: Pick<Store, 'abuse'>, now: () => number, { name: counted, max }: { name: string; max: number } = failures): SignInLimit {
  const hashSender = createSenderHash(abuse, now);
  const toName = async (address: string | undefined) => `${counted}:${address === undefined ? 'unknown' : await hashSender(address)}`;
  return {
    async isReached(address) {
      return (await getRecentRate(abuse, await toName(address), now(), minutes)) >= max;
    },
    add: async (address) => abuse.addRates([{ name: await toName(address), minute: toMinute(now()), value: 1 }]),
  };
}
