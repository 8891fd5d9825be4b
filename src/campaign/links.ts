/** Where a campaign's documents are. */
import { isUrl } from './formats.ts';
import type { Campaign } from './campaign.ts';

export type Link = 'submissions' | 'counts' | 'messages' | 'page';

/** @param base URL of the document. @returns an absolute URL */
export function linkOf(campaign: Campaign, link: Link, base: string): string {
  const { id, links } = campaign;
  const standard = {
    submissions: `${id}/submissions`,
    counts: `${id}/counts.json`,
    messages: `${id}/messages.json`,
    page: `../a/${id}`,
  };
  return new URL(links?.[link] ?? standard[link], base).href;
}

/** The last gate before an `href` or `src`: an absolute http(s) URL, or undefined. */
export function safeUrl(url: string | undefined, base: string): string | undefined {
  if (url === undefined || !isUrl(url) || !URL.canParse(url, base)) return undefined;
  const { href, protocol } = new URL(url, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}
