/** What a campaign brings to the pages that embed it. */
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { ElementName } from './snippets.ts';

/** The elements that a campaign can show. */
export function getElements({ letter, postcard, people, updates }: Campaign): ElementName[] {
  const isShown: Record<ElementName, unknown> = {
    letter,
    postcard,
    counter: people?.length,
    wall: postcard,
    updates: updates?.length,
    progress: letter ?? postcard,
  };
  return (Object.keys(isShown) as ElementName[]).filter((element) => isShown[element]);
}

/** Other origins from which a campaign shows images. @param origin of its server */
export function getImageOrigins({ id, postcard, people = [] }: Campaign, origin: string): string[] {
  const images = [...(postcard?.designs ?? []), ...people.flatMap(({ photo }) => photo ?? [])];
  const origins = images.map(({ src }) => new URL(src, `${origin}/campaigns/${id}.json`).origin);
  return [...new Set(origins)].filter((other) => other !== origin);
}
