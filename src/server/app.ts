/** The routes: a request in, a response out. */
import { Hono } from 'hono';
import type { FieldError } from '../campaign/schema/problem.schema.ts';
import { maxDepth, maxSubmissionBytes } from '../campaign/schema/submission.schema.ts';
import { json, preflight, problemResponse } from './http/problem.ts';
import type { CampaignRepository, LoadedCampaign } from './campaigns/repository.ts';
import { contentOf, respond, type Content } from './http/content.ts';
import { getCounts } from './submissions/counters.ts';
import { formatFailure } from './log.ts';
import { createStaticHandler, shortCache, type StaticFolders } from './http/static.ts';
import { readBody, requireContentType, parseJsonBody, isAllowedOrigin, HttpError, utf8 } from './http/body.ts';
import { listMessages, parsePageQuery } from './messages/list-messages.ts';
import { openApi } from './openapi.ts';
import { stylePath } from './views/layout.ts';
import { createPages } from './routes/pages.ts';
import { assertFormSize, maxFormBytes, formToSubmission } from './http/parse-form.ts';
import { css } from './views/styles.ts';
import { createPictures } from './images/images.ts';
import type { Store } from './db/store.ts';
import { acceptSubmission, retryAfter } from './submissions/accept-submission.ts';

export interface AppOptions {
  campaigns: CampaignRepository;
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A fresh UUID. */
  newId: () => string;
  /** The origin under which the world knows this endpoint, beside the address it is asked at. */
  publicOrigin?: string | undefined;
  /** Takes one line about each failure; it holds nothing that anybody sent. */
  log: (line: string) => void;
  files: StaticFolders;
}

export type Env = { Bindings: { incoming?: import('node:http').IncomingMessage } };

const isForm = (headers: Headers) => /^application\/x-www-form-urlencoded\b/i.test(headers.get('Content-Type') ?? '');

const encode = (text: string) => new TextEncoder().encode(text);

export function createApp({ campaigns, store, now, newId, publicOrigin, log, files }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const typeOf = requireContentType(['application/json', 'text/plain']);
  const readSubmissionBody = readBody(maxSubmissionBytes);
  const readForm = readBody(maxFormBytes);
  const style = contentOf(encode(css), 'text/css; charset=utf-8');
  const pages = createPages({ campaigns, store, now, newId, publicOrigin });
  const pictures = createPictures({ now });
  const parse = parseJsonBody(maxDepth);
  const allows = isAllowedOrigin(publicOrigin ? [publicOrigin] : []);
  /** What the store answers; where it does not, `unavailable`. */
  const orUnavailable = <T>(route: string, answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      if (error instanceof HttpError) throw error;
      log(formatFailure(route, error));
      throw new HttpError({ type: 'unavailable', retryAfter });
    });
  const deps = { store, now, log: (error: unknown) => log(formatFailure('POST submissions', error)) };
  const requireCampaign = (id: string): LoadedCampaign => {
    const loaded = campaigns.get(id);
    if (!loaded) throw new HttpError({ type: 'unknown-campaign' });
    return loaded;
  };

  app.options('*', () => new Response(null, { status: 204, headers: preflight }));

  // The routes are such that no request matches two, and one name stands for one thing at each place: then hono takes its
  // quick router, and asks no handler to wait for another.
  app.get('/campaigns/:id', ({ req, notFound }) => {
    const name = req.param('id');
    if (!name.endsWith('.json')) return notFound();
    const { document } = requireCampaign(name.slice(0, -'.json'.length));
    return respond(document, req.raw, { 'Cache-Control': 'public, max-age=60, stale-while-revalidate=60' });
  });

  app.get('/campaigns/:id/counts.json', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const counts = await orUnavailable('GET counts', getCounts(store, campaign, new Date(now()).toISOString()));
    return json(counts, 200, { 'Cache-Control': 'public, max-age=15' });
  });

  app.get('/campaigns/:id/messages.json', async ({ req }) => {
    const { campaign } = requireCampaign(req.param('id'));
    const page = parsePageQuery(new URL(req.url).searchParams);
    const messages = await orUnavailable('GET messages', listMessages(campaign, page, store));
    return json(messages, 200, { 'Cache-Control': 'public, max-age=15' });
  });

  for (const kind of ['svg', 'png'] as const)
    app.get(`/campaigns/:id/counter.${kind}`, ({ req }) => {
      const { campaign } = requireCampaign(req.param('id'));
      return orUnavailable(`GET counter.${kind}`, pictures.counter(campaign, kind, req.raw));
    });

  app.post('/campaigns/:id/submissions', async ({ req, env }) => {
    const id = req.param('id');
    const body = env?.incoming ?? req.raw.body;
    const accept = async (sent: unknown, faults?: FieldError[]) => {
      const { campaign } = requireCampaign(id);
      const allowed = allows(campaign, req.header('Origin') ?? null, req.url);
      const result = await acceptSubmission(campaign, { body: sent, key: req.header('Idempotency-Key'), allowed, faults }, deps);
      if ('problem' in result) throw new HttpError(result.problem);
      return result.receipt;
    };
    if (!isForm(req.raw.headers)) {
      const bytes = await readSubmissionBody(body);
      typeOf(req.raw.headers);
      const receipt = await accept(parse(utf8(bytes)));
      return json(receipt, receipt.replayed ? 200 : 201);
    }
    const url = new URL(req.url);
    let form: URLSearchParams | undefined;
    try {
      form = new URLSearchParams(utf8(await readForm(body)));
      assertFormSize(form);
      const loaded = requireCampaign(id);
      const { body: sent, faults } = formToSubmission(loaded.campaign, form);
      await accept(sent, faults);
      return await pages.accepted(loaded.campaign, form, url);
    } catch (error) {
      if (error instanceof HttpError) return pages.refused(id, error.refusal, form, url);
      throw error;
    }
  });

  app.get('/a/:id', ({ req }) => pages.action(req.param('id'), new URL(req.url)));
  for (const type of ['svg', 'png'] as const)
    app.get(`/a/:id/qr.${type}`, ({ req }) => pages.qr(requireCampaign(req.param('id')).campaign, type, req.raw));
  app.get('/embed/:id/:kind', ({ req }) => pages.embed(req.param('id'), req.param('kind'), new URL(req.url)));
  app.get(stylePath, ({ req }) => respond(style, req.raw, shortCache));

  let api: Content | undefined;
  app.get('/openapi.json', ({ req }) => {
    api ??= contentOf(encode(JSON.stringify(openApi(files.version))), 'application/json');
    return respond(api, req.raw, shortCache);
  });

  app.get('/healthz', async () => {
    await orUnavailable('GET /healthz', store.ping());
    return json({ status: 'ok' });
  });

  if (files.demo) for (const path of ['/', '/demo']) app.get(path, ({ redirect }) => redirect('/demo/'));
  // What no route takes is a file.
  const serveStatic = createStaticHandler(files);
  app.notFound(async ({ req }) => (await serveStatic(req.raw)) ?? problemResponse({ type: 'not-found' }));
  app.onError((error, { req }) => {
    if (error instanceof HttpError) return problemResponse(error.refusal);
    log(formatFailure(req.method, error));
    return problemResponse({ type: 'failed' });
  });
  return app;
}
