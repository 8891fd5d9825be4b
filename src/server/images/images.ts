/** The day count as an image, for newsletters and for sites that strip scripts and frames. */
import { hash } from 'node:crypto';
import { getDayRange } from '../../campaign/detention-days.ts';
import { localizeCampaign } from '../../campaign/localize.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { createImageContent, type ImageContent } from '../../share-image/content.ts';
import { layoutImage, type Format, type Theme } from '../../share-image/layout.ts';
import { toSvg } from '../../share-image/svg.ts';
import { createContent, type Content } from '../content.ts';
import { createRenderer, type ImageRenderer } from './renderer.ts';

/** Images in the cache; each has about 50 kB. */
const cacheSize = 100;
/** Requests that may wait for an image that is not in the cache. */
const queueSize = 50;
/** In seconds. */
const maxCacheSeconds = 300;

/** Thrown when too many images are waiting to be rendered. */
export class ImageQueueFullError extends Error {
  override readonly name = 'ImageQueueFullError';
}

export type ImageType = 'svg' | 'png';

export interface ImageOptions {
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

interface CounterImage {
  content: Content;
  /** How long the image stays the same, in seconds. */
  maxAge: number;
}

export interface Images {
  /** @returns undefined if there is no such person @throws ImageQueueFullError */
  renderCounter: (campaign: Campaign, options: ImageOptions) => Promise<CounterImage | undefined>;
}

/** @param options.now milliseconds since the epoch @param options.open called once, when a first image is needed */
export function createImages({ now, open = createRenderer }: { now: () => number; open?: () => Promise<ImageRenderer> }): Images {
  const cache = new Map<string, Promise<Content>>();
  let renderer: Promise<ImageRenderer> | undefined;
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time: rendering an image keeps a core busy. */
  function enqueue<T>(render: () => Promise<T>): Promise<T> {
    if (queued >= queueSize) throw new ImageQueueFullError('the queue is full');
    queued++;
    const result = last.then(render).finally(() => queued--);
    last = result.catch(() => undefined);
    return result;
  }

  async function render(imageContent: ImageContent, { type, theme, format }: ImageOptions): Promise<Content> {
    renderer ??= open();
    renderer.catch(() => (renderer = undefined));
    const { measure, paint } = await renderer;
    const layout = layoutImage(imageContent, { theme, format }, measure);
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
      const key = hash('sha256', JSON.stringify([imageContent, type, theme, format]));
      const content = cache.get(key) ?? enqueue(() => render(imageContent, options));
      cache.delete(key);
      cache.set(key, content);
      content.catch(() => cache.delete(key));
      for (const oldest of cache.keys()) if (cache.size > cacheSize) cache.delete(oldest);

      return { content: await content, maxAge: countTo === undefined ? getSecondsUntilChange(people, now()) : maxCacheSeconds };
    },
  };
}

/** How long the number stays the same, in whole seconds, at most `maxCacheSeconds`. */
const getSecondsUntilChange = (people: readonly Pick<Person, 'timeZone'>[], now: number): number =>
  Math.min(maxCacheSeconds, ...people.map((person) => Math.ceil((getDayRange(person, now)[1] - now) / 1000) - 1));
