/** Which campaigns have stored texts, and when the newest of each was received. */
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * Looks up each campaign in the index of the stored texts. `distinct` and `group by` would read the whole index.
 * @returns the newest receipt by campaign, in the order of the campaigns
 */
export async function selectLastReceipts(db: Kysely<Tables>): Promise<Map<string, string>> {
  const rows = await db
    .withRecursive('stored', (first) =>
      first
        .selectFrom('submissions')
        .where('payload', 'is not', null)
        .select(({ fn }) => fn.min<string | null>('campaign').as('campaign'))
        .unionAll((next) =>
          next
            .selectFrom('stored')
            .where('stored.campaign', 'is not', null)
            .select((stored) =>
              stored
                .selectFrom('submissions')
                .where('payload', 'is not', null)
                .whereRef('submissions.campaign', '>', 'stored.campaign')
                .select(({ fn }) => fn.min<string | null>('submissions.campaign').as('campaign'))
                .as('campaign'),
            ),
        ),
    )
    .selectFrom('stored')
    .where('stored.campaign', 'is not', null)
    .select((stored) => [
      'stored.campaign',
      stored
        .selectFrom('submissions')
        .where('payload', 'is not', null)
        .whereRef('submissions.campaign', '=', 'stored.campaign')
        .select(({ fn }) => fn.max('received_at').as('received_at'))
        .as('received_at'),
    ])
    .orderBy('stored.campaign')
    .execute();
  return new Map(rows.map(({ campaign, received_at }) => [campaign!, received_at!]));
}
