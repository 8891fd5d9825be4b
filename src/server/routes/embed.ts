/** The same without page chrome, for an iframe on another site: a `letter`, a `postcard` or the day `counter`. */
import { Hono } from 'hono';
import { supportsAction } from '../../campaign/validation/submission-rules.ts';
import { counterPage, getFrameOptions } from '../views/embed-page.ts';
import { createPageContext } from '../views/page-context.ts';
import { addressNames, readPageQuery, type ActionPages } from './action-pages.ts';
import type { RouteContext } from './context.ts';

export function createEmbedRoutes({ campaigns, now, getOrigin, cacheControl }: RouteContext, pages: ActionPages): Hono {
  const app = new Hono();

  app.get('/:id/:kind', async ({ req }) => {
    const { id, kind } = req.param();
    const campaign = campaigns.get(id)?.campaign;
    const query = new URL(req.url).searchParams;
    const origin = getOrigin(req.url);
    const frame = getFrameOptions(campaign, query, origin);
    if (!campaign || !(kind === 'counter' || supportsAction(campaign, kind))) return pages.notFound(query, frame);
    const context = await createPageContext(campaign, { ...readPageQuery(query, addressNames), kind }, origin, frame);
    if (kind !== 'counter') return pages.form(context, query);
    // The element keeps the number current; what is cached is only shown until the element loads.
    return counterPage(context, query, now(), cacheControl('public, max-age=60')) ?? pages.notFound(query, frame);
  });

  return app;
}
