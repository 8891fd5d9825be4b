/** The accounts of the organiser's desk, how they sign in, and what the desk reads. */
import type { Kysely, Transaction } from 'kysely';
import { createAuditRecorder, type RecordAudit } from './audit-repository.ts';
import type { DeskAccountRow, DeskKeyRow, DeskRole } from './desk-rows.ts';
import type { SubmissionRow, Tables } from './schema.ts';

/** `last-owner`: nobody could invite an owner any more; `taken`: another account has the name; `has-passkeys`: these are bound to the name. */
export type AccountChange = 'done' | 'unknown' | 'last-owner' | 'taken' | 'has-passkeys';

/** What the overview reads of a submission. */
export type OverviewRow = Pick<SubmissionRow, 'id_digest' | 'day' | 'partner' | 'payload'>;

/** Instants are ISO 8601 in UTC with milliseconds. */
export interface DeskRepository {
  /** @returns all, by name */
  getAccounts: () => Promise<DeskAccountRow[]>;
  /** Adds a link for an account, and the account if its name is new. @returns the account as it is stored */
  invite: (account: DeskAccountRow, link: DeskKeyRow) => Promise<DeskAccountRow>;
  /** Uses a link up, with all others of its account, and opens a session. @returns the account, to one caller only, unless the link has expired by `now` */
  signIn: (link: string, session: Omit<DeskKeyRow, 'account'>, now: string) => Promise<DeskAccountRow | undefined>;
  /** @returns the account of a session unless it has expired by `now` */
  findSession: (digest: string, now: string) => Promise<DeskAccountRow | undefined>;
  endSession: (digest: string) => Promise<void>;
  changeRole: (name: string, role: DeskRole) => Promise<AccountChange>;
  /** What the account has done before stays under its old name. Its links and sessions go on. */
  renameAccount: (name: string, newName: string) => Promise<AccountChange>;
  /** Also ends its sessions, and removes its passkeys. */
  removeAccount: (name: string) => Promise<AccountChange>;
  deleteExpired: (now: string) => Promise<void>;
  /** @param after an `id_digest` @returns what is counted of a campaign, in the order of `id_digest` */
  getOverviewPage: (campaign: string, after: string, limit: number) => Promise<OverviewRow[]>;
}

const noCampaign = '';
const toEntries = (...names: string[]) => [{ campaign: noCampaign, ids: names }];

export function createDeskRepository(db: Kysely<Tables>, recordAudit: RecordAudit): DeskRepository {
  const findAccount = (transaction: Transaction<Tables>, name: string) => transaction.selectFrom('desk_accounts').selectAll().where('name', '=', name).executeTakeFirst();

  /** Changes an account, unless the desk would be left without an owner. */
  const changeAccount = (name: string, staysOwner: boolean, change: (transaction: Transaction<Tables>) => Promise<unknown>) =>
    db.transaction().execute(async (transaction): Promise<AccountChange> => {
      // Changes nothing, but locks all owners: two of them must not remove each other.
      const { numUpdatedRows } = await transaction.updateTable('desk_accounts').set({ role: 'owner' }).where('role', '=', 'owner').executeTakeFirstOrThrow();
      const account = await findAccount(transaction, name);
      if (!account) return 'unknown';
      if (account.role === 'owner' && !staysOwner && numUpdatedRows < 2n) return 'last-owner';
      await change(transaction);
      await recordAudit(transaction, toEntries(name));
      return 'done';
    });

  return {
    getAccounts: () => db.selectFrom('desk_accounts').selectAll().orderBy('name').execute(),
    invite: (account, link) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('desk_accounts').values(account).onConflict((row) => row.column('name').doNothing()).execute();
        const stored = (await findAccount(transaction, account.name))!;
        if (stored.role !== account.role) return stored;
        await transaction.insertInto('desk_links').values(link).execute();
        await recordAudit(transaction, toEntries(account.name));
        return stored;
      }),
    signIn: (digest, session, now) =>
      db.transaction().execute(async (transaction) => {
        const link = await transaction.selectFrom('desk_links').selectAll().where('digest', '=', digest).where('expires_at', '>', now).executeTakeFirst();
        if (!link) return undefined;
        // First the account, as its removal does: the other order could end in a deadlock.
        const account = await transaction.updateTable('desk_accounts').set({ signed_in_at: now }).where('name', '=', link.account).returningAll().executeTakeFirst();
        const used = await transaction.deleteFrom('desk_links').where('account', '=', link.account).returning('digest').execute();
        if (!account || !used.some((row) => row.digest === digest)) return undefined;
        await transaction.insertInto('desk_sessions').values({ ...session, account: account.name }).execute();
        await createAuditRecorder({ actor: account.name, command: 'desk sign-in' })(transaction, toEntries(account.name));
        return account;
      }),
    findSession: (digest, now) =>
      db
        .selectFrom('desk_sessions')
        .innerJoin('desk_accounts', 'desk_accounts.name', 'desk_sessions.account')
        .selectAll('desk_accounts')
        .where('digest', '=', digest)
        .where('expires_at', '>', now)
        .executeTakeFirst(),
    endSession: async (digest) => void (await db.deleteFrom('desk_sessions').where('digest', '=', digest).execute()),
    changeRole: (name, role) => changeAccount(name, role === 'owner', (transaction) => transaction.updateTable('desk_accounts').set({ role }).where('name', '=', name).execute()),
    renameAccount: (name, newName) =>
      db.transaction().execute(async (transaction): Promise<AccountChange> => {
        if (await findAccount(transaction, newName)) return 'taken';
        // First the account, which this locks, as its removal does: then it gets no passkey meanwhile.
        const { numUpdatedRows } = await transaction.updateTable('desk_accounts').set({ name }).where('name', '=', name).executeTakeFirstOrThrow();
        if (!numUpdatedRows) return 'unknown';
        if (await transaction.selectFrom('desk_passkeys').select('id').where('account', '=', name).executeTakeFirst()) return 'has-passkeys';
        await transaction.updateTable('desk_accounts').set({ name: newName }).where('name', '=', name).execute();
        for (const table of ['desk_links', 'desk_sessions', 'desk_challenges'] as const) await transaction.updateTable(table).set({ account: newName }).where('account', '=', name).execute();
        await recordAudit(transaction, toEntries(name, newName));
        return 'done';
      }),
    removeAccount: (name) =>
      changeAccount(name, false, async (transaction) => {
        await transaction.deleteFrom('desk_accounts').where('name', '=', name).execute();
        for (const table of ['desk_links', 'desk_sessions', 'desk_passkeys', 'desk_challenges'] as const) await transaction.deleteFrom(table).where('account', '=', name).execute();
      }),
    async deleteExpired(now) {
      for (const table of ['desk_links', 'desk_sessions', 'desk_challenges'] as const) await db.deleteFrom(table).where('expires_at', '<=', now).execute();
    },
    getOverviewPage: (campaign, after, limit) =>
      db
        .selectFrom('submissions')
        .select(['id_digest', 'day', 'partner', 'payload'])
        .where('campaign', '=', campaign)
        .where('id_digest', '>', after)
        .where('testing', '=', 0)
        .where('held', 'is', null)
        .orderBy('id_digest')
        .limit(limit)
        .execute(),
  };
}
