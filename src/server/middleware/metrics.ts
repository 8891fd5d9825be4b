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

export interface MetricsSources {
  store: Pick<Store, 'letterEmails' | 'confirmations' | 'webhooks' | 'held'>;
  abuse: { countBeyondLimits: () => { campaigns: number; senders: number } };
  outboxKeys: { getCurrent: () => readonly { expires: string }[] };
}

const prefix = 'action_widgets_';
/** The states of a queue in which someone may have to act. */
const queueStates = ['waiting', 'failed'] as const;

const sumCounts = (rows: readonly { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);

/** @param token that a scraper sends as `Authorization: Bearer …` */
export function createMetrics({ store, abuse, outboxKeys }: MetricsSources, token: string): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Counter({ registers, name: `${prefix}http_requests_total`, help: 'Requests, by method, route and status', labelNames: ['method', 'route', 'status'] });
  const durations = new Histogram({ registers, name: `${prefix}http_request_duration_seconds`, help: 'Time until the response, by method and route', labelNames: ['method', 'route'] });
  const addGauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => Promise<void> | void) =>
    register.registerMetric(new Gauge({ registers: [], name: `${prefix}${name}`, help, labelNames, collect() { return collect(this); } }));
  addGauge('letter_emails', 'Letters in the queue for email, by state', ['state'], async (gauge) => {
    for (const state of queueStates) gauge.set({ state }, sumCounts(await store.letterEmails.count({ state })));
  });
  addGauge('confirmation_emails', 'Emails that ask for a confirmation, by state', ['state'], async (gauge) => {
    const counts = await store.confirmations.count();
    for (const state of queueStates) gauge.set({ state }, sumCounts(counts.filter((row) => row.state === state)));
  });
  addGauge('webhook_messages', 'Messages to webhooks, by state', ['state'], async (gauge) => {
    const counts = await store.webhooks.count();
    for (const state of queueStates) gauge.set({ state }, sumCounts(counts.filter((row) => row.state === state)));
  });
  addGauge('held_submissions', 'Submissions that wait for a moderator, by reason', ['reason'], async (gauge) => {
    const counts = await store.held.count();
    for (const reason of ['late', 'flood'] as const) gauge.set({ reason }, sumCounts(counts.filter(({ held }) => held === reason)));
  });
  addGauge('beyond_limits', 'Campaigns and senders that need a proof of work for each submission', ['kind'], (gauge) => {
    const { campaigns, senders } = abuse.countBeyondLimits();
    gauge.set({ kind: 'campaign' }, campaigns);
    gauge.set({ kind: 'sender' }, senders);
  });
  addGauge('outbox_keys_expiry_timestamp_seconds', 'When pages have to stop to encrypt with the current outbox keys; 0 without keys', [], (gauge) => {
    const expiries = outboxKeys.getCurrent().map(({ expires }) => Date.parse(expires) / 1000);
    gauge.set(expiries.length ? Math.min(...expiries) : 0);
  });

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
