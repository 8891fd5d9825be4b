/** What is shown to the public, a page at a time. */
import { type Kysely, sql, type SqlBool } from 'kysely';
import type { Tables } from './schema.ts';

/** Where a card stands that somebody has read and found good. */
export const shownStages = ['approved', 'printed', 'delivered'] as const;

export interface ShownMessage {
  id: string;
  received_at: string;
  /** JSON: the submission. */
  payload: string;
  /** The people whose card is approved; one at least. */
  people: string[];
}

/**
 * Approved messages, newest first.
 * @param after a message's id, to go on behind it
 * @param limit one more than that is looked for, to know whether there are more
 * @returns undefined where there never was a message `after`
 */
export async function messagePage(
  db: Kysely<Tables>,
  campaign: string,
  after: string | undefined,
  limit: number,
): Promise<{ messages: ShownMessage[]; next?: string } | undefined> {
  const edge =
    after === undefined
      ? undefined
      : await db.selectFrom('messages').select(['received_at', 'id']).where('campaign', '=', campaign).where('id', '=', after).executeTakeFirst();
  if (after !== undefined && !edge) return undefined;

  let found = db
    .selectFrom('messages')
    .selectAll()
    .where('campaign', '=', campaign)
    // Written out: an index of a part of the table serves only who names that part.
    .where(sql<SqlBool>`shown > 0`)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (edge) found = found.where((row) => row(row.refTuple('received_at', 'id'), '<', row.tuple(edge.received_at, edge.id)));
  // The few rows first and then their words, or a database that knows too little of its tables reads all the words.
  const rows = await db
    .selectFrom(found.as('found'))
    .innerJoin('submissions', (on) =>
      on.onRef('submissions.campaign', '=', 'found.campaign').onRef('submissions.id_digest', '=', 'found.submission'),
    )
    .select(['found.id', 'found.received_at', 'found.submission', 'submissions.payload', 'submissions.recipients'])
    .orderBy('found.received_at', 'desc')
    .orderBy('found.id', 'desc')
    .execute();
  const page = rows.slice(0, limit);

  const people = await peopleOf(db, page.map(({ submission }) => submission!));
  const messages = page.flatMap(({ id, received_at, submission, payload, recipients }) => {
    const approved = people.get(submission!);
    // Between the two questions it may have been taken back, or forgotten.
    if (!approved || payload === null) return [];
    return [{ id, received_at, payload, people: (JSON.parse(recipients) as string[]).filter((one) => approved.has(one)) }];
  });
  return { messages, ...(rows.length > limit && { next: page.at(-1)!.id }) };
}

async function peopleOf(db: Kysely<Tables>, submissions: readonly string[]): Promise<Map<string, Set<string>>> {
  const people = new Map<string, Set<string>>();
  if (!submissions.length) return people;
  const rows = await db
    .selectFrom('cards')
    .select(['submission', 'person'])
    .where('submission', 'in', submissions)
    .where('stage', 'in', shownStages)
    .execute();
  for (const { submission, person } of rows) {
    const known = people.get(submission!);
    if (known) known.add(person);
    else people.set(submission!, new Set([person]));
  }
  return people;
}
