/** What a form of a campaign asks of a supporter. */
import type { Campaign, FieldRequirement } from './schema/campaign.schema.ts';

export type PersonFieldRequirements = Record<'name' | 'email' | 'country' | 'postalCode', FieldRequirement>;

/** With the defaults filled in. */
export function getPersonFields(campaign: Campaign): PersonFieldRequirements {
  return { name: 'required', email: 'no', country: 'no', postalCode: 'no', ...campaign.ask };
}
