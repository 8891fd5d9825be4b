/** Metrics in the text format of Prometheus. Their labels are patterns of routes and numbers: nothing that a client sends. */
import { Hono, type MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../db/store.ts';

export interface Metrics {
  /** Measures every request. */
  measure: MiddlewareHandler;
  /** `GET /metrics` for a monitoring system that knows the token. */
  routes: Hono;
}

const prefix = 'action_widgets_';

/** @param token that a scraper sends as `Authorization: Bearer …` */
export function createMetrics(store: Pick<Store, 'letterEmails' | 'webhooks'>, token: string): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Counter({ registers, name: `${prefix}http_requests_total`, help: 'Requests, by method, route and status', labelNames: ['method', 'route', 'status'] });
  const durations = new Histogram({ registers, name: `${prefix}http_request_duration_seconds`, help: 'Time until the response, by method and route', labelNames: ['method', 'route'] });
  const emails = new Gauge({
    registers,
    name: `${prefix}letter_emails`,
    help: 'Letters in the queue for email, by state',
    labelNames: ['state'],
    async collect() {
      for (const state of ['waiting', 'failed'] as const) {
        const counts = await store.letterEmails.count({ state });
        this.set({ state }, counts.reduce((sum, { count }) => sum + count, 0));
      }
    },
  });
  const webhooks = new Gauge({
    registers,
    name: `${prefix}webhook_messages`,
    help: 'Messages to webhooks, by state',
    labelNames: ['state'],
    async collect() {
      const counts = await store.webhooks.count();
      for (const state of ['waiting', 'failed'] as const) this.set({ state }, counts.reduce((sum, row) => (row.state === state ? sum + row.count : sum), 0));
    },
  });
  register.registerMetric(emails);
  register.registerMetric(webhooks);

  return {
    async measure(c, next) {
      const endTimer = durations.startTimer();
      await next();
      // A path would contain what a client sent, and the pattern of this middleware matches every path.
      const route = routePath(c, -1);
      const labels = { method: c.req.method, route: route === '*' || route === '/*' ? 'none' : route };
      endTimer(labels);
      requests.inc({ ...labels, status: c.res.status });
    },
    routes: new Hono().get('/metrics', bearerAuth({ token }), async () => {
      const headers = { 'Content-Type': register.contentType, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
      return new Response(await register.metrics(), { headers });
    }),
  };
}
