import type { Campaign } from './schema/campaign.schema.ts';

/** What has happened, newest first; of two on one day the later written one. */
export function sortUpdates({ updates = [] }: Pick<Campaign, 'updates'>): NonNullable<Campaign['updates']> {
  return updates.toReversed().sort((a, b) => b.date.localeCompare(a.date));
}
