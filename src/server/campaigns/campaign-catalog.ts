/** The campaigns that the server knows now, wherever their documents come from. */
import type { LoadedCampaign } from './load-campaign.ts';

export interface CampaignCatalog {
  get: (id: string) => LoadedCampaign | undefined;
  all: () => LoadedCampaign[];
}
