/** The keys that pages encrypt stored submissions with: made every day, and deleted once nothing that waited can arrive any more. */
import { maxOutboxAge } from '../../campaign/outbox-age.ts';
import type { Envelope, Kem, OutboxKey } from '../../campaign/schema/outbox.schema.ts';
import type { OutboxKeyRow } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { createClockCheck } from '../retention/precautions.ts';
import { decrypt, generateKeyPair } from './hpke.ts';
import { msPerDay } from '../../utils/durations.ts';

const kems: readonly Kem[] = ['x25519', 'p256'];
/** How long pages may encrypt with a key: a page may stay open for a while, and a cache may keep the document. */
const lifetime = 3 * msPerDay;
/** After the last moment at which something encrypted with a key may arrive. */
const graceTime = msPerDay;

export interface OutboxKeys {
  /** The keys that pages use now, one for each mechanism. The array is the same until they change. */
  getCurrent: () => readonly OutboxKey[];
  /** @returns the plaintext; `unknown` if the key never existed or has been deleted, `invalid` if the envelope cannot be decrypted with it */
  open: (envelope: Envelope) => Promise<Uint8Array<ArrayBuffer> | 'unknown' | 'invalid'>;
  /** Reads the keys of the database, makes today's if they are missing, and deletes the old ones. */
  refresh: () => Promise<void>;
}

/**
 * @param now milliseconds since the epoch
 * @param uptime milliseconds of a clock that nobody sets
 */
export function createOutboxKeys(store: Store, now: () => number, uptime: () => number = () => performance.now()): OutboxKeys {
  const clock = createClockCheck();
  let current: readonly OutboxKey[] = [];

  async function createToday(time: number): Promise<void> {
    const date = new Date(time).toISOString().slice(0, 10);
    const keys = await Promise.all(
      kems.map(async (kem): Promise<OutboxKeyRow> => {
        const { publicKey, privateKey } = await generateKeyPair(kem);
        const expires_at = new Date(Date.parse(date) + lifetime).toISOString();
        return { id: `${kem}-${date}`, kem, public_key: publicKey, private_key: privateKey, expires_at };
      }),
    );
    await store.outboxKeys.add(keys);
  }

  return {
    getCurrent: () => current,
    async open({ id, envelope }) {
      const key = await store.outboxKeys.find(envelope.key);
      if (!key) return 'unknown';
      return decrypt(key.kem, key.private_key, { ...envelope, associatedData: id }).catch(() => 'invalid' as const);
    },
    async refresh() {
      const time = now();
      const rows = await store.outboxKeys.getAll();
      const lastExpiry = rows.length ? Date.parse(rows.at(-1)!.expires_at) : undefined;
      // With the private keys, whatever still waits on devices would be lost: a wrong clock must not delete them.
      const { isPlausible } = clock.check(time, uptime(), lastExpiry && lastExpiry - lifetime);
      if (isPlausible) await store.outboxKeys.deleteExpiredBefore(new Date(time - maxOutboxAge - graceTime).toISOString());
      let newest = findNewest(rows, time);
      const isFresh = ({ expires_at }: OutboxKeyRow) => Date.parse(expires_at) > time + lifetime - msPerDay;
      if (newest.length < kems.length || !newest.every(isFresh)) {
        await createToday(time);
        newest = findNewest(await store.outboxKeys.getAll(), time);
      }
      if (newest.map(({ id }) => id).join() !== current.map(({ id }) => id).join())
        current = newest.map(({ id, kem, public_key, expires_at }) => ({ id, kem, publicKey: public_key, expires: expires_at }));
    },
  };
}

/** @returns the newest key for each mechanism; a key from the future was made while the clock was wrong */
function findNewest(rows: readonly OutboxKeyRow[], time: number): OutboxKeyRow[] {
  const isValid = ({ expires_at }: OutboxKeyRow) => Date.parse(expires_at) > time && Date.parse(expires_at) <= time + lifetime;
  return kems.flatMap((kem) => rows.findLast((row) => row.kem === kem && isValid(row)) ?? []);
}
