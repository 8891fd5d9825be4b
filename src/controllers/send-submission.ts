/** Builds a submission, validates it, sends it, and explains what went wrong. Loaded lazily. */
import { findFieldErrors, findUnansweredConsents } from '../campaign/validation/submission-rules.ts';
import { resolveLink } from '../campaign/links.ts';
import { resolvePartner } from '../campaign/partner.ts';
import { parseFormData } from '../campaign/form-data.ts';
import { publishCounts } from '../api/counts.ts';
import { lazyModule } from '../api/lazy-module.ts';
import { toActionError, type ActionError } from '../api/errors.ts';
import { SubmissionRejectedError } from '../api/submission-errors.ts';
import { submitWithRetry } from '../api/submissions.ts';
import { toErrorMessages, type ErrorMessages } from '../i18n/error-messages.ts';
import { whenIdle } from '../utils/when-idle.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { FieldError } from '../campaign/schema/problem.schema.ts';
import type { Receipt, Submission } from '../campaign/schema/submission.schema.ts';
import type { Key } from '../i18n/translator.ts';
import type { RenderContext } from './campaign-controller.ts';

export interface SubmissionOptions {
  id: string;
  kind: Submission['kind'];
  partner: string | null;
  testing: boolean;
}

/** @param data named by pointer, such as `person/name` */
export function createSubmission(
  { original, campaign, language }: RenderContext,
  data: FormData,
  { id, kind, partner: slug, testing }: SubmissionOptions,
): Submission {
  const partner = resolvePartner(original, slug);
  return {
    id,
    kind,
    language,
    ...parseFormData(campaign, kind, data),
    tracking: { ...(partner && { partner }), origin: location.origin, ...getUtmParameters() },
    ...(testing && { testing }),
  };
}

/** Where the visit came from, according to the page's own URL. */
function getUtmParameters(): Record<string, string> {
  const search = new URLSearchParams(location.search);
  return Object.fromEntries(
    ['source', 'medium', 'campaign', 'content'].flatMap((key) => {
      const value = search.get(`utm_${key}`);
      // Cut by code point: the server rejects half a surrogate pair.
      return value ? [[key, [...value.replaceAll('\0', '')].slice(0, 300).join('')]] : [];
    }),
  );
}

/** What is wrong: messages for single fields, and one for the whole form. */
export interface FormErrors {
  errors: ErrorMessages;
  failure?: Key;
}

/** @returns what has to be corrected before the submission can be sent */
export function validateSubmission(context: RenderContext, submission: Submission): FormErrors | undefined {
  const fieldErrors = [...findFieldErrors(context.original, submission), ...findUnansweredConsents(context.original, submission)];
  return fieldErrors.length ? toFormErrors(context, submission, fieldErrors, `${submission.kind}Feedback.failRejected`) : undefined;
}

export type SubmissionResult =
  | { status: 'sent'; receipt: Receipt }
  /** The campaign closed before the submission arrived. */
  | { status: 'closed'; error: ActionError }
  /** `isConflict`: another submission with this id has arrived before. */
  | { status: 'open'; error: ActionError; formErrors: FormErrors; isConflict: boolean };

const loadSealing = lazyModule(() => import('../sealing/seal-submission.ts'));
let isSealingRequested = false;

/** Loads what encrypts a sealed submission, so that it is there when the button is pressed, also without a network. */
export function preloadSealing(): void {
  if (isSealingRequested) return;
  isSealingRequested = true;
  // A failure does not matter here: it is loaded again when it is needed.
  whenIdle(() => void loadSealing().catch(() => {}));
}

/** @returns what leaves the page @throws {NetworkError} without which nothing is sent */
async function sealIfNeeded({ seal }: Campaign, submission: Submission): Promise<Submission> {
  return seal ? (await loadSealing()).sealSubmission(submission, seal.recipient) : submission;
}

/** Sends a submission, however long that takes, and publishes the new counts to all elements of the page. */
export async function sendSubmission(
  context: RenderContext,
  submission: Submission,
  onQueued: () => void,
  retryNow: () => AbortSignal,
): Promise<SubmissionResult> {
  const { original, base } = context;
  // Someone who leaves the page while a submission is queued is asked first.
  const confirmLeave = (event: Event) => event.preventDefault();
  const options = {
    onQueued: () => {
      addEventListener('beforeunload', confirmLeave);
      onQueued();
    },
    retryNow,
  };
  try {
    const receipt = await submitWithRetry(resolveLink(original, 'submissions', base), await sealIfNeeded(original, submission), options);
    publishCounts(resolveLink(original, 'counts', base), receipt.counts, !receipt.replayed);
    return { status: 'sent', receipt };
  } catch (reason) {
    const error = toActionError(reason);
    const { problem, fieldErrors = [] } = error instanceof SubmissionRejectedError ? error : {};
    if (problem === 'closed') return { status: 'closed', error };
    const formErrors = toFormErrors(context, submission, fieldErrors, getFailureMessage(error, submission.kind));
    return { status: 'open', error, formErrors, isConflict: problem === 'conflict' };
  } finally {
    removeEventListener('beforeunload', confirmLeave);
  }
}

/** Where every error belongs to a field, no message for the whole form is needed. */
function toFormErrors(context: RenderContext, submission: Submission, fieldErrors: readonly FieldError[], failure: Key): FormErrors {
  const { errors, others } = toErrorMessages(context, fieldErrors, submission);
  return { errors, ...((others || !errors.size) && { failure }) };
}

function getFailureMessage(error: ActionError, kind: Submission['kind']): Key {
  if (error instanceof SubmissionRejectedError) {
    if (error.problem === 'forbidden-origin') return `${kind}Feedback.failForbidden`;
    return error.problem === 'conflict' ? `${kind}Feedback.alreadyReceived` : `${kind}Feedback.failRejected`;
  }
  // Every other lost connection is retried.
  if (error.code === 'network') return `${kind}.failNetwork`;
  if (error.code === 'unknown-campaign') return `${kind}Feedback.failUnknown`;
  return error.code === 'too-large' ? `${kind}Feedback.failTooLarge` : `${kind}Feedback.failServer`;
}
