import { slugPattern } from './formats.ts';
import type { Campaign } from './schema/campaign.schema.ts';

/** A name that the campaign does not know is the webmaster's slip, and no reason to lose a voice. */
export function resolvePartner({ partners }: Campaign, slug: string | null | undefined): string | undefined {
  if (!slug) return undefined;
  return (partners ? partners.includes(slug) : slugPattern.test(slug)) ? slug : undefined;
}
