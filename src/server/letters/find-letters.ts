/** Letters, newest first: a page of those that a filter selects. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ExportedSubmission } from '../db/exports-repository.ts';
import type { Store } from '../db/store.ts';
import type { Exported } from '../exports/write-rows.ts';
import { createLetterMatcher, type LetterFilter } from './letter-filter.ts';

/** Rows in one query: few enough that a supporter who submits does not wait long. */
const batchSize = 200;

export interface LetterQuery {
  campaign: string;
  /** Today's document, if there is one. */
  document: Campaign | undefined;
  filter: LetterFilter;
  /** The last one of the page before. */
  after: Pick<ExportedSubmission, 'received_at' | 'id_digest'> | undefined;
  /** How many letters are on a page. */
  pageSize: number;
  /** How long the search goes on, in milliseconds: at least one batch is read. */
  maxTime: number;
}

/** A letter with its row in the database. */
export interface FoundLetter extends Exported<ExportedSubmission> {
  submission: Submission;
}

export interface LetterPage {
  letters: FoundLetter[];
  /** Where the next page begins; undefined at the end. */
  next: Pick<ExportedSubmission, 'received_at' | 'id_digest'> | undefined;
  /** Whether the search was stopped before the page was full. */
  isStopped: boolean;
  /** Letters of which the server cannot read whether they are selected. */
  sealedCount: number;
}

/**
 * Nothing about people is indexed, so a search reads letters until a page is full, or its time is over. The next page goes on from
 * there: no request reads all of a million letters.
 */
export async function findLetters({ exports }: Pick<Store, 'exports'>, { campaign, document, filter, after, pageSize, maxTime }: LetterQuery): Promise<LetterPage> {
  const { matches, from, until, needsText } = createLetterMatcher(filter, document);
  const end = performance.now() + maxTime;
  const page: LetterPage = { letters: [], next: after, isStopped: false, sealedCount: 0 };
  for (;;) {
    const rows = await exports.getNewest({ campaign, from, until, after: page.next, limit: batchSize });
    for (const row of rows) {
      if (page.letters.length === pageSize) return page;
      page.next = row;
      const submission = JSON.parse(row.payload) as Submission;
      if (matches({ row, submission })) page.letters.push({ row, submission });
      else if (needsText && submission.sealed !== undefined) page.sealedCount++;
    }
    if (rows.length < batchSize) return { ...page, next: undefined };
    if (performance.now() >= end) return { ...page, isStopped: page.letters.length < pageSize };
    // SQLite answers at once: let others have their turn.
    await new Promise(setImmediate);
  }
}
