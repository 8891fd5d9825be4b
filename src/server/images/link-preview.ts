/** The image in previews of a link to a campaign: the day count, or the title of a campaign without people. */
import { hash } from 'node:crypto';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getDirection, type Translator } from '../../i18n/translator.ts';
import { createImageContent, type ImageContent } from '../../share-image/content.ts';
import { formats, layoutImage, type ImageLayout, type Measure } from '../../share-image/layout.ts';
import { layoutTitle, type TitleContent } from './title-layout.ts';

/** The format and theme of a preview, which cannot know the colours around it. */
export const previewOptions = { format: 'wide', theme: 'light' } as const;
export const [previewWidth, previewHeight] = formats[previewOptions.format];

/** X shows no longer text alternative. */
const maxAltLength = 420;

export interface LinkPreview {
  content: ImageContent | TitleContent;
  /** The text alternative. */
  alt: string;
  /** Changes with the image, so that an address with it can be cached for ever. */
  version: string;
}

/**
 * @param campaign in the language of the translator
 * @param language of the campaign's texts
 * @param now milliseconds since the epoch
 */
export function createLinkPreview(campaign: Campaign, language: string, translator: Translator, now: number): LinkPreview {
  const { title, people = [] } = campaign;
  const organiser = campaign.organiser.name;
  const fullTitle = `${title} – ${organiser}`;
  const content = people.length
    ? createImageContent({ people, title, organiser, language }, translator, now)
    : { language, direction: getDirection(language), title, organiser, alt: fullTitle };
  return {
    content,
    alt: content.alt.length > maxAltLength ? fullTitle : content.alt,
    version: hash('sha256', JSON.stringify(content), 'base64url').slice(0, 12),
  };
}

export const layoutPreview = (content: LinkPreview['content'], measure: Measure): ImageLayout =>
  'groups' in content ? layoutImage(content, previewOptions, measure) : layoutTitle(content, previewOptions, measure);
