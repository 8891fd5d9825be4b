/** Campaign documents, and what the server counts and publishes of a campaign. */
import { Hono } from 'hono';
import { respond } from '../middleware/cached-content.ts';
import { jsonResponse } from '../middleware/responses.ts';
import { listMessages, parsePageQuery } from '../messages/list-messages.ts';
import { getCounts } from '../submissions/counters.ts';
import type { RouteContext } from './context.ts';

const documentCache = { 'Cache-Control': 'public, max-age=60, stale-while-revalidate=60' };
const dataCache = { 'Cache-Control': 'public, max-age=15' };

export function createCampaignRoutes({ requireCampaign, orUnavailable, store, now }: RouteContext): Hono {
  const app = new Hono();

  app.get('/:id', ({ req }, next) => {
    const name = req.param('id');
    // Another file beside the documents.
    if (!name.endsWith('.json')) return next();
    return respond(requireCampaign(name.slice(0, -'.json'.length)).document, req.raw, documentCache);
  });

  app.get('/:id/counts.json', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const counts = await orUnavailable('GET counts', getCounts(store, campaign, new Date(now()).toISOString()));
    return jsonResponse(counts, 200, dataCache);
  });

  app.get('/:id/messages.json', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const page = parsePageQuery(new URL(req.url).searchParams);
    return jsonResponse(await orUnavailable('GET messages', listMessages(campaign, page, store)), 200, dataCache);
  });

  return app;
}
