/** The name under which the submissions of one address are counted: a hash that nobody can repeat after its day. */
import { createHmac } from 'node:crypto';
import type { AbuseRepository } from '../db/abuse-repository.ts';
import { createRandomSecret } from '../db/shared-secret.ts';
import { msPerDay } from '../../utils/durations.ts';

/**
 * Hashes addresses with a salt that is random for each day, the same in all processes, and deleted after the day.
 * @param now milliseconds since the epoch
 */
export function createSenderHash({ getSecret }: Pick<AbuseRepository, 'getSecret'>, now: () => number): (address: string) => Promise<string> {
  let current: { day: string; salt: Promise<string> } | undefined;
  function getSalt(): Promise<string> {
    const day = new Date(now()).toISOString().slice(0, 10);
    if (current?.day !== day) {
      const endOfDay = new Date(Date.parse(day) + msPerDay - 1).toISOString();
      const salt = getSecret(`sender:${day}`, createRandomSecret(), endOfDay);
      current = { day, salt };
      salt.catch(() => (current = undefined));
    }
    return current.salt;
  }
  return async (address) => createHmac('sha256', await getSalt()).update(toNetwork(address)).digest('base64url').slice(0, 22);
}

/** An IPv4 address, or the first 64 bits of an IPv6 address: a household has all addresses that begin with them. */
export function toNetwork(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  // `64:ff9b::192.0.2.1` ends with two groups.
  const toGroups = (text: string) =>
    text ? text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : Number.parseInt(group, 16).toString(16))) : [];
  const [first, last] = [toGroups(head), toGroups(tail ?? '')];
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
