/** Campaign documents, and what the server counts and publishes of a campaign. */
import { Hono } from 'hono';
import { createImageReader } from '../campaigns/campaign-images.ts';
import { isShortId } from '../db/short-id.ts';
import { jsonResponse } from '../http/json-response.ts';
import { respond } from '../http/respond.ts';
import { defaultPageSize, listMessages, maxMessages, type MessagesQuery } from '../messages/list-messages.ts';
import { createDocumentPublisher } from '../outbox/published-document.ts';
import { createQueryError, ProblemError } from '../problems.ts';
import { getCounts } from '../submissions/counters.ts';
import type { RouteContext } from './context.ts';

const documentCache = { 'Cache-Control': 'public, max-age=60, stale-while-revalidate=60' };
/** The name of an image contains a hash of its bytes. */
const imageHeaders = { 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Security-Policy': "default-src 'none'; sandbox" };
const dataCache = { 'Cache-Control': 'public, max-age=15' };

export function createCampaignRoutes({ requireCampaign, orUnavailable, store, outboxKeys, now }: RouteContext): Hono {
  const app = new Hono();
  const findImage = createImageReader(store, now);
  const publish = createDocumentPublisher(outboxKeys);

  app.get('/:id', ({ req }, next) => {
    const name = req.param('id');
    // Another file beside the documents.
    if (!name.endsWith('.json')) return next();
    return respond(publish(requireCampaign(name.slice(0, -'.json'.length)).document), req.raw, documentCache);
  });

  app.get('/:id/images/:name', async ({ req }) => {
    const image = await orUnavailable('GET campaign image', findImage(req.param('id'), req.param('name')));
    if (!image) throw new ProblemError({ type: 'not-found' });
    return respond(image, req.raw, imageHeaders);
  });

  app.get('/:id/counts.json', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const counts = await orUnavailable('GET counts', getCounts(store, campaign, new Date(now()).toISOString()));
    return jsonResponse(counts, 200, dataCache);
  });

  app.get('/:id/messages.json', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const page = parsePage(new URL(req.url).searchParams);
    const messages = await orUnavailable('GET messages', listMessages(campaign, page, store));
    if (!messages) throw createQueryError({ pointer: '/after', code: 'unknown' });
    return jsonResponse(messages, 200, dataCache);
  });

  return app;
}

/** Empty parameters count as absent. @throws ProblemError `bad-query`, with the parameter as its pointer */
function parsePage(query: URLSearchParams): MessagesQuery {
  const after = query.get('after') || undefined;
  const limit = query.get('limit') || String(defaultPageSize);
  if (after !== undefined && !isShortId(after)) throw createQueryError({ pointer: '/after', code: 'invalid' });
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > maxMessages) throw createQueryError({ pointer: '/limit', code: 'invalid' });
  return { after, limit: Number(limit) };
}
