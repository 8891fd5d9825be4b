/** A valid short name for what someone has typed as the name of a partner. */
import { slugPattern } from '../../campaign/formats.ts';
import { findSimilar } from '../../campaign/linter/diagnostic.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';

/** `Médias libres!` becomes `medias-libres`. @returns an empty text for one in another script */
const toSlug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-|-$/g, '')
    .slice(0, 63);

/** @returns nothing if no name that the campaign accepts is similar */
export function suggestPartner({ partners }: Pick<Campaign, 'partners'>, text: string): string | undefined {
  const slug = toSlug(text);
  if (partners) return partners.includes(slug) ? slug : findSimilar(slug, partners);
  return slugPattern.test(slug) ? slug : undefined;
}
