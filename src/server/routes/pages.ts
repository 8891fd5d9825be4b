/** The action's own page, and its address as a QR code. */
import { Hono } from 'hono';
import { createPageContext, type PageContext } from '../views/page-context.ts';
import { createQrCode } from '../images/qr-code.ts';
import { createRenderCache } from '../images/render-cache.ts';
import { respond } from '../http/respond.ts';
import { addressNames, readPageQuery, type ActionPages } from './action-pages.ts';
import type { RouteContext } from './context.ts';

export function createPageRoutes({ campaigns, requireCampaign, orUnavailable, getOrigin, cacheControl }: RouteContext, pages: ActionPages): Hono {
  const app = new Hono();
  const renderOnce = createRenderCache();

  app.get('/:id', async ({ req }) => {
    const campaign = campaigns.get(req.param('id'))?.campaign;
    const query = new URL(req.url).searchParams;
    if (!campaign) return pages.notFound(query);
    return pages.form(await createPageContext(campaign, readPageQuery(query, addressNames), getOrigin(req.url)), query);
  });

  for (const type of ['svg', 'png'] as const)
    app.get(`/:id/qr.${type}`, async ({ req }) => {
      const { campaign } = requireCampaign(req.param('id'));
      const query = new URL(req.url).searchParams;
      const origin = getOrigin(req.url);
      const context = await createPageContext(campaign, readPageQuery(query, addressNames), origin);
      const { language } = context;
      const code = { url: origin + getQrPath(context, query), title: context.campaign.title, language };
      const image = await orUnavailable(`GET qr.${type}`, renderOnce([code, type], () => createQrCode(code, type)));
      return respond(image, req.raw, cacheControl('public, max-age=3600'));
    });

  return app;
}

/** The path of the page, with only those parameters that the request had: a longer one would make the code larger. */
function getQrPath({ campaign, language, partner, kind }: PageContext, query: URLSearchParams): string {
  const pageQuery = new URLSearchParams();
  if (query.get('lang')) pageQuery.set('lang', language);
  if (partner) pageQuery.set('partner', partner);
  if (query.get('kind')) pageQuery.set('kind', kind);
  return `/a/${campaign.id}${pageQuery.size ? `?${pageQuery}` : ''}`;
}
