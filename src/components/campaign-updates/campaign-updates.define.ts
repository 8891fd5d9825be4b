/** Registers `<campaign-updates>`, once: whoever came first, in whatever version, stays. */
import { CampaignUpdates } from './campaign-updates.ts';

if (!customElements.get('campaign-updates')) customElements.define('campaign-updates', CampaignUpdates);
