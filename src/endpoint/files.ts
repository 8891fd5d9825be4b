/** Folders whose files the world may read. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Names that the build gives to bytes: the same name never stands for others. */
export const isHashed = (name: string) => /-[\w-]{8}\.\w+(\.map)?$/.test(name);
export const immutable = 'public, max-age=31536000, immutable';
