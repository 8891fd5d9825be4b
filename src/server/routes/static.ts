/** The files that the server serves: built files, those beside the campaign documents, the demo. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { publicHeaders } from '../http/json-response.ts';
import type { StaticFolders } from './context.ts';

const shortCache = 'public, max-age=300';
/** For names that never mean other bytes. */
const immutableCache = 'public, max-age=31536000, immutable';
/** Only the build's scripts have a hash in their names; `custom-elements.json` does not. */
const hasHash = (name: string) => /-[\w-]{8}\.js(\.map)?$/.test(name);

/** The media types served beside documents. A document that is no campaign, a backup or a page is not one of them. */
const mediaPath = '/campaigns/:file{.+\\.(?:avif|gif|ico|jpg|jpeg|mp4|png|svg|webm|webp|woff2)}';
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

const answerNotModified = etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(publicHeaders)] });

/** Headers of a file that was found. The file's own date and size tell its versions apart, so that nothing is hashed. */
const describeFile =
  (getCaching: (path: string) => string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const { headers, ok, status } = c.res;
    if (status === 404) return;
    for (const [name, value] of Object.entries(publicHeaders)) headers.set(name, value);
    if (!ok) return;
    headers.set('Cache-Control', getCaching(c.req.path));
    const size = headers.get('Content-Range')?.split('/')[1] ?? headers.get('Content-Length');
    const version = [headers.get('Last-Modified'), size, headers.get('Content-Encoding')].join();
    headers.set('ETag', `W/"${Buffer.from(version).toString('base64url')}"`);
  };

/** The build has compressed its files. A cache must know even for a client that accepts no compression. */
const varyByEncoding: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.ok) c.res.headers.set('Vary', 'Accept-Encoding');
};

/** @param isBuilt whether the build has made it: with compressed files, and a folder that is served only under the path of its version */
function serveFolder(root: string, mountPath: string, { isBuilt = false } = {}): MiddlewareHandler {
  // hono would print a warning, where a folder is not there yet or never will be.
  if (!existsSync(root)) return (_, next) => next();
  const serve = serveStatic({ root, precompressed: isBuilt, rewriteRequestPath: (path) => path.slice(mountPath.length) });
  const privatePath = isBuilt ? /\/\.|^\/pinned\// : /\/\./;
  return (c, next) => (privatePath.test(c.req.path.slice(mountPath.length)) ? next() : serve(c, next));
}

/** A page that was opened before an upgrade, or its cache, may still ask for a script of the version before. */
const ifHashed =
  (serve: MiddlewareHandler): MiddlewareHandler =>
  (c, next) =>
    hasHash(c.req.path) ? serve(c, next) : next();

/** The folders of earlier versions: a release is added while the server is stopped for its upgrade. */
const findReleases = (folder: string) =>
  readdirSync(folder)
    .filter((name) => /^\d+\.\d+\.\d+/.test(name))
    .map((version) => ({ version, folder: join(folder, version) }));

export function createStaticRoutes({ campaigns, web, version, releases, demo }: StaticFolders): Hono {
  const app = new Hono();
  const olderReleases = releases ? findReleases(releases) : [];

  if (campaigns) {
    const handlers = [describeFile(() => shortCache), serveFolder(campaigns, '/campaigns')];
    app.get(mediaPath, answerNotModified, isolate, ...handlers);
    app.get(pdfPath, answerNotModified, ...handlers);
  }
  if (demo) app.get('/demo/*', answerNotModified, describeFile(() => 'no-cache'), serveFolder(demo, '/demo'));

  const currentHeaders = describeFile((path) => (hasHash(path) ? immutableCache : shortCache));
  const serveOlder = olderReleases.map(({ folder }) => ifHashed(serveFolder(folder, '/v1', { isBuilt: true })));
  app.get('/v1/*', answerNotModified, currentHeaders, varyByEncoding, serveFolder(web, '/v1', { isBuilt: true }), ...serveOlder);

  const pinnedHeaders = describeFile(() => immutableCache);
  for (const { version: name, folder } of [{ version, folder: web }, ...olderReleases]) {
    const serve = [join(folder, 'pinned'), folder].map((root) => serveFolder(root, `/${name}`, { isBuilt: true }));
    app.get(`/${name}/*`, answerNotModified, pinnedHeaders, varyByEncoding, ...serve);
  }
  return app;
}
