/** The paths of the pages of an action, with what the query has to say. */
import { getLanguages } from '../../campaign/localize.ts';
import type { PageContext } from './page-context.ts';

function createQuery({ campaign, language, kind, partner }: PageContext): URLSearchParams {
  const query = new URLSearchParams({ lang: language });
  if (partner) query.set('partner', partner);
  if (campaign.letter && campaign.postcard) query.set('kind', kind);
  return query;
}

/** The path of the campaign's page. */
export const getActionPath = (context: PageContext): string => `/a/${context.campaign.id}?${createQuery(context)}`;

/**
 * The one path of the campaign's page in a language, without a partner. A campaign's own language needs no parameter.
 * @param language one of the campaign's; any other value stands for its own
 */
export function getCanonicalPath({ original, kind }: PageContext, language: string): string {
  const translations = getLanguages(original).slice(1);
  const query = new URLSearchParams();
  if (translations.includes(language)) query.set('lang', language);
  // A campaign with both actions shows the letter unless the address names the postcard.
  if (original.letter && kind === 'postcard') query.set('kind', kind);
  return `/a/${original.id}${query.size ? `?${query}` : ''}`;
}

/** The path of the image in previews of a link to the page. @param version of the image */
export const getPreviewImagePath = ({ original, language }: PageContext, version: string): string =>
  `/campaigns/${original.id}/preview.png?${new URLSearchParams({ lang: language, v: version })}`;

/** The path of the thank-you page; inside an iframe, the page for the iframe. */
export function getThankYouPath(context: PageContext): string {
  const { campaign, kind, frame } = context;
  const query = createQuery(context);
  if (!frame) return `/a/${campaign.id}?thanks&${query}`;
  query.set('theme', frame.theme);
  return `/embed/${campaign.id}/${kind}?thanks&${query}`;
}
