/** The routes: a request in, a response out. */
import { Hono } from 'hono';
import type { Fault } from '../campaign/schema/problem.schema.ts';
import { maxDepth, maxSubmissionBytes } from '../campaign/schema/submission.schema.ts';
import { json, preflight, refuse } from './http/problem.ts';
import type { Campaigns, Loaded } from './campaigns/repository.ts';
import { contentOf, send, type Content } from './http/content.ts';
import { countsOf } from './submissions/counters.ts';
import { failureLine } from './log.ts';
import { allFiles, brief, type Folders } from './http/static.ts';
import { bodyReader, contentTypes, jsonReader, origins, Refused, utf8 } from './http/body.ts';
import { messagesOf, pageAsked } from './messages/list-messages.ts';
import { openApi } from './openapi.ts';
import { stylePath } from './views/layout.ts';
import { createPages } from './routes/pages.ts';
import { checkForm, maxFormBytes, submissionOf } from './http/parse-form.ts';
import { css } from './views/styles.ts';
import { createPictures } from './images/images.ts';
import type { Store } from './db/store.ts';
import { receive, retryAfter } from './submissions/accept-submission.ts';

export interface AppOptions {
  campaigns: Campaigns;
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A fresh UUID. */
  newId: () => string;
  /** The origin under which the world knows this endpoint, beside the address it is asked at. */
  publicOrigin?: string | undefined;
  /** Takes one line about each failure; it holds nothing that anybody sent. */
  log: (line: string) => void;
  files: Folders;
}

export type Env = { Bindings: { incoming?: import('node:http').IncomingMessage } };

const isForm = (headers: Headers) => /^application\/x-www-form-urlencoded\b/i.test(headers.get('Content-Type') ?? '');

const encode = (text: string) => new TextEncoder().encode(text);

export function createApp({ campaigns, store, now, newId, publicOrigin, log, files }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const typeOf = contentTypes(['application/json', 'text/plain']);
  const readBody = bodyReader(maxSubmissionBytes);
  const readForm = bodyReader(maxFormBytes);
  const style = contentOf(encode(css), 'text/css; charset=utf-8');
  const pages = createPages({ campaigns, store, now, newId, publicOrigin });
  const pictures = createPictures({ now });
  const parse = jsonReader(maxDepth);
  const allows = origins(publicOrigin ? [publicOrigin] : []);
  /** What the store answers; where it does not, `unavailable`. */
  const asked = <T>(route: string, answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      if (error instanceof Refused) throw error;
      log(failureLine(route, error));
      throw new Refused({ type: 'unavailable', retryAfter });
    });
  const intake = { store, now, log: (error: unknown) => log(failureLine('POST submissions', error)) };
  const known = (id: string): Loaded => {
    const loaded = campaigns.get(id);
    if (!loaded) throw new Refused({ type: 'unknown-campaign' });
    return loaded;
  };

  app.options('*', () => new Response(null, { status: 204, headers: preflight }));

  // The routes are such that no request matches two, and one name stands for one thing at each place: then hono takes its
  // quick router, and asks no handler to wait for another.
  app.get('/campaigns/:id', ({ req, notFound }) => {
    const name = req.param('id');
    if (!name.endsWith('.json')) return notFound();
    const { document } = known(name.slice(0, -'.json'.length));
    return send(document, req.raw, { 'Cache-Control': 'public, max-age=60, stale-while-revalidate=60' });
  });

  app.get('/campaigns/:id/counts.json', async ({ req }) => {
    const { campaign } = known(req.param('id'));
    const counts = countsOf(campaign, await asked('GET counts', store.numbers(campaign.id)), new Date(now()).toISOString());
    return json(counts, 200, { 'Cache-Control': 'public, max-age=15' });
  });

  app.get('/campaigns/:id/messages.json', async ({ req }) => {
    const { campaign } = known(req.param('id'));
    const page = pageAsked(new URL(req.url).searchParams);
    const messages = await asked('GET messages', messagesOf(campaign, page, store));
    return json(messages, 200, { 'Cache-Control': 'public, max-age=15' });
  });

  for (const kind of ['svg', 'png'] as const)
    app.get(`/campaigns/:id/counter.${kind}`, ({ req }) => {
      const { campaign } = known(req.param('id'));
      return asked(`GET counter.${kind}`, pictures.counter(campaign, kind, req.raw));
    });

  app.post('/campaigns/:id/submissions', async ({ req, env }) => {
    const id = req.param('id');
    const body = env?.incoming ?? req.raw.body;
    const take = (sent: unknown, faults?: Fault[]) => {
      const { campaign } = known(id);
      const allowed = allows(campaign, req.header('Origin') ?? null, req.url);
      return receive(campaign, { body: sent, key: req.header('Idempotency-Key'), allowed, faults }, intake);
    };
    if (!isForm(req.raw.headers)) {
      const bytes = await readBody(body);
      typeOf(req.raw.headers);
      const receipt = await take(parse(utf8(bytes)));
      return json(receipt, receipt.replayed ? 200 : 201);
    }
    const url = new URL(req.url);
    let form: URLSearchParams | undefined;
    try {
      form = new URLSearchParams(utf8(await readForm(body)));
      checkForm(form);
      const loaded = known(id);
      const { body: sent, faults } = submissionOf(loaded.campaign, form);
      await take(sent, faults);
      return await pages.accepted(loaded.campaign, form, url);
    } catch (error) {
      if (error instanceof Refused) return pages.refused(id, error.refusal, form, url);
      throw error;
    }
  });

  app.get('/a/:id', ({ req }) => pages.action(req.param('id'), new URL(req.url)));
  for (const type of ['svg', 'png'] as const)
    app.get(`/a/:id/qr.${type}`, ({ req }) => pages.qr(known(req.param('id')).campaign, type, req.raw));
  app.get('/embed/:id/:kind', ({ req }) => pages.embed(req.param('id'), req.param('kind'), new URL(req.url)));
  app.get(stylePath, ({ req }) => send(style, req.raw, brief));

  let api: Content | undefined;
  app.get('/openapi.json', ({ req }) => {
    api ??= contentOf(encode(JSON.stringify(openApi(files.version))), 'application/json');
    return send(api, req.raw, brief);
  });

  app.get('/healthz', async () => {
    await asked('GET /healthz', store.ping());
    return json({ status: 'ok' });
  });

  if (files.demo) for (const path of ['/', '/demo']) app.get(path, ({ redirect }) => redirect('/demo/'));
  // What no route takes is a file.
  const filed = allFiles(files);
  app.notFound(async ({ req }) => (await filed(req.raw)) ?? refuse({ type: 'not-found' }));
  app.onError((error, { req }) => {
    if (error instanceof Refused) return refuse(error.refusal);
    log(failureLine(req.method, error));
    return refuse({ type: 'failed' });
  });
  return app;
}
