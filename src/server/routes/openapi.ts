/** The description of the HTTP interface. */
import { Hono } from 'hono';
import { createCachedContent, respond, type CachedContent } from '../middleware/cached-content.ts';
import { createOpenApi } from '../openapi.ts';
import type { RouteContext } from './context.ts';

export function createOpenApiRoutes({ files }: RouteContext): Hono {
  const app = new Hono();
  let content: CachedContent | undefined;
  app.get('/openapi.json', ({ req }) => {
    content ??= createCachedContent(JSON.stringify(createOpenApi(files.version)), 'application/json');
    return respond(content, req.raw, { 'Cache-Control': 'public, max-age=300' });
  });
  return app;
}
