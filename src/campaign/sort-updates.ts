import type { Campaign } from './schema/campaign.schema.ts';

/** The updates, newest first; of two on the same day, the one that is later in the document comes first. */
export function sortUpdates({ updates = [] }: Pick<Campaign, 'updates'>): NonNullable<Campaign['updates']> {
  return updates.toReversed().sort((a, b) => b.date.localeCompare(a.date));
}
