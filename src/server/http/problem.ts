/** The headers and bodies that all answers are made of. */
import type { FieldError, Problem, ProblemType } from '../../campaign/schema/problem.schema.ts';

/** Anybody may read it from any page. */
export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Date, Age, ETag, Retry-After',
  'X-Content-Type-Options': 'nosniff',
};

/** @param headers may overrule the content type */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const all = { ...corsHeaders, 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers };
  return new Response(JSON.stringify(body), { status, headers: all });
}

/** Why a request is refused. */
export interface ProblemInput {
  type: ProblemType | 'bad-query' | 'not-found' | 'failed';
  errors?: FieldError[];
  /** After how many seconds another try may be worth it. */
  retryAfter?: number;
}

const refusals: Record<ProblemInput['type'], [status: number, title: string, detail: string]> = {
  'unknown-campaign': [404, 'Unknown campaign', 'There is no campaign of this name here.'],
  closed: [410, 'Closed', 'This action is closed and takes nothing more.'],
  'not-open': [403, 'Not open yet', 'This action has not opened yet.'],
  invalid: [422, 'Invalid', 'What was sent can not be accepted as it is; “errors” names every place.'],
  conflict: [409, 'Conflict', 'Something else was received under this id before.'],
  'too-large': [413, 'Too large', 'A submission has at most 64 KiB.'],
  'unsupported-type': [415, 'Unsupported type', 'Send JSON as application/json or text/plain, in UTF-8.'],
  'forbidden-origin': [403, 'Forbidden origin', 'This action takes nothing from this site.'],
  'too-many': [429, 'Too many', 'Too much is arriving at the moment.'],
  unavailable: [503, 'Unavailable', 'Nothing can be stored at the moment; what was sent was not accepted.'],
  'bad-query': [400, 'Invalid', 'The address asks for what there is not; “errors” names each parameter.'],
  'not-found': [404, 'Not found', 'There is nothing at this address.'],
  failed: [500, 'Failed', 'The endpoint could not answer this.'],
};

/** The problem document of a refusal; `invalid` without errors is JSON that can not be read at all. */
export function toProblem({ type, errors, retryAfter }: ProblemInput): Problem {
  const [status, title, detail] = refusals[type];
  if (type === 'invalid' && !errors)
    return { type: '/problems/invalid', title, status: 400, detail: 'The body is not JSON in UTF-8 of a sane depth.' };
  const named = type === 'not-found' || type === 'failed' ? 'about:blank' : `/problems/${type === 'bad-query' ? 'invalid' : type}`;
  return { type: named, title, status, detail, ...(errors && { errors }), ...(retryAfter && { retryAfter }) };
}

export function problemResponse(refusal: ProblemInput): Response {
  const problem = toProblem(refusal);
  return json(problem, problem.status, {
    'Content-Type': 'application/problem+json',
    ...(refusal.retryAfter && { 'Retry-After': String(refusal.retryAfter) }),
  });
}

/** Whether the client has this very version already, RFC 9110 section 13.1.2. */
export function matchesEtag(request: Request, etag: string): boolean {
  const known = request.headers.get('If-None-Match');
  return known !== null && (known === '*' || known.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === etag));
}

/** The answer to a browser that asks before it sends. */
export const preflight = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Access-Control-Allow-Headers': 'Content-Type, Idempotency-Key',
  'Access-Control-Max-Age': '86400',
};
