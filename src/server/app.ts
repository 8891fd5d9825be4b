/** The server as an app: a request in, a response out. Each resource has its own routes. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { createErrorHandler, createNotFoundHandler } from './middleware/errors.ts';
import { createActionPages } from './routes/action-pages.ts';
import { createCampaignRoutes } from './routes/campaigns.ts';
import { createChallengeRoutes } from './routes/challenges.ts';
import { createRouteContext, type AppOptions } from './routes/context.ts';
import { createConfirmRoutes } from './routes/confirm.ts';
import { createDeskRoutes } from './routes/desk/desk.ts';
import { createEmbedCodeRoutes } from './routes/embed-code.ts';
import { createEmbedRoutes } from './routes/embed.ts';
import { createHealthRoutes } from './routes/health.ts';
import { createHomeRoutes } from './routes/home.ts';
import { createImageRoutes } from './routes/images.ts';
import { createManageRoutes } from './routes/manage.ts';
import { createOembedRoutes } from './routes/oembed.ts';
import { createOpenApiRoutes } from './routes/openapi.ts';
import { createPageRoutes } from './routes/pages.ts';
import { createStaticRoutes } from './routes/static.ts';
import { createSubmissionRoutes } from './routes/submissions.ts';

export type { AppOptions };

export function createApp(options: AppOptions): Hono {
  const context = createRouteContext(options);
  const pages = createActionPages(context);
  const app = new Hono();

  if (options.metrics) app.use(options.metrics.measure);
  // Only for preflights: the headers of other responses are constant and set where they are made.
  app.options('*', cors({ allowMethods: ['GET', 'HEAD', 'POST'], maxAge: 86_400 }));
  // Other responses are compressed once, and kept.
  for (const path of ['/', '/a/*', '/embed/*', '/embed-code']) app.use(path, compress());
  app.route('/campaigns', createCampaignRoutes(context));
  app.route('/campaigns', createChallengeRoutes(context));
  app.route('/campaigns', createSubmissionRoutes(context, pages));
  app.route('/campaigns', createImageRoutes(context));
  app.route('/a', createPageRoutes(context, pages));
  app.route('/embed', createEmbedRoutes(context, pages));
  app.route('/desk', createDeskRoutes(context));
  app.route('/', createEmbedCodeRoutes(context));
  app.route('/', createManageRoutes(context));
  app.route('/', createConfirmRoutes(context));
  app.route('/', createHomeRoutes(context));
  app.route('/', createOpenApiRoutes(context));
  app.route('/', createOembedRoutes(context));
  app.route('/', createHealthRoutes(context));
  if (options.metrics) app.route('/', options.metrics.routes);
  if (options.demoPreview) app.route('/', options.demoPreview);
  app.route('/', createStaticRoutes(context.files));

  app.notFound(createNotFoundHandler(app));
  app.onError(createErrorHandler(options.log));
  return app;
}
