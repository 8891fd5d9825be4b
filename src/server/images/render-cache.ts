/** Renders images one at a time, because each keeps a core busy, and keeps the latest ones. */
import { hash } from 'node:crypto';
import type { Content } from '../content.ts';

/** Images in the cache; each has about 50 kB. */
const cacheSize = 100;
/** Requests that may wait for an image that is not in the cache. */
const queueSize = 50;

/** Thrown when too many images wait to be rendered. */
export class RenderQueueFullError extends Error {
  override readonly name = 'RenderQueueFullError';
}

/**
 * @param key what the image depends on
 * @throws RenderQueueFullError
 */
export type RenderOnce = (key: unknown, render: () => Promise<Content>) => Promise<Content>;

export function createRenderCache(): RenderOnce {
  const cache = new Map<string, Promise<Content>>();
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();

  function enqueue(render: () => Promise<Content>): Promise<Content> {
    if (queued >= queueSize) throw new RenderQueueFullError('too many images wait to be rendered');
    queued++;
    const result = last.then(render).finally(() => queued--);
    last = result.catch(() => undefined);
    return result;
  }

  return async (key, render) => {
    const digest = hash('sha256', JSON.stringify(key));
    const content = cache.get(digest) ?? enqueue(render);
    cache.delete(digest);
    cache.set(digest, content);
    content.catch(() => cache.delete(digest));
    for (const oldest of cache.keys()) if (cache.size > cacheSize) cache.delete(oldest);
    return content;
  };
}
