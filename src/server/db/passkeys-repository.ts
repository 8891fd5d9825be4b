/** The passkeys of the accounts of the desk, and the challenges that they answer. */
import type { Kysely, Transaction } from 'kysely';
import { createAuditRecorder, type RecordAudit } from './audit-repository.ts';
import type { DeskAccountRow, DeskKeyRow, PasskeyRow } from './desk-rows.ts';
import type { Tables } from './schema.ts';

/** `taken`: there is a passkey with this id; `unknown`: there is no such account; `too-many`: the account has as many as it may have. */
export type PasskeyAddition = 'done' | 'taken' | 'unknown' | 'too-many';

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface PasskeysRepository {
  /** Also deletes those that have expired by `now`. @param challenge its account is empty for one that signs in */
  addChallenge: (challenge: DeskKeyRow, now: string) => Promise<void>;
  /** Deletes a challenge. @returns whether there was one for this account, to one caller only, unless it has expired by `now` */
  takeChallenge: (digest: string, account: string, now: string) => Promise<boolean>;
  /** @returns those of an account, in the order in which they were added */
  getAll: (account: string) => Promise<PasskeyRow[]>;
  /** @returns how many each account has, if it has any */
  countByAccount: () => Promise<Map<string, number>>;
  find: (id: string) => Promise<{ passkey: PasskeyRow; account: DeskAccountRow } | undefined>;
  add: (passkey: PasskeyRow, maxCount: number) => Promise<PasskeyAddition>;
  /** @returns whether the account had this passkey */
  remove: (account: string, id: string) => Promise<boolean>;
  /** Stores the counter of a passkey and opens a session. @returns whether it did: not if the passkey was removed, or has been used with this counter meanwhile */
  signIn: (use: { id: string; account: string; counter: number }, session: Omit<DeskKeyRow, 'account'>, now: string) => Promise<boolean>;
}

const toEntries = (account: string) => [{ campaign: '', ids: [account] }];

export function createPasskeysRepository(db: Kysely<Tables>, recordAudit: RecordAudit): PasskeysRepository {
  /** First the account, as its removal does: the other order could end in a deadlock. @returns whether it exists */
  const lockAccount = async (transaction: Transaction<Tables>, name: string) =>
    (await transaction.updateTable('desk_accounts').set({ name }).where('name', '=', name).executeTakeFirstOrThrow()).numUpdatedRows > 0n;
  const toPasskey = (row: PasskeyRow): PasskeyRow => ({ ...row, counter: Number(row.counter) });

  return {
    async addChallenge(challenge, now) {
      await db.deleteFrom('desk_challenges').where('expires_at', '<=', now).execute();
      await db.insertInto('desk_challenges').values(challenge).execute();
    },
    async takeChallenge(digest, account, now) {
      const taken = await db.deleteFrom('desk_challenges').where('digest', '=', digest).where('account', '=', account).returning('expires_at').executeTakeFirst();
      return taken !== undefined && taken.expires_at > now;
    },
    getAll: async (account) => (await db.selectFrom('desk_passkeys').selectAll().where('account', '=', account).orderBy('created_at').orderBy('id').execute()).map(toPasskey),
    async countByAccount() {
      const rows = await db.selectFrom('desk_passkeys').groupBy('account').select(['account', ({ fn }) => fn.countAll().as('count')]).execute();
      return new Map(rows.map(({ account, count }) => [account, Number(count)]));
    },
    async find(id) {
      const passkey = await db.selectFrom('desk_passkeys').selectAll().where('id', '=', id).executeTakeFirst();
      const account = passkey && (await db.selectFrom('desk_accounts').selectAll().where('name', '=', passkey.account).executeTakeFirst());
      return account && { passkey: toPasskey(passkey), account };
    },
    add: (passkey, maxCount) =>
      db.transaction().execute(async (transaction): Promise<PasskeyAddition> => {
        if (!(await lockAccount(transaction, passkey.account))) return 'unknown';
        const { count } = await transaction.selectFrom('desk_passkeys').where('account', '=', passkey.account).select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow();
        if (Number(count) >= maxCount) return 'too-many';
        const added = await transaction.insertInto('desk_passkeys').values(passkey).onConflict((row) => row.column('id').doNothing()).returning('id').executeTakeFirst();
        if (!added) return 'taken';
        await recordAudit(transaction, toEntries(passkey.account));
        return 'done';
      }),
    remove: (account, id) =>
      db.transaction().execute(async (transaction) => {
        const removed = await transaction.deleteFrom('desk_passkeys').where('account', '=', account).where('id', '=', id).returning('id').executeTakeFirst();
        if (removed) await recordAudit(transaction, toEntries(account));
        return removed !== undefined;
      }),
    signIn: ({ id, account, counter }, session, now) =>
      db.transaction().execute(async (transaction) => {
        if (!(await lockAccount(transaction, account))) return false;
        // Passkeys that are synchronized between devices do not count: theirs is always 0.
        const used = await transaction
          .updateTable('desk_passkeys')
          .set({ counter, last_used_at: now })
          .where('id', '=', id)
          .where('account', '=', account)
          .where((row) => row.or([row('counter', '<', counter), ...(counter === 0 ? [row('counter', '=', 0)] : [])]))
          .returning('id')
          .executeTakeFirst();
        if (!used) return false;
        await transaction.updateTable('desk_accounts').set({ signed_in_at: now }).where('name', '=', account).execute();
        await transaction.insertInto('desk_sessions').values({ ...session, account }).execute();
        await createAuditRecorder({ actor: account, command: 'desk sign-in passkey' })(transaction, toEntries(account));
        return true;
      }),
  };
}
