/** Where a campaign's documents are. */
import type { Campaign } from './schema/campaign.schema.ts';

export type Link = 'submissions' | 'counts' | 'messages' | 'page';

/** @param base URL of the document. @returns an absolute URL */
export function resolveLink(campaign: Campaign, link: Link, base: string): string {
  const { id, links } = campaign;
  const standard = {
    submissions: `${id}/submissions`,
    counts: `${id}/counts.json`,
    messages: `${id}/messages.json`,
    page: `../a/${id}`,
  };
  return new URL(links?.[link] ?? standard[link], base).href;
}
