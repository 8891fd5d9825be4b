/** The responses to failed requests: a page for browsers, a problem document for programs. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, Env, ErrorHandler, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { routePath } from 'hono/route';
import { problemResponse } from '../http/json-response.ts';
import { formatFailure } from '../format-failure.ts';
import { ProblemError, toProblem, type ProblemInput } from '../problems.ts';
import { errorPage } from '../views/error-page.ts';

const wantsPage = (c: Context) =>
  accepts(c, { header: 'Accept', supports: ['text/html', 'application/json', 'application/problem+json'], default: 'application/problem+json' }) === 'text/html';

function respondWithProblem(c: Context, problem: ProblemInput, headers: Record<string, string> = {}): Response | Promise<Response> {
  if (!wantsPage(c)) return problemResponse(problem, headers);
  return errorPage(toProblem(problem), { Vary: 'Accept', ...(problem.retryAfter && { 'Retry-After': String(problem.retryAfter) }), ...headers });
}

/** @param log takes one line per failure that is not the client's */
export function createErrorHandler(log: (line: string) => void): ErrorHandler {
  return (error, c) => {
    if (error instanceof ProblemError) return respondWithProblem(c, error.problem);
    // Thrown by hono's middleware.
    if (error instanceof HTTPException) return error.getResponse();
    // A client that leaves during its request is no failure of the server.
    if ((c.env as Partial<HttpBindings> | undefined)?.incoming?.errored) return respondWithProblem(c, { type: 'invalid' });
    // The pattern of the route: a path contains what a client sent.
    log(formatFailure(`${c.req.method} ${routePath(c)}`, error));
    return respondWithProblem(c, { type: 'internal' });
  };
}

/** The path of a page with a slash too many. Segments of these characters cannot lead to another site. */
const pathWithSlash = /^((?:\/[\w.-]+)+)\/$/;

/**
 * Answers a request that no route has answered: 405 where the path has other methods, else 404. A browser is sent to the
 * path without a slash at its end, as people type it.
 * hono's middleware is called here, and not for every request, because only these requests need it.
 */
export function createNotFoundHandler(app: Hono): (c: Context<Env, string>) => Promise<Response> {
  const checkMethod = methodNotAllowed({
    app,
    // The route for preflights matches every path.
    onMethodNotAllowed: (c, methods) =>
      methods.some((method) => method !== 'OPTIONS') ? respondWithProblem(c, { type: 'method-not-allowed' }, { Allow: methods.join(', ') }) : c.res,
  });
  return async (c) => {
    await checkMethod(c, async () => {
      const [, path] = pathWithSlash.exec(c.req.path) ?? [];
      const isForPeople = path && ['GET', 'HEAD'].includes(c.req.method) && wantsPage(c);
      c.res = isForPeople ? c.redirect(path + new URL(c.req.url).search, 301) : await respondWithProblem(c, { type: 'not-found' });
    });
    return c.res;
  };
}
