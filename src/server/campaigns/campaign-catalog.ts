/** The campaigns that the server knows now, wherever their documents come from. */
import type { LoadedCampaign } from './parse-campaign-file.ts';

export interface CampaignCatalog {
  get: (id: string) => LoadedCampaign | undefined;
  all: () => LoadedCampaign[];
}
