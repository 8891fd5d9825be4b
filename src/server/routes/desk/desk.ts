/** The organiser's desk: pages for those who have an account. */
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { createContent } from '../../content.ts';
import { createOverviews } from '../../desk/overview.ts';
import { respond } from '../../http/respond.ts';
import { ProblemError } from '../../problems.ts';
import { deskErrorPage } from '../../views/desk/layout.ts';
import { overviewPage } from '../../views/desk/overview-page.ts';
import { deskStyles } from '../../views/desk/styles.ts';
import type { RouteContext } from '../context.ts';
import { createSessionCookie, limitBodyByRoute, requireRole, type DeskEnv } from './access.ts';
import { addAccountRoutes } from './accounts.ts';
import { addAuditRoutes } from './audit.ts';
import { addCampaignRoutes } from './campaigns.ts';
import { addCardRoutes } from './cards.ts';
import { addCheckPageRoutes } from './check-page.ts';
import { addExportRoutes } from './exports.ts';
import { addHeldRoutes } from './held.ts';
import { addLetterRoutes } from './letters.ts';
import { addPasskeyRoutes } from './passkeys.ts';
import { addPrintRoutes } from './print.ts';
import { addSealedRoutes } from './sealed.ts';
import { addSessionRoutes } from './session.ts';
import { addWebhookRoutes } from './webhooks.ts';

export function createDeskRoutes(context: RouteContext): Hono<DeskEnv> {
  const { campaigns, store, now, getOrigin, orUnavailable } = context;
  const app = new Hono<DeskEnv>();
  const cookie = createSessionCookie(context);
  const style = createContent(deskStyles, 'text/css; charset=utf-8');
  const getOverview = createOverviews(store, now);

  app.onError((error, c) => {
    if (!(error instanceof HTTPException) || error instanceof ProblemError) throw error;
    return deskErrorPage({ title: 'Not allowed', text: 'This form was not sent from the desk. Nothing was changed.', status: c.error instanceof HTTPException ? c.error.status : 403 });
  });
  app.use(limitBodyByRoute(), csrf({ origin: (origin, { req }) => origin === getOrigin(req.url) }), requireRole(context, cookie));

  app.get('/desk.css', ({ req }) => respond(style, req.raw, { 'Cache-Control': 'public, max-age=300' }));
  addSessionRoutes(app, context, cookie);
  addPasskeyRoutes(app, context, cookie);
  addCampaignRoutes(app, context);
  addCardRoutes(app, context);
  addPrintRoutes(app, context);
  addSealedRoutes(app, context);
  addLetterRoutes(app, context);
  addHeldRoutes(app, context);
  addExportRoutes(app, context);
  addWebhookRoutes(app, context);
  addCheckPageRoutes(app, context);
  addAuditRoutes(app, context);
  addAccountRoutes(app, context);

  app.get('/', async (c) => {
    const all = campaigns.all().map(async ({ campaign }) => ({ campaign, overview: await getOverview(campaign.id) }));
    return overviewPage(c.var.account, await orUnavailable('GET /desk', Promise.all(all)), c.req.query('campaign'));
  });
  return app;
}
