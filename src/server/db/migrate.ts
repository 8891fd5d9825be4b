/** Brings the tables up to date. Migrations are numbered, never edited once released, and the same for both databases. */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createSubmissions } from './migrations/0001-submissions.ts';
import { addExpiryDate } from './migrations/0002-forget-on.ts';
import { addCards } from './migrations/0003-cards.ts';
import { useStandardNames } from './migrations/0004-standard-names.ts';
import { addOutboxKeys } from './migrations/0005-outbox-keys.ts';
import { addHeldSubmissions } from './migrations/0006-held-submissions.ts';
import { addAbuseProtection } from './migrations/0007-abuse-protection.ts';
import { addAccessLinks } from './migrations/0008-access-links.ts';
import { addAuditLog } from './migrations/0010-audit-log.ts';
import { addDesk } from './migrations/0011-desk.ts';
import { addLetterEmails } from './migrations/0012-letter-emails.ts';
import { addCampaigns } from './migrations/0013-campaigns.ts';
import { addWebhooks } from './migrations/0014-webhooks.ts';
import { addConfirmations } from './migrations/0015-confirmations.ts';
import { addDeclineReasons } from './migrations/0016-decline-reasons.ts';
import { addPrintBatches } from './migrations/0017-print-batches.ts';
import { addPasskeys } from './migrations/0018-passkeys.ts';
import { addWriteTests } from './migrations/0019-write-tests.ts';
import { addPublishedTexts } from './migrations/0020-published-texts.ts';
import type { Tables } from './schema.ts';

/**
 * The names are stored in each database: a change would run a migration again. There is no 0009, and it must stay unused: a database
 * that has run later migrations refuses an earlier one.
 */
const migrations: Record<string, Migration> = {
  '0001-submissions': createSubmissions,
  '0002-forget-on': addExpiryDate,
  '0003-cards': addCards,
  '0004-standard-names': useStandardNames,
  '0005-outbox-keys': addOutboxKeys,
  '0006-held-submissions': addHeldSubmissions,
  '0007-abuse-protection': addAbuseProtection,
  '0008-access-links': addAccessLinks,
  '0010-audit-log': addAuditLog,
  '0011-desk': addDesk,
  '0012-letter-emails': addLetterEmails,
  '0013-campaigns': addCampaigns,
  '0014-webhooks': addWebhooks,
  '0015-confirmations': addConfirmations,
  '0016-decline-reasons': addDeclineReasons,
  '0017-print-batches': addPrintBatches,
  '0018-passkeys': addPasskeys,
  '0019-write-tests': addWriteTests,
  '0020-published-texts': addPublishedTexts,
};

const historyTable = 'kysely_migration';

/**
 * Processes that start together wait for each other.
 * @throws if the database is newer than this code, or if a migration fails; a failed migration changes nothing
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await refuseNewerDatabase(db);
  await db.transaction().execute(async (transaction) => {
    // The migrator takes the lock as well, but only after it has created its own tables.
    await transaction.getExecutor().adapter.acquireMigrationLock(transaction, { lockTable: '', lockRowId: '' });
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db: transaction, provider, migrationTableName: historyTable }).migrateToLatest();
    if (error) throw error as Error;
  });
}

/** Without this check, an older release would report a “corrupted” history, or write rows that the newer one cannot read. */
async function refuseNewerDatabase(db: Kysely<Tables>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === historyTable)) return;
  const history = (db as unknown as Kysely<{ [historyTable]: { name: string } }>).selectFrom(historyTable).select('name');
  const unknown = (await history.orderBy('name').execute()).find(({ name }) => !(name in migrations));
  if (unknown)
    throw new Error(
      `the database was upgraded by a newer release (migration ${unknown.name}), and this release cannot use it; ` +
        'install the newer release again, or restore a backup from before the upgrade',
    );
}
