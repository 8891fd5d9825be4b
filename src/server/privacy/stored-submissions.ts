/** What is stored of submissions, for those who may see and erase it: the supporter with a link, and the organiser. */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { HeldReason, PublishedText, Stage, SubmissionRow } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { addStatementHashes, type StoredSubmission } from '../submissions/consent-hashes.ts';
import type { Access } from './manage-links.ts';

export interface StoredRecord {
  campaign: string;
  idDigest: string;
  kind: Submission['kind'];
  /** ISO 8601 in UTC. */
  receivedAt: string;
  /** When the text is deleted, as promised on receipt; null without a promise. */
  expiresAt: string | null;
  /** Ids of the targets, or of the people written to. */
  recipients: string[];
  partner: string | null;
  testing: boolean;
  held: HeldReason | null;
  /** As it was received; null once it has been erased. */
  submission: StoredSubmission | null;
  cards: { person: string; stage: Stage }[];
  /** What the organiser has published of a sealed card. */
  published?: PublishedText;
}

/** Submissions in one query: few enough that a supporter who submits does not wait long. */
const pageSize = 200;

/** @returns oldest first */
export async function getRecords({ personalData }: Pick<Store, 'personalData'>, { campaign, submissions }: Access): Promise<StoredRecord[]> {
  return addCards(personalData, campaign, await personalData.find(campaign, submissions));
}

/** Yields every submission whose text is stored, with little memory. @param campaign by default all */
export async function* readRecords({ personalData }: Pick<Store, 'personalData'>, campaign?: string): AsyncGenerator<StoredRecord> {
  for (let after: SubmissionRow | undefined; ; ) {
    const rows = await personalData.getPage(campaign, after, pageSize);
    for (const row of rows) yield toRecord(row);
    if (rows.length < pageSize) return;
    after = rows.at(-1);
    // SQLite answers at once: let others have their turn.
    await new Promise(setImmediate);
  }
}

async function addCards(personalData: Store['personalData'], campaign: string, rows: readonly SubmissionRow[]): Promise<StoredRecord[]> {
  const digests = rows.map(({ id_digest }) => id_digest);
  const cards = Map.groupBy(await personalData.findCards(campaign, digests), ({ submission }) => submission);
  const publishedTexts = await personalData.findPublishedTexts(digests);
  return rows.map((row) => {
    const published = publishedTexts.get(row.id_digest);
    return { ...toRecord(row), cards: (cards.get(row.id_digest) ?? []).map(({ person, stage }) => ({ person, stage })), ...(published && { published }) };
  });
}

function toRecord(row: SubmissionRow): StoredRecord {
  return {
    campaign: row.campaign,
    idDigest: row.id_digest,
    kind: row.kind as Submission['kind'],
    receivedAt: row.received_at,
    expiresAt: row.expires_at,
    recipients: JSON.parse(row.recipients) as string[],
    partner: row.partner,
    testing: row.testing === 1,
    held: row.held,
    submission: row.payload === null ? null : addStatementHashes(JSON.parse(row.payload) as Submission),
    cards: [],
  };
}

/**
 * Erases the texts; the anonymous rows stay. What has been erased is erased even if the files of the database cannot be purged at
 * once: the retention job does that again every hour.
 * @param reportFailure takes the error of such a purge
 * @returns how many it erased
 */
export async function eraseRecords({ personalData }: Pick<Store, 'personalData'>, { campaign, submissions }: Access, reportFailure: (error: Error) => void): Promise<number> {
  const erased = await personalData.erase(campaign, submissions);
  await personalData.purgeDeleted().catch(reportFailure);
  return erased;
}
