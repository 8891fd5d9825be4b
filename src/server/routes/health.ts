/** The health check for load balancers and monitoring. */
import { Hono } from 'hono';
import { timeout } from 'hono/timeout';
import { jsonResponse } from '../http/json-response.ts';
import { ProblemError } from '../problems.ts';
import { retryAfter } from '../submissions/accept-submission.ts';
import type { RouteContext } from './context.ts';

/** Milliseconds after which a database that does not answer counts as unavailable. */
const timeLimit = 3000;

export function createHealthRoutes({ store, orUnavailable }: RouteContext): Hono {
  const app = new Hono();
  // Checks that arrive together share one write: while the database hangs, they must not use up its connections.
  let pendingWrite: Promise<void> | undefined;
  const testWrite = () => (pendingWrite ??= store.testWrite().finally(() => (pendingWrite = undefined)));

  app.get('/healthz', timeout(timeLimit, () => new ProblemError({ type: 'no-answer', retryAfter })), async () => {
    await orUnavailable('GET /healthz', testWrite());
    return jsonResponse({ status: 'ok' });
  });
  return app;
}
