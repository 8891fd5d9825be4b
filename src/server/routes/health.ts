/** The health check for load balancers and monitoring. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import { jsonResponse } from '../middleware/responses.ts';
import type { RouteContext } from './context.ts';

/** Milliseconds after which a database that does not answer counts as unavailable. */
const defaultLimit = 3000;

export function createHealthRoutes({ store, orUnavailable }: RouteContext, limit = defaultLimit): Hono {
  const app = new Hono();
  app.get('/healthz', timeout(limit, new HTTPException(503)), async () => {
    await orUnavailable('GET /healthz', store.ping());
    return jsonResponse({ status: 'ok' });
  });
  return app;
}
