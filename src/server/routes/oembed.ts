/** Describes a campaign's page to a site that wants to embed it. See https://oembed.com. */
import { Hono } from 'hono';
import { jsonResponse } from '../http/json-response.ts';
import { createLinkPreview } from '../images/link-preview.ts';
import { createQueryError, ProblemError } from '../problems.ts';
import { createOembed, type MaxSize } from '../views/oembed.ts';
import { createPageContext } from '../views/page-context.ts';
import { addressNames, readPageQuery } from './action-pages.ts';
import type { RouteContext } from './context.ts';

const pagePath = /^\/a\/([^/]+)$/;

export function createOembedRoutes({ requireCampaign, getOrigin, cacheControl, now }: RouteContext): Hono {
  const app = new Hono();
  app.get('/oembed', async ({ req }) => {
    const query = new URL(req.url).searchParams;
    // The specification asks for this status where the format is unknown.
    if ((query.get('format') ?? 'json') !== 'json') throw new ProblemError({ type: 'not-implemented' });
    const maxSize = readMaxSize(query);
    const origin = getOrigin(req.url);
    const url = URL.parse(query.get('url') ?? '');
    const [, id] = (url?.origin === origin && pagePath.exec(url.pathname)) || [];
    if (!url || !id) throw new ProblemError({ type: 'not-found' });
    const { campaign } = requireCampaign(id);
    const context = await createPageContext(campaign, readPageQuery(url.searchParams, addressNames), origin);
    const { version } = createLinkPreview(context.campaign, context.language, context.translator, now());
    const description = await createOembed(context, maxSize, version);
    if (!description) throw new ProblemError({ type: 'not-found' });
    return jsonResponse(description, 200, cacheControl('public, max-age=300'));
  });
  return app;
}

/** @throws ProblemError `bad-query`, which names each invalid parameter */
function readMaxSize(query: URLSearchParams): MaxSize {
  const names = ['maxwidth', 'maxheight'];
  const invalidNames = names.filter((name) => query.get(name) && !/^[1-9]\d{0,8}$/.test(query.get(name)!));
  if (!query.get('url')) invalidNames.push('url');
  if (invalidNames.length) throw createQueryError(...invalidNames.map((name) => ({ pointer: `/${name}`, code: 'invalid' as const })));
  const [width, height] = names.map((name) => Number(query.get(name)) || Infinity);
  return { width: width!, height: height! };
}
