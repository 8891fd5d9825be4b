/** The demo on a server that does not serve it: for those who are signed in to the desk, over a database of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono, type MiddlewareHandler } from 'hono';
import { openCampaignFolder } from './campaigns/campaign-folder.ts';
import { combineCampaigns } from './campaigns/campaign-sources.ts';
import { openDatabase } from './db/open-database.ts';
import type { Store } from './db/store.ts';
import { seedDemo } from './demo.ts';
import { findSession } from './desk/accounts.ts';
import { createErrorHandler, createNotFoundHandler } from './middleware/errors.ts';
import { createActionPages } from './routes/action-pages.ts';
import { createCampaignRoutes } from './routes/campaigns.ts';
import { createRouteContext, type AppOptions } from './routes/context.ts';
import { createSessionCookie } from './routes/desk/access.ts';
import { createImageRoutes } from './routes/images.ts';
import { createStaticRoutes } from './routes/static.ts';
import { createSubmissionRoutes } from './routes/submissions.ts';
import { deskPaths } from './views/desk/layout.ts';

export interface DemoPreview {
  routes: Hono;
  /** Deletes what was sent from the demo. */
  close: () => Promise<void>;
}

/** Addresses that the demo's pages name, which are those of the server's own campaigns. */
const ownAddress = /(["'])\/(campaigns|a)\//g;
/** It lists the server's own campaigns. */
const embedCodeLink = /<p><a href="\/embed-code">[^]*?<\/p>/;

const moveAddresses: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.ok || !/^text\/(?:html|javascript)/.test(c.res.headers.get('Content-Type') ?? '')) return;
  const text = (await c.res.text()).replace(ownAddress, '$1/demo/$2/').replace(embedCodeLink, '');
  // Those of the file describe other bytes.
  const headers = { 'Content-Type': c.res.headers.get('Content-Type')!, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  c.res = undefined;
  c.res = new Response(text, { headers });
};

/** @param folder of the database, which is deleted with it */
async function openDemo(options: AppOptions, demoDir: string, folder: string): Promise<{ app: Hono; store: Store }> {
  const store = await openDatabase({ dataDir: folder }, { mayCreate: true });
  const { log } = options;
  const campaigns = combineCampaigns(openCampaignFolder(join(demoDir, 'campaigns'), { report: log }), store, { report: log });
  const demoOptions: AppOptions = { ...options, campaigns, store, outboxKeys: undefined, abuse: undefined, emailLinks: undefined, confirmations: undefined, sendsLetters: false, metrics: undefined };
  await seedDemo(demoDir, demoOptions);
  const context = createRouteContext(demoOptions);
  const app = new Hono();
  app.use(moveAddresses);
  app.route('/demo/campaigns', createCampaignRoutes(context));
  app.route('/demo/campaigns', createSubmissionRoutes(context, createActionPages(context)));
  app.route('/demo/campaigns', createImageRoutes(context));
  // The pages of the actions would send to the server's own campaigns.
  app.get('/demo/a/:id', (c) => c.redirect('/demo/'));
  app.route('/', createStaticRoutes({ ...options.files, campaigns: undefined, releases: undefined, demo: demoDir }));
  app.notFound(createNotFoundHandler(app));
  app.onError(createErrorHandler(log));
  return { app, store };
}

/** @param demoDir the folder of the demo; its database is created with the first visit */
export function createDemoPreview(options: AppOptions, demoDir: string): DemoPreview {
  const cookie = createSessionCookie(options);
  let folder: string | undefined;
  let demo: ReturnType<typeof openDemo> | undefined;
  function open() {
    folder ??= mkdtempSync(join(tmpdir(), 'action-widgets-demo-'));
    return (demo ??= openDemo(options, demoDir, folder).catch((error: unknown) => {
      // The next visit tries again.
      demo = undefined;
      throw error;
    }));
  }
  const routes = new Hono();
  routes.get('/demo', (c) => c.redirect('/demo/'));
  routes.all('/demo/*', async (c) => {
    if (!(await findSession(options.store, cookie.get(c), options.now()))) return c.redirect(deskPaths.signIn, 303);
    return (await open()).app.fetch(c.req.raw, c.env);
  });
  return {
    routes,
    async close() {
      await (await demo?.catch(() => undefined))?.store.close();
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
