/** Pages that other sites show in an iframe: which sites may do so, and the page with the day count. */
import { html } from 'hono/html';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { createImageContent } from '../../share-image/content.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { externalOrigins, pageMeta, actionsScript } from './action-page.ts';
import { page, type FrameOptions } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { getActionPath } from './paths.ts';

const themes = ['auto', 'light', 'dark'] as const;
const getTheme = (query: URLSearchParams) => themes.find((one) => one === query.get('theme')) ?? 'auto';

/** @param origin the server's origin */
export function getFrameOptions(campaign: Campaign | undefined, query: URLSearchParams, origin: string): FrameOptions {
  const { origins } = campaign ?? {};
  const rejectsOpaqueOrigins = origins !== undefined && !origins.includes('null');
  return {
    origin,
    theme: getTheme(query),
    // A policy cannot name an opaque origin, so a campaign that allows it allows all. `*` does not cover pages that a
    // webmaster opens from disk.
    ancestors: rejectsOpaqueOrigins ? [origin, ...origins].join(' ') : '* file:',
    rejectsOpaqueOrigins,
  };
}

/** @returns undefined if the query names an unknown person or an invalid time */
export function counterPage(context: PageContext, query: URLSearchParams, today: number, headers: Record<string, string>): Promise<Response> | undefined {
  const { original, campaign, language, translator } = context;
  const person = query.get('person');
  const unit = query.get('unit');
  // A plus sign that was not escaped is parsed as a space.
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
    <p><a href="${getActionPath(context)}">${campaign.title}</a></p>
  </detention-counter></main>`;
  return page({ ...pageMeta(context), head: actionsScript, connect: externalOrigins(original), content }, 200, headers);
}
