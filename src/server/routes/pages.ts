/** The action's own page, and its address as a QR code. */
import { Hono } from 'hono';
import { createPageContext } from '../views/page-context.ts';
import { createQrCode } from '../images/qr-code.ts';
import { respond } from '../middleware/cached-content.ts';
import { addressNames, readPageQuery, type ActionPages } from './action-pages.ts';
import type { RouteContext } from './context.ts';

export function createPageRoutes({ campaigns, requireCampaign, getOrigin, cacheControl }: RouteContext, pages: ActionPages): Hono {
  const app = new Hono();

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
      return respond(await createQrCode(context, type, origin, query), req.raw, cacheControl('public, max-age=3600'));
    });

  return app;
}
