/** The responses to failed requests: a page for browsers, a problem document for programs. */
import type { Context, Env, ErrorHandler, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { formatFailure } from '../log.ts';
import { ProblemError, toProblem, type ProblemInput } from '../problems.ts';
import { errorPage } from '../views/error-page.ts';
import { problemResponse } from './responses.ts';

const wantsPage = (c: Context) =>
  accepts(c, { header: 'Accept', supports: ['text/html', 'application/json', 'application/problem+json'], default: 'application/problem+json' }) === 'text/html';

function respondWithProblem(c: Context, problem: ProblemInput, headers: Record<string, string> = {}): Response | Promise<Response> {
  if (!wantsPage(c)) return problemResponse(problem, headers);
  return errorPage(toProblem(problem), { Vary: 'Accept', ...(problem.retryAfter && { 'Retry-After': String(problem.retryAfter) }), ...headers });
}

/** hono's own middleware reports failures by status. */
function fromStatus(status: number): ProblemInput {
  if (status === 503) return { type: 'unavailable', retryAfter: 5 };
  return { type: status === 413 ? 'too-large' : 'internal' };
}

/** @param log takes one line per failure that is not the client's */
export function createErrorHandler(log: (line: string) => void): ErrorHandler {
  return (error, c) => {
    if (error instanceof ProblemError) return respondWithProblem(c, error.problem);
    log(formatFailure(`${c.req.method} ${c.req.path}`, error));
    return respondWithProblem(c, error instanceof HTTPException ? fromStatus(error.status) : { type: 'internal' });
  };
}

/**
 * Answers a request that no route has answered: 405 where the path has other methods, else 404.
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
      c.res = await respondWithProblem(c, { type: 'not-found' });
    });
    return c.res;
  };
}
