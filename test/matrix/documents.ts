/** The demo's two campaigns, which are translated into many languages. Each scene changes what it needs. */
import { channels, type Campaign } from '../../src/campaign/schema/campaign.schema.ts';

const folder = new URL('/demo/campaigns/', location.href);

async function fetchCampaign(id: string): Promise<Campaign> {
  const campaign = (await (await fetch(new URL(`${id}.json`, folder))).json()) as Campaign;
  for (const design of campaign.postcard?.designs ?? []) design.src = new URL(design.src, folder).href;
  return { ...campaign, share: { ...campaign.share!, channels: [...channels] } };
}

export const [letters, cards] = await Promise.all([fetchCampaign('sam-sokha'), fetchCampaign('free-the-5kh')]);

/** Adds a language to a document, because an element uses only the languages of its campaign. */
export function addTranslation(campaign: Campaign, language: string): Campaign {
  const title = new Intl.DisplayNames(language, { type: 'language' }).of(language)!;
  return { ...campaign, translations: { [language]: { title }, ...campaign.translations } };
}
