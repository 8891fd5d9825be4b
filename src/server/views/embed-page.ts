/** Pages for frames on other people's pages: who may show them, and the day count as one. */
import { html } from 'hono/html';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { createImageContent } from '../../share-image/content.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { externalOrigins, pageMeta, actionsScript } from './action-page.ts';
import { page, type FrameOptions } from './layout.ts';
import { actionPath, type PageContext } from './page-context.ts';

const themes = ['auto', 'light', 'dark'] as const;
const getTheme = (query: URLSearchParams) => themes.find((one) => one === query.get('theme')) ?? 'auto';

/** @param origin of the endpoint */
export function getFrameOptions(campaign: Campaign | undefined, query: URLSearchParams, origin: string): FrameOptions {
  const { origins } = campaign ?? {};
  const rejectsOpaqueOrigins = origins !== undefined && !origins.includes('null');
  return {
    origin,
    theme: getTheme(query),
    // No policy can name a page without an origin: who allows one of them allows all. A star alone would leave out a page
    // that somebody tries from their own disk.
    ancestors: rejectsOpaqueOrigins ? [origin, ...origins].join(' ') : '* file:',
    rejectsOpaqueOrigins,
  };
}

/** @returns nothing where the address asks for what there is not */
export function counterPage(context: PageContext, query: URLSearchParams, today: number, headers: Record<string, string>): Promise<Response> | undefined {
  const { original, campaign, language, translator } = context;
  const person = query.get('person');
  const unit = query.get('unit');
  // A plus that nobody has escaped arrives as a blank.
  const now = query.get('now')?.replace(' ', '+');
  const people = (campaign.people ?? []).filter(({ id }) => !person || id === person);
  if (!people.length || (now && !isIsoDateTime(now))) return undefined;
  const { alt } = createImageContent({ people, language }, translator, now ? Date.parse(now) : today);
  const theme = getTheme(query);
  const attributes = html`src="/campaigns/${original.id}.json" lang="${language}"${person && html` person="${person}"`}${
    unit && html` unit="${unit}"`
  }${now && html` now="${now}"`}${theme !== 'auto' && html` theme="${theme}"`}`;
  const content = html`<main><detention-counter ${attributes}>
    <p>${alt}</p>
    <p><a href="${actionPath(context)}">${campaign.title}</a></p>
  </detention-counter></main>`;
  return page({ ...pageMeta(context), head: actionsScript, connect: externalOrigins(original), content }, 200, headers);
}
