/** The home page, and the style sheet of all pages. */
import { Hono } from 'hono';
import { createContent } from '../content.ts';
import { respond } from '../http/respond.ts';
import { homePage } from '../views/home-page.ts';
import { stylePath } from '../views/layout.ts';
import { css } from '../views/styles.ts';
import type { RouteContext } from './context.ts';

export function createHomeRoutes({ campaigns, files }: RouteContext): Hono {
  const app = new Hono();
  const style = createContent(css, 'text/css; charset=utf-8');
  app.get(stylePath, ({ req }) => respond(style, req.raw, { 'Cache-Control': 'public, max-age=300' }));
  if (files.demo) for (const path of ['/', '/demo']) app.get(path, ({ redirect }) => redirect('/demo/'));
  else app.get('/', () => homePage(campaigns.all().map(({ campaign }) => campaign)));
  return app;
}
