/** Accepts submissions: JSON, with a receipt as the response, and plain forms, with pages as the response. */
import { Hono, type Context } from 'hono';
import type { FieldError } from '../../campaign/schema/problem.schema.ts';
import { maxDepth, maxSubmissionBytes } from '../../campaign/schema/submission.schema.ts';
import { formatFailure } from '../log.ts';
import { jsonResponse } from '../http/json-response.ts';
import { createOriginCheck } from '../http/origin-check.ts';
import { assertFormSize, createJsonParser, decodeBody, parseForm, requireContentType } from '../http/parse-body.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { ProblemError } from '../problems.ts';
import { acceptSubmission } from '../submissions/accept-submission.ts';
import { formToSubmission } from '../submissions/form-to-submission.ts';
import type { ActionPages } from './action-pages.ts';
import type { RouteContext } from './context.ts';

/** Percent-encoding makes a form up to three times as long as its text. */
const maxFormBytes = 3 * maxSubmissionBytes;

const isForm = ({ req }: Context) => /^application\/x-www-form-urlencoded\b/i.test(req.header('Content-Type') ?? '');

export function createSubmissionRoutes({ requireCampaign, store, now, publicOrigin, log }: RouteContext, pages: ActionPages): Hono {
  const app = new Hono();
  const assertContentType = requireContentType(['application/json', 'text/plain']);
  const parseJson = createJsonParser(maxDepth);
  const isAllowed = createOriginCheck(publicOrigin ? [publicOrigin] : []);
  const deps = { store, now, log: (error: unknown) => log(formatFailure('POST submissions', error)) };

  const accept = async ({ req }: Context, id: string, body: unknown, formErrors?: FieldError[]) => {
    const { campaign } = requireCampaign(id);
    const allowed = isAllowed(campaign, req.header('Origin') ?? null, req.url);
    const result = await acceptSubmission(campaign, { body, key: parseIdempotencyKey(req.header('Idempotency-Key')), allowed, formErrors }, deps);
    if ('problem' in result) throw new ProblemError(result.problem);
    return result.receipt;
  };

  const limitForm = limitBody(maxFormBytes, ({ req }) => pages.refused(req.param('id')!, { type: 'too-large' }, undefined, new URL(req.url)));
  const limitJson = limitBody(maxSubmissionBytes);

  app.post(
    '/:id/submissions',
    (c, next) => (isForm(c) ? limitForm(c, next) : limitJson(c, next)),
    async (c) => {
      const id = c.req.param('id');
      return isForm(c) ? acceptForm(c, id) : acceptJson(c, id);
    },
  );

  async function acceptJson(c: Context, id: string): Promise<Response> {
    const bytes = await c.req.arrayBuffer();
    // The limit trusts a Content-Length, which HTTP/1.1 enforces and other transports may not.
    if (bytes.byteLength > maxSubmissionBytes) throw new ProblemError({ type: 'too-large' });
    assertContentType(c.req.raw.headers);
    const receipt = await accept(c, id, parseJson(decodeBody(bytes)));
    return jsonResponse(receipt, receipt.replayed ? 200 : 201);
  }

  async function acceptForm(c: Context, id: string): Promise<Response> {
    const url = new URL(c.req.url);
    let form: URLSearchParams | undefined;
    try {
      form = parseForm(decodeBody(await c.req.arrayBuffer()));
      assertFormSize(form, maxSubmissionBytes);
      const { campaign } = requireCampaign(id);
      const { body, formErrors } = formToSubmission(campaign, form);
      await accept(c, id, body, formErrors);
      return await pages.accepted(campaign, form, url);
    } catch (error) {
      if (error instanceof ProblemError) return pages.refused(id, error.problem, form, url);
      throw error;
    }
  }

  return app;
}

/** Clients send the header with and without quotes. */
const parseIdempotencyKey = (header = '') => header.trim().replace(/^"(.*)"$/, '$1');
