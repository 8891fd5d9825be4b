import { slugPattern } from './formats.ts';
import type { Campaign } from './schema/campaign.schema.ts';

/** Ignores an unknown partner: it is a mistake on the embedding page, and no reason to refuse a supporter. */
export function resolvePartner({ partners }: Campaign, slug: string | null | undefined): string | undefined {
  if (!slug) return undefined;
  return (partners ? partners.includes(slug) : slugPattern.test(slug)) ? slug : undefined;
}
