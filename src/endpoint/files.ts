/** Folders whose files the world may read. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env, Hono } from 'hono';
import { refuse } from './answers.ts';
import { contentOf, send, typeOf, type Content } from './content.ts';

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
export function filesOf(folder: string): Files {
  const kept = new Map<string, Content>();
  return async (request, name, headers) => {
    name = name.replace(/(^|\/)$/, '$1index.html');
    if (!name.split('/').every((part) => /^[^.\\\0][^\\\0]*$/.test(part))) return undefined;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const tag = `${found.mtimeMs.toString(36)}-${found.size.toString(36)}`;
    let content = kept.get(name);
    if (content?.tag !== tag) {
      content = contentOf(await readFile(join(folder, name)), typeOf(name), tag);
      if (found.size <= keptBytes) kept.set(name, content);
    }
    return send(content, request, headers);
  };
}

/** Paths of folders. */
export interface Folders {
  campaigns: string;
  /** The built files of this `version`. */
  web: string;
  version: string;
  /** Earlier versions, a folder each. */
  releases?: string | undefined;
  demo?: string | undefined;
}

export const brief = { 'Cache-Control': 'public, max-age=300' };
/** For names that never stand for other bytes. */
const forGood = { 'Cache-Control': 'public, max-age=31536000, immutable' };
const hashed = /-[\w-]{8}\.\w+(\.map)?$/;

/** Puts the folders under their paths: built files, those beside the documents, and the demo. */
export function addFiles<E extends Env>(app: Hono<E>, { campaigns, web, version, releases, demo }: Folders): void {
  const serve = (path: string, folder: string, caching: (name: string) => Record<string, string>, only = /^/) => {
    const files = filesOf(folder);
    app.get(`${path}/*`, async ({ req }) => {
      const name = decoded(new URL(req.url).pathname).slice(path.length + 1);
      return (only.test(name) && (await files(req.raw, name, caching(name)))) || refuse({ type: 'not-found' });
    });
  };
  serve('/campaigns', campaigns, () => brief);
  serve('/v1', web, (name) => (hashed.test(name) ? forGood : brief));
  serve(`/${version}`, web, () => forGood);
  if (demo) {
    for (const path of ['/', '/demo']) app.get(path, ({ redirect }) => redirect('/demo/'));
    serve('/demo', demo, () => ({ 'Cache-Control': 'no-cache' }));
  }
  if (releases) serve('', releases, () => forGood, /^\d+\.\d+\.\d+[^/]*\/./);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
