/** What all processes of a database share to slow down a flood. */
import { type Kysely, sql } from 'kysely';
import { chunk } from './chunks.ts';
import type { RateRow, Tables } from './schema.ts';

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface AbuseRepository {
  /** @param value is stored if there is no secret with this name yet @returns the one that is stored */
  getSecret: (name: string, value: string, expiresAt: string | null) => Promise<string>;
  addRates: (rows: readonly RateRow[]) => Promise<void>;
  /** @param since the first minute that counts @returns the sum of each name that has one */
  sumRates: (names: readonly string[], since: string) => Promise<Map<string, number>>;
  /** Deletes the secrets and the proofs that have expired, and the rates of minutes before `minute`. */
  deleteExpired: (now: string, minute: string) => Promise<void>;
}

export function createAbuseRepository(db: Kysely<Tables>): AbuseRepository {
  return {
    async getSecret(name, value, expires_at) {
      const find = () => db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst();
      const stored = await find();
      if (stored) return stored.value;
      // If several processes do this at once, one stores its value.
      await db.insertInto('secrets').values({ name, value, expires_at }).onConflict((row) => row.column('name').doNothing()).execute();
      return (await find())!.value;
    },
    async addRates(rows) {
      // Always in the same order: two processes would otherwise deadlock.
      const sorted = rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      for (const some of chunk(sorted))
        await db
          .insertInto('rates')
          .values(some)
          .onConflict((row) => row.columns(['name', 'minute']).doUpdateSet({ value: sql`rates.value + excluded.value` }))
          .execute();
    },
    async sumRates(names, since) {
      const sums = new Map<string, number>();
      for (const some of chunk(names)) {
        const selected = db.selectFrom('rates').where('name', 'in', some).where('minute', '>=', since).groupBy('name');
        const rows = await selected.select(['name', ({ fn }) => fn.sum('value').as('sum')]).execute();
        for (const { name, sum } of rows) sums.set(name, Number(sum));
      }
      return sums;
    },
    async deleteExpired(now, minute) {
      await db.deleteFrom('rates').where('minute', '<', minute).execute();
      await db.deleteFrom('used_proofs').where('expires_at', '<', now).execute();
      await db.deleteFrom('secrets').where('expires_at', '<', now).execute();
    },
  };
}
