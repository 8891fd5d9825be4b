/** Storage of submissions and their cards: one set of queries for SQLite and PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { type Dialect, Kysely } from 'kysely';
import { createAccessLinksRepository, type AccessLinksRepository } from './access-links-repository.ts';
import { createAbuseRepository, type AbuseRepository } from './abuse-repository.ts';
import { createAuditRecorder, createAuditRepository, type AuditContext, type AuditRepository, type RecordAudit } from './audit-repository.ts';
import { lockCampaigns } from './campaign-lock.ts';
import { createCampaignImagesRepository, type CampaignImagesRepository } from './campaign-images-repository.ts';
import { createCampaignsRepository, type CampaignsRepository } from './campaigns-repository.ts';
import { createConfirmationsRepository, type ConfirmationsRepository } from './confirmations-repository.ts';
import { createCardsRepository, type CardsRepository } from './cards-repository.ts';
import { selectCounters, selectTopPartners, type Counters } from './counters-repository.ts';
import { countPayloads, deletePayloads, isExpired, isReceivedBefore } from './delete-expired.ts';
import { createExportsRepository, type ExportsRepository } from './exports-repository.ts';
import { createDeskRepository, type DeskRepository } from './desk-repository.ts';
import { createHeldRepository, type HeldRepository } from './held-repository.ts';
import { insertSubmissions, type InsertResult, type NewSubmission, type ReceiptRow } from './insert-submissions.ts';
import { selectLastReceipts } from './last-receipts.ts';
import { createLetterEmailsRepository, type LetterEmailsRepository } from './letter-emails-repository.ts';
import { selectMessagePage, type MessagePage } from './messages-repository.ts';
import { migrate } from './migrate.ts';
import { createOutboxKeysRepository, type OutboxKeysRepository } from './outbox-keys-repository.ts';
import { createPasskeysRepository, type PasskeysRepository } from './passkeys-repository.ts';
import { createPersonalDataRepository, type PersonalDataRepository } from './personal-data-repository.ts';
import { createPrintBatchesRepository, type PrintBatchesRepository } from './print-batches-repository.ts';
import type { CounterRow, Tables } from './schema.ts';
import { createSealedRepository, type SealedRepository } from './sealed-repository.ts';
import { createWebhookDeliveriesRepository, type WebhookDeliveriesRepository } from './webhook-deliveries-repository.ts';
import { createWebhooksRepository, type WebhooksRepository } from './webhooks-repository.ts';
import { createWithdrawalsRepository, type WithdrawalsRepository } from './withdrawals-repository.ts';
import { createBatcher } from './write-batcher.ts';

export type { Counters, NewSubmission, ReceiptRow };

export interface Store {
  /**
   * Resolves once the submission is durable. Submissions that arrive together share one commit.
   * @throws QueueFullError if too many are waiting; otherwise the error of the database, and then it may be submitted again
   */
  insertSubmission: (submission: NewSubmission) => Promise<InsertResult>;
  findSubmission: (campaign: string, idDigest: string) => Promise<ReceiptRow | undefined>;
  /** @returns those of the keys that have a value */
  getCounters: (campaign: string, keys: readonly string[]) => Promise<Counters>;
  /** @returns the counters of the partners with the most submissions */
  getTopPartners: (campaign: string, limit: number) => Promise<Counters>;
  campaigns: CampaignsRepository;
  campaignImages: CampaignImagesRepository;
  cards: CardsRepository;
  printBatches: PrintBatchesRepository;
  held: HeldRepository;
  outboxKeys: OutboxKeysRepository;
  sealed: SealedRepository;
  abuse: AbuseRepository;
  withdrawals: WithdrawalsRepository;
  audit: AuditRepository;
  exports: ExportsRepository;
  personalData: PersonalDataRepository;
  accessLinks: AccessLinksRepository;
  desk: DeskRepository;
  passkeys: PasskeysRepository;
  /** @returns a view of the store that audits its changes as made by this actor, such as an account of the desk */
  withAudit: (context: AuditContext) => AuditedStore;
  letterEmails: LetterEmailsRepository;
  confirmations: ConfirmationsRepository;
  webhooks: WebhooksRepository;
  webhookDeliveries: WebhookDeliveriesRepository;
  /**
   * Approved messages, newest first.
   * @param after the id of a message, to continue after it
   * @returns undefined if there never was a message `after`
   */
  getMessages: (campaign: string, after: string | undefined, limit: number) => Promise<MessagePage | undefined>;
  /**
   * Deletes the personal data whose promised day of deletion has come, whether or not the campaign still has a document.
   * @param now ISO 8601 in UTC
   * @returns how many submissions it deleted from
   */
  deleteExpired: (now: string) => Promise<number>;
  /**
   * Deletes the personal data that a campaign received before an instant.
   * @param instant ISO 8601 in UTC
   * @returns how many submissions it deleted from
   */
  deleteReceivedBefore: (campaign: string, instant: string) => Promise<number>;
  /** @returns from how many submissions `deleteReceivedBefore` would delete */
  countReceivedBefore: (campaign: string, instant: string) => Promise<number>;
  /**
   * @returns when the newest stored text of each campaign was received, ISO 8601 in UTC: of every campaign of which texts are stored, in
   * order, whether or not it still has a document
   */
  getLastReceipts: () => Promise<ReadonlyMap<string, string>>;
  /** @returns how many texts of a campaign are stored */
  countStored: (campaign: string) => Promise<number>;
  /**
   * @param now ISO 8601 in UTC @param receivedBefore of the same format; undefined if the document has no period
   * @returns from how many submissions of a campaign `deleteExpired` and `deleteReceivedBefore` would delete
   */
  countExpired: (campaign: string, now: string, receivedBefore: string | undefined) => Promise<number>;
  /** Commits a row of its own. @throws if the database does not answer, or cannot be written */
  testWrite: () => Promise<void>;
  /** Waits until everything in the queue has been written. */
  close: () => Promise<void>;
}

