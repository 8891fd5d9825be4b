/** Registers `<campaign-updates>`, once: whoever came first, in whatever version, stays. */
import { CampaignUpdates } from '../elements/campaign-updates.ts';

if (!customElements.get('campaign-updates')) customElements.define('campaign-updates', CampaignUpdates);
