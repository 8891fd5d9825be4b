/** Which personal details the form of a campaign asks for. */
import type { Campaign, FieldRequirement } from './schema/campaign.schema.ts';

export type PersonFieldRequirements = Record<'name' | 'email' | 'country' | 'postalCode', FieldRequirement>;

/** Includes the defaults. */
export function getPersonFields(campaign: Campaign): PersonFieldRequirements {
  return { name: 'required', email: 'no', country: 'no', postalCode: 'no', ...campaign.ask };
}