/** What an organiser changes. */
export type AuditedStore = Pick<Store, 'audit' | 'campaigns' | 'campaignImages' | 'cards' | 'desk' | 'held' | 'passkeys' | 'printBatches' | 'sealed' | 'webhooks'>;

/** The campaign id of the row that tests writing. No real campaign has it. */
const noCampaign = '';
/** More than a letter with its indexes and counters takes. */
const testWriteBytes = 32 * 1024;

export interface StoreDialect extends Dialect {
  /**
   * Removes from the files what was deleted or replaced, as far as the database can: a WAL checkpoint in SQLite, `VACUUM` in PostgreSQL.
   * @throws the error of the database
   */
  purgeDeleted: () => Promise<void>;
}

/** @param auditContext who makes the changes, if it is an organiser @throws if the database cannot be opened, or is newer than this code */
export async function openStore(dialect: StoreDialect, auditContext?: AuditContext): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db);
  } catch (error) {
    // An open connection would keep the process alive.
    await db.destroy();
    throw error;
  }
  const recordAudit = createAuditRecorder(auditContext);
  const createAudited = (record: RecordAudit): AuditedStore => ({
    audit: createAuditRepository(db, record),
    campaigns: createCampaignsRepository(db, record),
    campaignImages: createCampaignImagesRepository(db, record),
    cards: createCardsRepository(db, record),
    desk: createDeskRepository(db, record),
    held: createHeldRepository(db, record),
    passkeys: createPasskeysRepository(db, record),
    printBatches: createPrintBatchesRepository(db, record),
    sealed: createSealedRepository(db, record),
    webhooks: createWebhooksRepository(db, record),
  });
  const testWrite = () =>
    db.transaction().execute(async (transaction) => {
      await lockCampaigns(transaction, [noCampaign]);
      // On a full disk a small row still fits where a submission does not. Random, so that no database compresses it.
      const value = randomBytes((testWriteBytes / 4) * 3).toString('base64');
      const rows = transaction.insertInto('write_tests').values({ id: 1, value });
      await rows.onConflict((row) => row.column('id').doUpdateSet({ value })).execute();
    });
  const batcher = createBatcher((submissions: readonly NewSubmission[]) => insertSubmissions(db, submissions), testWrite);
  const selectStored = db.selectFrom('submissions').select(['content_digest', 'received_at', 'counts', 'held']);

  return {
    insertSubmission: batcher.append,
    findSubmission: (campaign, idDigest) =>
      selectStored.where('campaign', '=', campaign).where('id_digest', '=', idDigest).executeTakeFirst(),
    getCounters: async (campaign, keys) => toCounters(await selectCounters(db, [campaign], keys)),
    getTopPartners: async (campaign, limit) => toCounters(await selectTopPartners(db, campaign, limit)),
    ...createAudited(recordAudit),
    withAudit: (context) => createAudited(createAuditRecorder(context)),
    outboxKeys: createOutboxKeysRepository(db),
    abuse: createAbuseRepository(db),
    withdrawals: createWithdrawalsRepository(db, recordAudit),
    exports: createExportsRepository(db),
    personalData: createPersonalDataRepository(db, recordAudit, () => dialect.purgeDeleted()),
    accessLinks: createAccessLinksRepository(db),
    letterEmails: createLetterEmailsRepository(db, recordAudit),
    confirmations: createConfirmationsRepository(db),
    webhookDeliveries: createWebhookDeliveriesRepository(db),
    getMessages: (campaign, after, limit) => selectMessagePage(db, campaign, after, limit),
    async deleteExpired(now) {
      const deleted = await deletePayloads(db, isExpired(now));
      // Always: the process may have ended, or the files have been in use, after an earlier deletion.
      await dialect.purgeDeleted();
      return deleted;
    },
    async deleteReceivedBefore(campaign, instant) {
      const deleted = await deletePayloads(db, isReceivedBefore(campaign, instant));
      if (deleted) await dialect.purgeDeleted();
      return deleted;
    },
    countReceivedBefore: (campaign, instant) => countPayloads(db, isReceivedBefore(campaign, instant)),
    getLastReceipts: () => selectLastReceipts(db),
    countStored: (campaign) => countPayloads(db, (row) => row('campaign', '=', campaign)),
    countExpired: (campaign, now, receivedBefore) =>
      countPayloads(db, (row) =>
        row.or([
          row.and([row('campaign', '=', campaign), isExpired(now)(row)]),
          ...(receivedBefore === undefined ? [] : [isReceivedBefore(campaign, receivedBefore)(row)]),
        ]),
      ),
    testWrite,
    async close() {
      await batcher.whenIdle();
      await db.destroy();
    },
  };
}

const toCounters = (rows: readonly CounterRow[]): Counters => new Map(rows.map(({ key, value }) => [key, value]));
