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

  let query = db
    .selectFrom('messages')
    .innerJoin('submissions', (on) =>
      on.onRef('submissions.campaign', '=', 'messages.campaign').onRef('submissions.id_digest', '=', 'messages.submission'),
    )
    .select(['messages.id', 'messages.received_at', 'messages.submission', 'submissions.payload', 'submissions.recipients'])
    .where('messages.campaign', '=', campaign)
    // Written out: an index of a part of the table serves only who names that part.
    .where(sql<SqlBool>`messages.shown > 0`)
    .orderBy('messages.received_at', 'desc')
    .orderBy('messages.id', 'desc')
    .limit(limit + 1);
  if (edge) query = query.where((row) => row(row.refTuple('messages.received_at', 'messages.id'), '<', row.tuple(edge.received_at, edge.id)));
  const rows = await query.execute();
  const page = rows.slice(0, limit);

  const people = await peopleOf(db, campaign, page.map(({ submission }) => submission!));
  const messages = page.flatMap(({ id, received_at, submission, payload, recipients }) => {
    const approved = people.get(submission!);
    // Between the two questions it may have been taken back, or forgotten.
    if (!approved || payload === null) return [];
    return [{ id, received_at, payload, people: (JSON.parse(recipients) as string[]).filter((one) => approved.has(one)) }];
  });
  return { messages, ...(rows.length > limit && { next: page.at(-1)!.id }) };
}

async function peopleOf(db: Kysely<Tables>, campaign: string, submissions: readonly string[]): Promise<Map<string, Set<string>>> {
  const people = new Map<string, Set<string>>();
  if (!submissions.length) return people;
  const rows = await db
    .selectFrom('cards')
    .select(['submission', 'person'])
    .where('campaign', '=', campaign)
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
