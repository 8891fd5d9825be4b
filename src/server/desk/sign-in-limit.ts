/** Slows down who tries codes. The tries are counted in the database, for all processes. */
import { toMinute } from '../abuse/rates.ts';
import { createSenderHash } from '../abuse/sender.ts';
import type { Store } from '../db/store.ts';

const minute = 60_000;
/** What one address may do within ten minutes: fail so often, unless something else is counted. */
const failures = { name: 'desk', max: 30 };
const minutes = 10;
/** In seconds. */
export const signInRetryAfter = 60;

export interface SignInLimit {
  isReached: (address: string | undefined) => Promise<boolean>;
  add: (address: string | undefined) => Promise<void>;
}

/** @param now milliseconds since the epoch */
export function createSignInLimit({ abuse }: Pick<Store, 'abuse'>, now: () => number, { name: counted, max }: { name: string; max: number } = failures): SignInLimit {
  const hashSender = createSenderHash(abuse, now);
  const toName = async (address: string | undefined) => `${counted}:${address === undefined ? 'unknown' : await hashSender(address)}`;
  return {
    async isReached(address) {
      const name = await toName(address);
      const sums = await abuse.sumRates([name], toMinute(now() - (minutes - 1) * minute));
      return (sums.get(name) ?? 0) >= max;
    },
    add: async (address) => abuse.addRates([{ name: await toName(address), minute: toMinute(now()), value: 1 }]),
  };
}
