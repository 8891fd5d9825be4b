/** The demo's two campaigns, whose texts are there in many languages; what a scene is about, it changes itself. */
import { channels, type Campaign } from '../../src/campaign/schema/campaign.schema.ts';

const folder = new URL('/demo/campaigns/', location.href);

async function read(id: string): Promise<Campaign> {
  const campaign = (await (await fetch(new URL(`${id}.json`, folder))).json()) as Campaign;
  for (const design of campaign.postcard?.designs ?? []) design.src = new URL(design.src, folder).href;
  return { ...campaign, share: { ...campaign.share!, channels: [...channels] } };
}

export const [letters, cards] = await Promise.all([read('sam-sokha'), read('free-the-5kh')]);

/** The same document, which has at least its title in a language: an element speaks no other than its campaign does. */
export function speaking(campaign: Campaign, language: string): Campaign {
  const title = new Intl.DisplayNames(language, { type: 'language' }).of(language)!;
  return { ...campaign, translations: { [language]: { title }, ...campaign.translations } };
}
