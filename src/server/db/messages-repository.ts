/** Published messages, one page at a time. */
import { type Kysely, sql, type SqlBool } from 'kysely';
import { approvedStages, type MessageRow, type PublishedText, type Tables } from './schema.ts';

export interface PublishedMessage {
  id: string;
  received_at: string;
  /** JSON: the submission. */
  payload: string;
  /** The published text of a sealed card. */
  text: PublishedText | undefined;
  /** The people whose card is approved; at least one. */
  people: string[];
}

export interface MessagePage {
  messages: PublishedMessage[];
  /** The id to continue after; absent on the last page. */
  next?: string;
}

/**
 * @param after the id of a message, to continue after it
 * @returns approved messages, newest first; undefined if there never was a message `after`
 */
export async function selectMessagePage(
  db: Kysely<Tables>,
  campaign: string,
  after: string | undefined,
  limit: number,
): Promise<MessagePage | undefined> {
  const start = after === undefined ? undefined : await findMessage(db, campaign, after);
  if (after !== undefined && !start) return undefined;
  // One more than the limit, to learn whether there is another page.
  const rows = await selectRows(db, campaign, start, limit + 1);
  const page = rows.slice(0, limit);
  const approvedPeople = await findApprovedPeople(db, page.map(({ submission }) => submission!));
  const messages = page.flatMap(({ id, received_at, submission, payload, recipients, published_text }) => {
    const approved = approvedPeople.get(submission!);
    // Between the two queries, the approval may have been undone or the submission deleted.
    if (!approved || payload === null) return [];
    const text = published_text ? (JSON.parse(published_text) as PublishedText) : undefined;
    return [{ id, received_at, payload, text, people: (JSON.parse(recipients) as string[]).filter((person) => approved.has(person)) }];
  });
  return { messages, ...(rows.length > limit && { next: page.at(-1)!.id }) };
}

type Position = Pick<MessageRow, 'received_at' | 'id'>;

const findMessage = (db: Kysely<Tables>, campaign: string, id: string): Promise<Position | undefined> =>
  db.selectFrom('messages').select(['received_at', 'id']).where('campaign', '=', campaign).where('id', '=', id).executeTakeFirst();

function selectRows(db: Kysely<Tables>, campaign: string, start: Position | undefined, limit: number) {
  let page = db
    .selectFrom('messages')
    .selectAll()
    .where('campaign', '=', campaign)
    // Written as a literal: a partial index is only used by a query that repeats its condition.
    .where(sql<SqlBool>`approved_cards > 0`)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (start) page = page.where((row) => row(row.refTuple('received_at', 'id'), '<', row.tuple(start.received_at, start.id)));
  // The page is selected before its payloads are joined: with poor statistics, a database would otherwise read all payloads.
  return db
    .selectFrom(page.as('page'))
    .innerJoin('submissions', (on) =>
      on.onRef('submissions.campaign', '=', 'page.campaign').onRef('submissions.id_digest', '=', 'page.submission'),
    )
    .select(['page.id', 'page.received_at', 'page.submission', 'page.published_text', 'submissions.payload', 'submissions.recipients'])
    .orderBy('page.received_at', 'desc')
    .orderBy('page.id', 'desc')
    .execute();
}

/** @returns the people whose card is approved, by submission */
async function findApprovedPeople(db: Kysely<Tables>, submissions: readonly string[]): Promise<Map<string, Set<string>>> {
  if (!submissions.length) return new Map();
  const rows = await db
    .selectFrom('cards')
    .select(['submission', 'person'])
    .where('submission', 'in', submissions)
    .where('stage', 'in', approvedStages)
    .execute();
  const bySubmission = Map.groupBy(rows, ({ submission }) => submission!);
  return new Map([...bySubmission].map(([submission, cards]) => [submission, new Set(cards.map(({ person }) => person))]));
}
