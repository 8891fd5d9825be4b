/** The day count as a picture, for newsletters and sites that strip everything. */
import { hash } from 'node:crypto';
import { getDayRange } from '../../campaign/detention-days.ts';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { negotiateLanguage, localizeCampaign } from '../../campaign/localize.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { formats, layoutImage, type Format, type Theme } from '../../share-image/layout.ts';
import { createImageContent, type ImageContent } from '../../share-image/content.ts';
import { contentOf, respond, type Content } from '../http/content.ts';
import { HttpError } from '../http/body.ts';
import { createRenderer, type ImageRenderer } from './renderer.ts';
import { svgOf } from '../../share-image/svg.ts';

/** Pictures that are kept; each has some 50 kB. */
const cacheSize = 100;
/** Requests that may wait for one that is not kept. */
const queueSize = 50;
/** Seconds. */
const longest = 300;
const retryAfter = 5;

export type Kind = 'svg' | 'png';
type ImageQuery = { person: string | null; language: string; theme: Theme; format: Format; now: number | undefined };

export interface Pictures {
  /** @returns the picture; rejects with Refused */
  counter: (campaign: Campaign, kind: Kind, request: Request) => Promise<Response>;
}

/** @param options.now milliseconds since the epoch @param options.open is called once, when it is first needed */
export function createPictures({ now, open = createRenderer }: { now: () => number; open?: () => Promise<ImageRenderer> }): Pictures {
  const kept = new Map<string, Promise<Content>>();
  let studio: Promise<ImageRenderer> | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: a picture takes a core for as long as it is made. */
  function enqueue<T>(make: () => Promise<T>): Promise<T> {
    if (waiting >= queueSize) throw new HttpError({ type: 'too-many', retryAfter });
    waiting++;
    const made = last.then(make).finally(() => waiting--);
    last = made.catch(() => undefined);
    return made;
  }

  async function draw(said: ImageContent, kind: Kind, theme: Theme, format: Format): Promise<Content> {
    studio ??= open();
    studio.catch(() => (studio = undefined));
    const { measure, paint } = await studio;
    const picture = layoutImage(said, { theme, format }, measure);
    if (kind === 'png') return contentOf(await paint(picture), 'image/png');
    return contentOf(new TextEncoder().encode(svgOf(picture)), 'image/svg+xml; charset=utf-8');
  }

  return {
    async counter(source, kind, request) {
      const asked = read(source, new URL(request.url).searchParams);
      const campaign = localizeCampaign(source, asked.language);
      const people = (campaign.people ?? []).filter(({ id }) => asked.person === null || id === asked.person);
      if (!people.length) throw new HttpError({ type: 'not-found' });
      const subject = { people, title: campaign.title, organiser: campaign.organiser.name, language: asked.language };
      const said = createImageContent(subject, await getTranslator(asked.language, allMessages), asked.now ?? now());

      // What says the same looks the same, whichever document, day and person it was asked with.
      const key = hash('sha256', JSON.stringify([said, kind, asked.theme, asked.format]));
      const content = kept.get(key) ?? enqueue(() => draw(said, kind, asked.theme, asked.format));
      kept.delete(key);
      kept.set(key, content);
      content.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) if (kept.size > cacheSize) kept.delete(oldest);

      const seconds = asked.now === undefined ? untilTomorrow(people, now()) : longest;
      return respond(await content, request, { 'Cache-Control': `public, max-age=${seconds}` });
    },
  };
}

/** @throws Refused with `bad-query`, which names each parameter that can not be read */
function read(campaign: Campaign, query: URLSearchParams): ImageQuery {
  const bad: string[] = [];
  const oneOf = <T extends string>(name: string, offered: readonly T[], otherwise: T): T => {
    const value = query.get(name) || otherwise;
    if (!offered.includes(value as T)) bad.push(name);
    return value as T;
  };
  const theme = oneOf('theme', ['auto', 'light', 'dark'], 'auto');
  const format = oneOf('format', Object.keys(formats) as Format[], 'wide');
  // A plus that nobody has escaped arrives as a blank.
  const now = query.get('now')?.replace(' ', '+');
  if (now && !isIsoDateTime(now)) bad.push('now');
  if (bad.length) throw new HttpError({ type: 'bad-query', errors: bad.map((name) => ({ pointer: `/${name}`, code: 'invalid' })) });
  return {
    person: query.get('person') || null,
    language: negotiateLanguage(campaign, query.get('lang') || campaign.language),
    // A picture can not know what stands around it.
    theme: theme === 'dark' ? 'dark' : 'light',
    format,
    now: now ? Date.parse(now) : undefined,
  };
}

/** How long the number stays what it is, in whole seconds, at most `longest`. */
const untilTomorrow = (people: readonly Pick<Person, 'timeZone'>[], now: number): number =>
  Math.min(longest, ...people.map((person) => Math.ceil((getDayRange(person, now)[1] - now) / 1000) - 1));
