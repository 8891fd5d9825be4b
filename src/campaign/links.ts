/** Where the resources of a campaign are. */
import type { Campaign } from './schema/campaign.schema.ts';

export type Link = 'submissions' | 'counts' | 'messages' | 'page';

/** @param base URL of the document @returns an absolute URL */
export function resolveLink(campaign: Campaign, link: Link, base: string): string {
  const { id, links } = campaign;
  const defaults = {
    submissions: `${id}/submissions`,
    counts: `${id}/counts.json`,
    messages: `${id}/messages.json`,
    page: `../a/${id}`,
  };
  return new URL(links?.[link] ?? defaults[link], base).href;
}

/**
 * The base URL of a document that was passed as an object: the folder above its absolute link to the submissions, else
 * the page.
 */
export function getBaseUrl({ links }: Campaign, page: string): string {
  const { submissions = '' } = links ?? {};
  return URL.canParse(submissions) ? new URL('..', submissions).href : page;
}
