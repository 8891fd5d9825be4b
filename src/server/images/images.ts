/** The day count as an image, for newsletters and for sites that strip scripts and frames. */
import { hash } from 'node:crypto';
import { getDayRange } from '../../campaign/detention-days.ts';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { negotiateLanguage, localizeCampaign } from '../../campaign/localize.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { createImageContent, type ImageContent } from '../../share-image/content.ts';
import { formats, layoutImage, type Format, type Theme } from '../../share-image/layout.ts';
import { toSvg } from '../../share-image/svg.ts';
import { createCachedContent, respond, type CachedContent } from '../middleware/cached-content.ts';
import { ProblemError } from '../problems.ts';
import { createRenderer, type ImageRenderer } from './renderer.ts';

/** Images in the cache; each has about 50 kB. */
const cacheSize = 100;
/** Requests that may wait for an image that is not in the cache. */
const queueSize = 50;
/** In seconds. */
const maxCacheSeconds = 300;
const retryAfter = 5;

export type ImageType = 'svg' | 'png';
type ImageQuery = { person: string | null; language: string; theme: Theme; format: Format; now: number | undefined };

export interface Images {
  /** @throws ProblemError */
  counter: (campaign: Campaign, type: ImageType, request: Request) => Promise<Response>;
}

/** @param options.now milliseconds since the epoch @param options.open called once, when a first image is needed */
export function createImages({ now, open = createRenderer }: { now: () => number; open?: () => Promise<ImageRenderer> }): Images {
  const cache = new Map<string, Promise<CachedContent>>();
  let renderer: Promise<ImageRenderer> | undefined;
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time: rendering an image keeps a core busy. */
  function enqueue<T>(render: () => Promise<T>): Promise<T> {
    if (queued >= queueSize) throw new ProblemError({ type: 'too-many', retryAfter });
    queued++;
    const result = last.then(render).finally(() => queued--);
    last = result.catch(() => undefined);
    return result;
  }

  async function render(imageContent: ImageContent, type: ImageType, theme: Theme, format: Format): Promise<CachedContent> {
    renderer ??= open();
    renderer.catch(() => (renderer = undefined));
    const { measure, paint } = await renderer;
    const layout = layoutImage(imageContent, { theme, format }, measure);
    if (type === 'png') return createCachedContent(await paint(layout), 'image/png');
    return createCachedContent(toSvg(layout), 'image/svg+xml; charset=utf-8');
  }

  return {
    async counter(original, type, request) {
      const query = parseImageQuery(original, new URL(request.url).searchParams);
      const campaign = localizeCampaign(original, query.language);
      const people = (campaign.people ?? []).filter(({ id }) => query.person === null || id === query.person);
      if (!people.length) throw new ProblemError({ type: 'not-found' });
      const subject = { people, title: campaign.title, organiser: campaign.organiser.name, language: query.language };
      const imageContent = createImageContent(subject, await getTranslator(query.language, allMessages), query.now ?? now());

      // Images with the same content are equal, whichever document, day and person were requested.
      const key = hash('sha256', JSON.stringify([imageContent, type, query.theme, query.format]));
      const content = cache.get(key) ?? enqueue(() => render(imageContent, type, query.theme, query.format));
      cache.delete(key);
      cache.set(key, content);
      content.catch(() => cache.delete(key));
      for (const oldest of cache.keys()) if (cache.size > cacheSize) cache.delete(oldest);

      const seconds = query.now === undefined ? getSecondsUntilChange(people, now()) : maxCacheSeconds;
      return respond(await content, request, { 'Cache-Control': `public, max-age=${seconds}` });
    },
  };
}

/** @throws ProblemError `bad-query`, which names each invalid parameter */
function parseImageQuery(campaign: Campaign, query: URLSearchParams): ImageQuery {
  const invalidNames: string[] = [];
  const oneOf = <T extends string>(name: string, values: readonly T[], defaultValue: T): T => {
    const value = query.get(name) || defaultValue;
    if (!values.includes(value as T)) invalidNames.push(name);
    return value as T;
  };
  const theme = oneOf('theme', ['auto', 'light', 'dark'], 'auto');
  const format = oneOf('format', Object.keys(formats) as Format[], 'wide');
  // A plus sign that is not escaped arrives as a space.
  const now = query.get('now')?.replace(' ', '+');
  if (now && !isIsoDateTime(now)) invalidNames.push('now');
  if (invalidNames.length) throw new ProblemError({ type: 'bad-query', errors: invalidNames.map((name) => ({ pointer: `/${name}`, code: 'invalid' })) });
  return {
    person: query.get('person') || null,
    language: negotiateLanguage(campaign, query.get('lang') || campaign.language),
    // An image cannot follow the colours of the page around it.
    theme: theme === 'dark' ? 'dark' : 'light',
    format,
    now: now ? Date.parse(now) : undefined,
  };
}

/** How long the number stays the same, in whole seconds, at most `maxCacheSeconds`. */
const getSecondsUntilChange = (people: readonly Pick<Person, 'timeZone'>[], now: number): number =>
  Math.min(maxCacheSeconds, ...people.map((person) => Math.ceil((getDayRange(person, now)[1] - now) / 1000) - 1));
