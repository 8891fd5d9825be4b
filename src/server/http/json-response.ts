/** The constant headers of resources that any page may read. Set in the handlers: as middleware, hono's `cors()` would halve the rate of a `GET`. */
import { toProblem, type ProblemInput } from '../problems.ts';

/** Any page on any site may read and embed the response. */
export const publicHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Date, Age, ETag, Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** @param headers may replace the content type */
export function jsonResponse(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const all = { ...publicHeaders, 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers };
  return new Response(JSON.stringify(body), { status, headers: all });
}

export function problemResponse(input: ProblemInput, headers: Record<string, string> = {}): Response {
  const problem = toProblem(input);
  return jsonResponse(problem, problem.status, {
    'Content-Type': 'application/problem+json',
    Vary: 'Accept',
    ...(input.retryAfter && { 'Retry-After': String(input.retryAfter) }),
    ...headers,
  });
}
