/** The paths of the pages of an action, with what the query has to say. */
import type { PageContext } from './page-context.ts';

function createQuery({ campaign, language, kind, partner }: PageContext): URLSearchParams {
  const query = new URLSearchParams({ lang: language });
  if (partner) query.set('partner', partner);
  if (campaign.letter && campaign.postcard) query.set('kind', kind);
  return query;
}

/** The path of the campaign's page. */
export const getActionPath = (context: PageContext): string => `/a/${context.campaign.id}?${createQuery(context)}`;

/** The path of the thank-you page; inside an iframe, the page for the iframe. */
export function getThankYouPath(context: PageContext): string {
  const { campaign, kind, frame } = context;
  const query = createQuery(context);
  if (!frame) return `/a/${campaign.id}?thanks&${query}`;
  query.set('theme', frame.theme);
  return `/embed/${campaign.id}/${kind}?thanks&${query}`;
}
