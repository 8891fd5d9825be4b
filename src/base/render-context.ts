/** What every template is given: the campaign in the element's language, and the translator for the interface. */
import type { LoadedCampaign } from '../controllers/campaign-controller.ts';

export type RenderContext = LoadedCampaign;
