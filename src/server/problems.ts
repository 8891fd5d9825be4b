/** Why a request is refused, and the problem document (RFC 9457) that says so. */
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError, Problem, ProblemType } from '../campaign/schema/problem.schema.ts';
import { maxSubmissionBytes } from '../campaign/schema/submission.schema.ts';

export interface ProblemInput {
  /** A request that sends nothing has texts of its own: `bad-query` is published as `invalid`, `no-answer` as `unavailable`. */
  type: ProblemType | 'bad-query' | 'no-answer' | 'not-found' | 'method-not-allowed' | 'not-implemented' | 'internal';
  errors?: FieldError[];
  /** In seconds. */
  retryAfter?: number;
}

/** Carries a problem up to the error handler of the app, or to the handler that answers with a page. */
export class ProblemError extends HTTPException {
  override readonly name = 'ProblemError';
  readonly problem: ProblemInput;

  constructor(problem: ProblemInput) {
    super(problems[problem.type][0], { message: problem.type });
    this.problem = problem;
  }
}

export const createQueryError = (...errors: FieldError[]) => new ProblemError({ type: 'bad-query', errors });

const problems: Record<ProblemInput['type'], [status: ContentfulStatusCode, title: string, detail: string]> = {
  'unknown-campaign': [404, 'Unknown campaign', 'This server has no campaign with this id.'],
  closed: [410, 'Campaign closed', 'This campaign is closed and no longer accepts submissions.'],
  'not-open': [403, 'Campaign not open yet', 'This campaign does not accept submissions yet.'],
  'proof-required': [428, 'Proof of work required', 'This submission needs a proof of work. Get a challenge, solve it, and send the submission again.'],
  invalid: [422, 'Invalid submission', 'The submission is not valid; see "errors".'],
  conflict: [409, 'Conflict', 'A different submission with this id has already been received.'],
  'too-large': [413, 'Request body too large', `The body of the request is too large. A submission may have at most ${maxSubmissionBytes / 1024} KiB.`],
  'unsupported-type': [415, 'Unsupported content type', 'Send JSON in UTF-8 as application/json.'],
  'forbidden-origin': [403, 'Origin not allowed', 'This campaign does not accept submissions from this website.'],
  'too-many': [429, 'Too many requests', 'The server is receiving too many requests. Try again later.'],
  unavailable: [503, 'Service unavailable', 'The server cannot store anything right now. The submission was not accepted.'],
  'no-answer': [503, 'Service unavailable', 'The server cannot answer this request right now. Try again later.'],
  'bad-query': [400, 'Invalid query', 'Invalid query parameters; see "errors".'],
  'not-found': [404, 'Not found', 'There is nothing at this address.'],
  'method-not-allowed': [405, 'Method not allowed', 'This address does not support this method; see the Allow header.'],
  'not-implemented': [501, 'Not implemented', 'The server cannot answer in this format.'],
  internal: [500, 'Internal server error', 'The server could not handle this request.'],
};

/** Types without a meaning beyond their HTTP status, which have the type `about:blank`. */
const httpTypes: readonly string[] = ['not-found', 'method-not-allowed', 'not-implemented', 'internal'];
const publishedTypes: Partial<Record<ProblemInput['type'], ProblemType>> = { 'bad-query': 'invalid', 'no-answer': 'unavailable' };

/** `invalid` without errors is a body that could not be parsed at all. */
export function toProblem({ type, errors, retryAfter }: ProblemInput): Problem {
  const [status, title, detail] = problems[type];
  if (type === 'invalid' && !errors)
    return { type: '/problems/invalid', title: 'Invalid JSON', status: 400, detail: 'The body is not valid UTF-8 JSON, or is nested too deeply.' };
  const uri = httpTypes.includes(type) ? 'about:blank' : `/problems/${publishedTypes[type] ?? type}`;
  return { type: uri, title, status, detail, ...(errors && { errors }), ...(retryAfter && { retryAfter }) };
}
