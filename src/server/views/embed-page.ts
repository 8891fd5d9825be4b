/** Pages for frames on other people's pages: who may show them, and the day count as one. */
import { html } from 'hono/html';
import { isInstant } from '../../campaign/formats.ts';
import { sayDays } from '../../share-image/content.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { elsewhere, frame, script } from './action-page.ts';
import { page, type Framed } from './layout.ts';
import { pathOf, type View } from './page-context.ts';

const themes = ['auto', 'light', 'dark'] as const;
const themeOf = (query: URLSearchParams) => themes.find((one) => one === query.get('theme')) ?? 'auto';
/** Seconds: the number is the widget's, and what is kept here is what stands until it comes. */
const brief = { 'Cache-Control': 'public, max-age=60' };

/** @param origin of the endpoint */
export function framedBy(campaign: Campaign | undefined, query: URLSearchParams, origin: string): Framed {
  const { origins } = campaign ?? {};
  const isNobodyRefused = origins !== undefined && !origins.includes('null');
  return {
    origin,
    theme: themeOf(query),
    // No policy can name a page without an origin: who allows one of them allows all. A star alone would leave out a page
    // that somebody tries from their own disk.
    ancestors: isNobodyRefused ? [origin, ...origins].join(' ') : '* file:',
    isNobodyRefused,
  };
}

/** @returns nothing where the address asks for what there is not */
export function counterPage(view: View, query: URLSearchParams, today: number): Promise<Response> | undefined {
  const { source, campaign, language, speaker } = view;
  const person = query.get('person');
  const unit = query.get('unit');
  // A plus that nobody has escaped arrives as a blank.
  const now = query.get('now')?.replace(' ', '+');
  const people = (campaign.people ?? []).filter(({ id }) => !person || id === person);
  if (!people.length || (now && !isInstant(now))) return undefined;
  const { alt } = sayDays({ people, language }, speaker, now ? Date.parse(now) : today);
  const theme = themeOf(query);
  const attributes = html`src="/campaigns/${source.id}.json" lang="${language}"${person && html` person="${person}"`}${
    unit && html` unit="${unit}"`
  }${now && html` now="${now}"`}${theme !== 'auto' && html` theme="${theme}"`}`;
  const content = html`<main><detention-counter ${attributes}>
    <p>${alt}</p>
    <p><a href="${pathOf(view)}">${campaign.title}</a></p>
  </detention-counter></main>`;
  return page({ ...frame(view), head: script, connect: elsewhere(source), content }, 200, brief);
}
