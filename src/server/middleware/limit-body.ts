/** The largest body that a route accepts. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from '../problems.ts';

/**
 * Refuses a body that is too large as soon as it is. This is hono's `bodyLimit`, but a body with a declared length, at
 * which Node ends it, is not opened as a stream first: that would halve the rate of submissions.
 * @param maxSize in bytes
 * @example
 * app.post('/submissions', limitBody(64 * 1024), handler);
 */
export function limitBody(
  maxSize: number,
  onError: (c: Context) => Response | Promise<Response> = () => {
    throw new ProblemError({ type: 'too-large' });
  },
): MiddlewareHandler {
  const limitStream = bodyLimit({ maxSize, onError });
  return (c, next) => {
    const length = c.req.header('Content-Length');
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return limitStream(c, next);
    return Number(length) > maxSize ? Promise.resolve(onError(c)) : next();
  };
}
