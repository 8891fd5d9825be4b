/** The day count as an image, for newsletters and for sites that strip scripts and frames; and the image in previews of a link. */
import { getDayRange } from '../../campaign/detention-days.ts';
import { localizeCampaign } from '../../campaign/localize.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { createImageContent } from '../../share-image/content.ts';
import { layoutImage, type Format, type ImageLayout, type Measure, type Theme } from '../../share-image/layout.ts';
import { toSvg } from '../../share-image/svg.ts';
import { createContent, type Content } from '../content.ts';
import { createLinkPreview, layoutPreview, previewOptions } from './link-preview.ts';
import { createRenderCache } from './render-cache.ts';
import { createRenderer, type ImageRenderer } from './renderer.ts';

/** In seconds. */
const maxCacheSeconds = 300;

export type ImageType = 'svg' | 'png';

export interface CounterImageOptions {
  type: ImageType;
  /** One person's id; without it, all people. */
  person: string | undefined;
  /** One of the campaign's. */
  language: string;
  theme: Theme;
  format: Format;
  /** The time to count to, in milliseconds since the epoch; without it, the current time. */
  countTo: number | undefined;
}

interface RenderedImage {
  content: Content;
  /** How long the image stays the same, in seconds. */
  maxAge: number;
}

export interface Images {
  /** @returns undefined if there is no such person @throws RenderQueueFullError */
  renderCounter: (campaign: Campaign, options: CounterImageOptions) => Promise<RenderedImage | undefined>;
  /** As PNG. @param language one of the campaign's @throws RenderQueueFullError */
  renderPreview: (campaign: Campaign, language: string) => Promise<RenderedImage & { version: string }>;
}

/** @param options.now milliseconds since the epoch @param options.open called once, when a first image is needed */
export function createImages({ now, open = createRenderer }: { now: () => number; open?: () => Promise<ImageRenderer> }): Images {
  const renderOnce = createRenderCache();
  let renderer: Promise<ImageRenderer> | undefined;

  async function render(type: ImageType, createLayout: (measure: Measure) => ImageLayout): Promise<Content> {
    renderer ??= open();
    renderer.catch(() => (renderer = undefined));
    const { measure, paint } = await renderer;
    const layout = createLayout(measure);
    if (type === 'png') return createContent(await paint(layout), 'image/png');
    return createContent(toSvg(layout), 'image/svg+xml; charset=utf-8');
  }

  return {
    async renderCounter(original, options) {
      const { person, language, countTo, type, theme, format } = options;
      const campaign = localizeCampaign(original, language);
      const people = (campaign.people ?? []).filter(({ id }) => person === undefined || id === person);
      if (!people.length) return undefined;
      const subject = { people, title: campaign.title, organiser: campaign.organiser.name, language };
      const imageContent = createImageContent(subject, await getTranslator(language, allMessages), countTo ?? now());

      // Images with the same content are equal, whichever document, day and person were requested.
      const content = await renderOnce([imageContent, type, theme, format], () =>
        render(type, (measure) => layoutImage(imageContent, { theme, format }, measure)),
      );
      return { content, maxAge: countTo === undefined ? getSecondsUntilChange(people, now()) : maxCacheSeconds };
    },

    async renderPreview(original, language) {
      const campaign = localizeCampaign(original, language);
      const time = now();
      const { content: previewContent, version } = createLinkPreview(campaign, language, await getTranslator(language, allMessages), time);
      const { format, theme } = previewOptions;
      // The same key as that of the day count with the same content.
      const content = await renderOnce([previewContent, 'png', theme, format], () => render('png', (measure) => layoutPreview(previewContent, measure)));
      return { content, version, maxAge: getSecondsUntilChange(campaign.people ?? [], time) };
    },
  };
}

/** How long the number stays the same, in whole seconds, at most `maxCacheSeconds`. */
const getSecondsUntilChange = (people: readonly Pick<Person, 'timeZone'>[], now: number): number =>
  Math.min(maxCacheSeconds, ...people.map((person) => Math.ceil((getDayRange(person, now)[1] - now) / 1000) - 1));
