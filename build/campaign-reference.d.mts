export function createCampaignReference(): string;
