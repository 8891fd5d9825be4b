/** Accepts submissions: JSON, with a receipt as the response, and plain forms, with pages as the response. */
import { Hono, type Context } from 'hono';
import { maxEnvelopeBytes } from '../../campaign/schema/outbox.schema.ts';
import { maxDepth, maxSubmissionBytes, type Submission } from '../../campaign/schema/submission.schema.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Admission } from '../abuse/abuse-protection.ts';
import { formatFailure } from '../format-failure.ts';
import { jsonResponse } from '../http/json-response.ts';
import { createOriginCheck } from '../http/origin-check.ts';
import { assertFormSize, createJsonParser, decodeBody, isForm, parseForm, requireContentType } from '../http/parse-body.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { isEnvelope, openEnvelope } from '../outbox/open-envelope.ts';
import { ProblemError } from '../problems.ts';
import { acceptSubmission, type IncomingSubmission } from '../submissions/accept-submission.ts';
import { getIdDigest } from '../submissions/digest.ts';
import { formToSubmission } from '../submissions/form-to-submission.ts';
import type { ActionPages } from './action-pages.ts';
import type { RouteContext } from './context.ts';

/** Percent-encoding makes a form up to three times as long as its text. */
const maxFormBytes = 3 * maxSubmissionBytes;

export function createSubmissionRoutes(context: RouteContext, pages: ActionPages): Hono {
  const { requireCampaign, orUnavailable, getAddress, getOrigin, manageLinks, abuse, store, outboxKeys, now, publicOrigin, log, confirmations, sendsLetters } = context;
  const app = new Hono();
  const assertContentType = requireContentType(['application/json', 'text/plain']);
  const parseJson = createJsonParser(maxDepth);
  const isAllowed = createOriginCheck(publicOrigin ? [publicOrigin] : []);
  const deps = { store, now, confirm: confirmations?.prepare, sendsLetters, log: (error: unknown) => log(formatFailure('POST submissions', error)) };

  const accept = async ({ req }: Context, id: string, submission: Pick<IncomingSubmission, 'body' | 'formErrors' | 'isFromOutbox' | 'admit'>) => {
    const { campaign } = requireCampaign(id);
    const allowed = isAllowed(campaign, req.header('Origin') ?? null, req.url);
    const result = await acceptSubmission(campaign, { ...submission, key: parseIdempotencyKey(req.header('Idempotency-Key')), allowed }, deps);
    if ('problem' in result) throw new ProblemError(result.problem);
    return result;
  };

  const limitForm = limitBody(maxFormBytes, ({ req }) => pages.refused(req.param('id')!, { type: 'too-large' }, undefined, new URL(req.url)));
  const limitJson = limitBody(maxEnvelopeBytes);

  app.post(
    '/:id/submissions',
    (c, next) => (isForm(c.req.raw.headers) ? limitForm(c, next) : limitJson(c, next)),
    async (c) => {
      const id = c.req.param('id');
      return isForm(c.req.raw.headers) ? acceptForm(c, id) : acceptJson(c, id);
    },
  );

  async function acceptJson(c: Context, id: string): Promise<Response> {
    const body = parseBody(await c.req.arrayBuffer(), c.req.raw.headers);
    // An envelope for an unknown campaign is not opened.
    const { campaign } = requireCampaign(id);
    const admit = abuse && (() => abuse.admit(campaign, { address: getAddress(c), proof: (body as { proof?: unknown } | null)?.proof, canProve: true }));
    const submission = isEnvelope(body) ? await openAdmitted(campaign, body, await admit?.()) : { body, admit };
    const result = await accept(c, id, submission);
    const { language } = submission.body as Submission;
    const receipt = 'held' in result ? result.held : result.receipt;
    const manage = await orUnavailable('POST submissions', manageLinks.createUrl(getOrigin(c.req.url), { campaign: id, id: receipt.id, language }));
    return jsonResponse({ ...receipt, manage }, 'held' in result ? 202 : result.receipt.replayed ? 200 : 201);
  }

  /** Checks size, type and JSON, in this order. */
  function parseBody(bytes: ArrayBuffer, headers: Headers): unknown {
    // The limit trusts a Content-Length, which HTTP/1.1 enforces and other transports may not.
    if (bytes.byteLength > maxEnvelopeBytes) throw new ProblemError({ type: 'too-large' });
    // Only an envelope may be larger than a submission.
    const isLarge = bytes.byteLength > maxSubmissionBytes;
    let body: unknown;
    try {
      assertContentType(headers);
      body = parseJson(decodeBody(bytes));
    } catch (error) {
      throw isLarge ? new ProblemError({ type: 'too-large' }) : error;
    }
    if (isLarge && !isEnvelope(body)) throw new ProblemError({ type: 'too-large' });
    return body;
  }

  /** Opening an envelope costs time, so the proof comes first. What has been stored costs nothing. */
  async function openAdmitted(campaign: Campaign, body: unknown, admission: Admission | undefined) {
    if (admission && 'problem' in admission) {
      const { id } = body as { id?: unknown };
      const stored = typeof id === 'string' ? await orUnavailable('POST submissions', store.findSubmission(campaign.id, getIdDigest(campaign.id, id))) : undefined;
      if (!stored) throw new ProblemError(admission.problem);
    }
    return { ...(await openBody(body)), admit: admission && (() => Promise.resolve(admission)) };
  }

  async function openBody(envelope: unknown): Promise<{ body: unknown; isFromOutbox: true }> {
    const opened = await openEnvelope(envelope, outboxKeys, (plaintext) => {
      if (plaintext.byteLength > maxSubmissionBytes) throw new ProblemError({ type: 'too-large' });
      return parseJson(decodeBody(plaintext));
    });
    if ('errors' in opened) throw new ProblemError({ type: 'invalid', errors: opened.errors });
    return { body: opened.body, isFromOutbox: true };
  }

  async function acceptForm(c: Context, id: string): Promise<Response> {
    const url = new URL(c.req.url);
    let form: URLSearchParams | undefined;
    try {
      form = parseForm(decodeBody(await c.req.arrayBuffer()));
      assertFormSize(form, maxSubmissionBytes);
      const { campaign } = requireCampaign(id);
      const { body, formErrors } = formToSubmission(campaign, form);
      const admit = abuse && (() => abuse.admit(campaign, { address: getAddress(c), canProve: false }));
      const result = await accept(c, id, { body, formErrors, admit });
      const receipt = 'held' in result ? result.held : result.receipt;
      // Without it, the page thanks all the same.
      const thanksToken = await manageLinks.createThanksToken({ campaign: id, id: receipt.id }).catch(deps.log);
      return await pages.accepted(campaign, form, url, { isHeld: 'held' in result, isUnconfirmed: 'confirm' in receipt, thanksToken });
    } catch (error) {
      if (error instanceof ProblemError) return pages.refused(id, error.problem, form, url);
      throw error;
    }
  }

  return app;
}

/** Clients send the header with and without quotes. */
const parseIdempotencyKey = (header = '') => header.trim().replace(/^"(.*)"$/, '$1');
