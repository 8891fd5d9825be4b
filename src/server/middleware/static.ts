/** Folders whose files the world may read. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf, respond, typeOf, type Content } from './content.ts';

/** Larger files are read each time they are asked for. */
const keptBytes = 512 * 1024;

/** @returns the answer, or undefined where there is no such file */
export type Files = (request: Request, name: string, headers: Record<string, string>) => Promise<Response | undefined>;

/**
 * Serves what lies in a folder, at any depth, but for what begins with a dot.
 * @example
 * const files = filesOf('dist/web');
 * await files(request, 'actions.js', { 'Cache-Control': 'public, max-age=300' });
 */
export function serveDirectory(folder: string): Files {
  const kept = new Map<string, Content>();
  return async (request, path, headers) => {
    const name = path.replace(/(^|\/)$/, '$1index.html');
    if (!name.split('/').every((part) => /^[^.\\\0][^\\\0]*$/.test(part))) return undefined;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const tag = `${found.mtimeMs.toString(36)}-${found.size.toString(36)}`;
    let content = kept.get(name);
    if (content?.tag !== tag) {
      content = contentOf(await readFile(join(folder, name)), typeOf(name), tag);
      if (found.size <= keptBytes) kept.set(name, content);
    }
    return respond(content, request, headers);
  };
}

/** Paths of folders. */
export interface StaticFolders {
  campaigns: string;
  /** The built files of this `version`; in `pinned` those that stand under its own address. */
  web: string;
  version: string;
  /** Earlier versions, a folder each. */
  releases?: string | undefined;
  demo?: string | undefined;
}

export const shortCache = { 'Cache-Control': 'public, max-age=300' };
/** For names that never stand for other bytes. */
const immutableCache = { 'Cache-Control': 'public, max-age=31536000, immutable' };
/** Only the build's scripts have a hash in their names; `custom-elements.json` does not. */
const hashed = /-[\w-]{8}\.js(\.map)?$/;

/** They have an address of their own. */
const notPinned = /^(?!pinned\/)/;

const firstMatch =
  (first: Files, second: Files): Files =>
  async (...asked) =>
    (await first(...asked)) ?? second(...asked);

/**
 * All folders, each under its path: built files, those beside the documents, and the demo.
 * @returns the answer to a request, or undefined where no file is meant
 */
export function createStaticHandler({ campaigns, web, version, releases, demo }: StaticFolders): (request: Request) => Promise<Response | undefined> {
  const pinned = serveDirectory(join(web, 'pinned'));
  const current = serveDirectory(web);
  const served: { path: string; files: Files; caching: (name: string) => Record<string, string>; only?: RegExp }[] = [
    // A document that is no campaign is nobody's business.
    { path: '/campaigns/', files: serveDirectory(campaigns), caching: () => shortCache, only: /^(?![^/]*\.json$)/ },
    { path: '/v1/', files: current, caching: (name) => (hashed.test(name) ? immutableCache : shortCache), only: notPinned },
    { path: `/${version}/`, files: firstMatch(pinned, current), caching: () => immutableCache, only: notPinned },
  ];
  if (demo) served.push({ path: '/demo/', files: serveDirectory(demo), caching: () => ({ 'Cache-Control': 'no-cache' }) });
  const older = serveDirectory(releases ?? web);
  const olderPinned: Files = (request, name, headers) => older(request, name.replace('/', '/pinned/'), headers);
  const ofRelease = /^\d+\.\d+\.\d+[^/]*\/(?!pinned\/)./;
  if (releases) served.push({ path: '/', files: firstMatch(olderPinned, older), caching: () => immutableCache, only: ofRelease });

  async function fromOlderRelease(request: Request, name: string): Promise<Response | undefined> {
    for (const one of releases ? await readdir(releases).catch(() => []) : []) {
      const answer = await older(request, `${one}/${name}`, immutableCache);
      if (answer) return answer;
    }
    return undefined;
  }

  return async (request) => {
    if (!/^(GET|HEAD)$/.test(request.method)) return undefined;
    const pathname = decoded(new URL(request.url).pathname);
    const found = served.find(({ path }) => pathname.startsWith(path));
    const name = pathname.slice(found?.path.length);
    const answer = found && (found.only ?? /^/).test(name) ? await found.files(request, name, found.caching(name)) : undefined;
    // A page that stood open, or its cache, may still ask for what the version before had.
    return answer || !pathname.startsWith('/v1/') || !hashed.test(name) ? answer : fromOlderRelease(request, name);
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
