/** `campaign-updates.js`: one element in one module, for a page that embeds one action. */
import { CampaignUpdates } from '../../components/campaign-updates/campaign-updates.ts';
import { defineElements } from '../define-elements.ts';

defineElements({ 'campaign-updates': CampaignUpdates }, { updates: 'campaign-updates' }, import.meta.url);
