/** The description of the HTTP interface. */
import { Hono } from 'hono';
import { createContent, type Content } from '../content.ts';
import { respond } from '../http/respond.ts';
import { createOpenApi } from '../openapi/openapi.ts';
import type { RouteContext } from './context.ts';

export function createOpenApiRoutes({ files }: RouteContext): Hono {
  const app = new Hono();
  let content: Content | undefined;
  app.get('/openapi.json', ({ req }) => {
    content ??= createContent(JSON.stringify(createOpenApi(files.version)), 'application/json');
    return respond(content, req.raw, { 'Cache-Control': 'public, max-age=300' });
  });
  return app;
}
