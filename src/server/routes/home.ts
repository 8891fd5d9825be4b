/** The home page, and the style sheet and the icon of all pages. */
import { Hono } from 'hono';
import { createContent } from '../content.ts';
import { respond } from '../http/respond.ts';
import { createFaviconPng, faviconSvg } from '../images/favicon.ts';
import { createRenderCache } from '../images/render-cache.ts';
import { homePage } from '../views/home-page.ts';
import { faviconPaths, stylePath } from '../views/layout.ts';
import { css } from '../views/styles.ts';
import type { RouteContext } from './context.ts';

const faviconCache = 'public, max-age=86400';

export function createHomeRoutes({ campaigns, files, orUnavailable }: RouteContext): Hono {
  const app = new Hono();
  const renderOnce = createRenderCache();
  const style = createContent(css, 'text/css; charset=utf-8');
  app.get(stylePath, ({ req }) => respond(style, req.raw, { 'Cache-Control': 'public, max-age=300' }));
  app.get(faviconPaths.svg, ({ req }) => respond(faviconSvg, req.raw, { 'Cache-Control': faviconCache }));
  app.get(faviconPaths.png, async ({ req }) => {
    const png = await orUnavailable('GET favicon.ico', renderOnce('favicon', createFaviconPng));
    return respond(png, req.raw, { 'Cache-Control': faviconCache });
  });
  if (files.demo) for (const path of ['/', '/demo']) app.get(path, ({ redirect }) => redirect('/demo/'));
  else app.get('/', () => homePage(campaigns.all().map(({ campaign }) => campaign)));
  return app;
}
