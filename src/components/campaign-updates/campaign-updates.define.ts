/** Registers `<campaign-updates>`, and brings the types of the element and its events. */
import { defineElement } from '../../utils/define-element.ts';
import { CampaignUpdates } from './campaign-updates.ts';

defineElement('campaign-updates', CampaignUpdates);

export { CampaignUpdates };
