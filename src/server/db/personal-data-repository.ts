/** What is stored about people, read and erased for them. */
import type { Kysely, Transaction } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import { chunk } from './chunks.ts';
import { deletePayloads } from './delete-expired.ts';
import type { CardRow, PublishedText, SubmissionRow, Tables } from './schema.ts';

/** Names one submission. */
export type SubmissionKey = Pick<SubmissionRow, 'campaign' | 'id_digest'>;

/** A card, as far as its sender may know. */
export type SubmittedCard = Pick<CardRow, 'submission' | 'person' | 'stage'>;

export interface PersonalDataRepository {
  /** @param digests any number of them @returns those that exist, oldest first */
  find: (campaign: string, digests: readonly string[]) => Promise<SubmissionRow[]>;
  /** @param digests any number of them */
  findCards: (campaign: string, digests: readonly string[]) => Promise<SubmittedCard[]>;
  /** @param digests any number of them @returns what is published of those that are sealed, by digest */
  findPublishedTexts: (digests: readonly string[]) => Promise<Map<string, PublishedText>>;
  /**
   * Submissions whose text is stored, in the order of their keys.
   * @param campaign by default all of them
   * @param after the key of the last one of the page before
   */
  getPage: (campaign: string | undefined, after: SubmissionKey | undefined, limit: number) => Promise<SubmissionRow[]>;
  /** Deletes the payloads of submissions; the anonymous rows stay. @returns how many it deleted */
  erase: (campaign: string, digests: readonly string[]) => Promise<number>;
  /** Removes what was erased from the files of the database as well: see `StoreDialect`. */
  purgeDeleted: () => Promise<void>;
}

export function createPersonalDataRepository(db: Kysely<Tables>, recordAudit: RecordAudit, purgeDeleted: () => Promise<void>): PersonalDataRepository {
  return {
    async find(campaign, digests) {
      const rows: SubmissionRow[] = [];
      for (const some of chunk(digests))
        rows.push(...(await db.selectFrom('submissions').selectAll().where('campaign', '=', campaign).where('id_digest', 'in', some).execute()));
      return rows.sort((a, b) => (a.received_at < b.received_at ? -1 : 1));
    },
    async findCards(campaign, digests) {
      const cards: SubmittedCard[] = [];
      for (const some of chunk(digests)) {
        const selected = db.selectFrom('cards').where('campaign', '=', campaign).where('submission', 'in', some);
        cards.push(...(await selected.select(['submission', 'person', 'stage']).orderBy('person').execute()));
      }
      return cards;
    },
    async findPublishedTexts(digests) {
      const texts = new Map<string, PublishedText>();
      for (const some of chunk(digests)) {
        const rows = await db.selectFrom('messages').select(['submission', 'published_text']).where('submission', 'in', some).where('published_text', 'is not', null).execute();
        for (const { submission, published_text } of rows) texts.set(submission!, JSON.parse(published_text!) as PublishedText);
      }
      return texts;
    },
    getPage(campaign, after, limit) {
      let query = db.selectFrom('submissions').selectAll().where('payload', 'is not', null);
      if (campaign !== undefined) query = query.where('campaign', '=', campaign);
      // As a tuple, so that the index finds the first row of the page.
      if (after) query = query.where((row) => row(row.refTuple('campaign', 'id_digest'), '>', row.tuple(after.campaign, after.id_digest)));
      return query.orderBy('campaign').orderBy('id_digest').limit(limit).execute();
    },
    async erase(campaign, digests) {
      let erased = 0;
      // Without ids: supporters know those of their submissions.
      const onDeleted = (transaction: Transaction<Tables>, affected: number) => recordAudit(transaction, [{ campaign, ids: [], affected }]);
      for (const some of chunk(digests)) erased += await deletePayloads(db, (row) => row.and([row('campaign', '=', campaign), row('id_digest', 'in', some)]), onDeleted);
      return erased;
    },
    purgeDeleted,
  };
}
