/** What a form of a campaign asks of a supporter. */
import type { Campaign, Wanted } from './schema/campaign.schema.ts';

export type Asked = Record<'name' | 'email' | 'country' | 'postalCode', Wanted>;

/** With the defaults filled in. */
export function asked(campaign: Campaign): Asked {
  return { name: 'required', email: 'no', country: 'no', postalCode: 'no', ...campaign.ask };
}
