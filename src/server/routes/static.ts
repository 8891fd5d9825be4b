/** The files that the server serves: built files, those beside the campaign documents, the demo. */
import { existsSync, readdirSync } from 'node:fs';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context, type Env, type MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { publicHeaders } from '../middleware/responses.ts';
import type { StaticFolders } from './context.ts';

const shortCache = 'public, max-age=300';
/** For names that never mean other bytes. */
const immutableCache = 'public, max-age=31536000, immutable';
/** Only the build's scripts have a hash in their names; `custom-elements.json` does not. */
const hasHash = (name: string) => /-[\w-]{8}\.js(\.map)?$/.test(name);

/** The media types served beside documents. A document that is no campaign, a backup or a page is not one of them. */
const mediaPath = '/campaigns/:file{.+\\.(?:avif|gif|ico|jpg|jpeg|mp4|png|svg|txt|webm|webp|woff2)}';
const pdfPath = '/campaigns/:file{.+\\.pdf}';

/**
 * Files from outside must not run scripts on the origin of the forms. A PDF is left out: Chromium's viewer does not open
 * in a sandbox, and the scripts of a PDF run in the viewer.
 */
const isolate = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], sandbox: [] },
  // Other sites embed these files.
  crossOriginResourcePolicy: 'cross-origin',
  crossOriginOpenerPolicy: false,
  xFrameOptions: false,
  // Whether a domain and its subdomains have HTTPS is for the operator's proxy to say.
  strictTransportSecurity: false,
});

/** Headers of a file that was found. The file's own date and size tell its versions apart, so that nothing is hashed. */
const describeFile =
  (getCaching: (path: string) => string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    if (!c.res.ok) return;
    const { headers } = c.res;
    for (const [name, value] of Object.entries(publicHeaders)) headers.set(name, value);
    headers.set('Cache-Control', getCaching(c.req.path));
    const version = [headers.get('Last-Modified'), headers.get('Content-Length'), headers.get('Content-Encoding')].join();
    if (c.res.status === 200) headers.set('ETag', `W/"${Buffer.from(version).toString('base64url')}"`);
  };

/** @param getPath the path below the folder; undefined where no file is meant */
function serveFolder(root: string, getPath: (path: string) => string | undefined): MiddlewareHandler {
  // hono would print a warning, where a folder is not there yet or never will be.
  if (!existsSync(root)) return (_, next) => next();
  const serve = serveStatic({ root, precompressed: true, rewriteRequestPath: (path) => getPath(path)! });
  return (c, next) => {
    const path = getPath(c.req.path);
    return path === undefined || /(?:^|\/)\./.test(path) ? next() : serve(c, next);
  };
}

export function createStaticRoutes({ campaigns, web, version, releases, demo }: StaticFolders): Hono {
  const app = new Hono();
  const below = (prefix: string) => (path: string) => (path.startsWith(prefix) ? `/${path.slice(prefix.length)}` : undefined);
  const belowPinned = (prefix: string) => (path: string) => `/pinned${below(prefix)(path)}`;
  const notPinned = (getPath: (path: string) => string | undefined) => (path: string) => {
    const name = getPath(path);
    return name?.startsWith('/pinned/') ? undefined : name;
  };

  if (campaigns) {
    const serve = serveFolder(campaigns, below('/campaigns/'));
    const describe = describeFile(() => shortCache);
    app.get(mediaPath, etag(), isolate, describe, serve);
    app.get(pdfPath, etag(), describe, serve);
  }

  const current = `/${version}/`;
  app.get(
    '/v1/*',
    etag(),
    describeFile((path) => (hasHash(path) ? immutableCache : shortCache)),
    serveFolder(web, notPinned(below('/v1/'))),
    ...(releases ? [serveFromOlderRelease(releases)] : []),
  );
  app.get(
    `${current}*`,
    etag(),
    describeFile(() => immutableCache),
    serveFolder(web, (path) => (notPinned(below(current))(path) === undefined ? undefined : belowPinned(current)(path))),
    serveFolder(web, notPinned(below(current))),
  );
  if (releases) {
    const pinned = (path: string) => (/^\/[^/]+\/pinned\//.test(path) ? undefined : path.replace(/^(\/[^/]+)\//, '$1/pinned/'));
    app.get(
      '/:version{\\d+\\.\\d+\\.\\d+[^/]*}/*',
      etag(),
      describeFile(() => immutableCache),
      serveFolder(releases, pinned),
      serveFolder(releases, (path) => (pinned(path) === undefined ? undefined : path)),
    );
  }

  if (demo) app.get('/demo/*', etag(), describeFile(() => 'no-cache'), serveFolder(demo, below('/demo/')));
  return app;
}

/** A page that was opened before an upgrade, or its cache, may still ask for a script of the version before. */
function serveFromOlderRelease(releases: string): MiddlewareHandler {
  return async (c: Context<Env, string>, next) => {
    const name = c.req.path.slice('/v1/'.length);
    if (!hasHash(name)) return next();
    for (const release of readdirSync(releases)) {
      const response = await serveFolder(releases, () => `/${release}/${name}`)(c, () => Promise.resolve());
      if (response) return response;
    }
    return next();
  };
}
