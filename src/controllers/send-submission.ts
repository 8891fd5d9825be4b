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
import type { Envelope } from '../campaign/schema/outbox.schema.ts';
import type { AnyReceipt, Submission } from '../campaign/schema/submission.schema.ts';
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

/** A submission from the press of the button until it has arrived, or is given up. */
export interface PendingSubmission {
  /** Encrypted, once it is stored on this device. */
  envelope: Envelope | undefined;
  /** Notices that another page has erased it. */
  checkErased: () => Promise<void>;
  /** Deletes it from this device. */
  finish: () => void;
}

/** Keeps submissions on this device until they have arrived. */
export interface SubmissionOutbox {
  /**
   * Starts to store a submission. Never throws: what cannot be stored waits in memory.
   * @param erasure aborted when the supporter erases it
   */
  add: (submission: Submission, erasure: AbortController) => PendingSubmission;
  /** Before the button: whether the supporter wants that. */
  renderChoice: () => unknown;
  /** Above the form: what an earlier page has left. */
  renderNotice: () => unknown;
  /** While the submission of this page waits: where it is kept, and a button that erases it. */
  renderPending: (context: RenderContext, kind: Submission['kind'], retryButton: unknown) => unknown;
}

export type SubmissionResult =
  | { status: 'sent'; receipt: AnyReceipt }
  /** The supporter has erased it. */
  | { status: 'erased' }
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

/** @throws {NetworkError} if the code for encryption cannot be loaded; nothing is sent then */
async function sealIfNeeded({ seal }: Campaign, submission: Submission): Promise<Submission> {
  return seal ? (await loadSealing()).sealSubmission(submission, seal.recipient) : submission;
}

/** Sends a submission, however long that takes, and publishes the new counts to all elements of the page. */
export async function sendSubmission(
  context: RenderContext,
  submission: Submission,
  onQueued: () => void,
  retryNow: () => AbortSignal,
  outbox?: Promise<SubmissionOutbox | undefined>,
): Promise<SubmissionResult> {
  const { original, base } = context;
  const url = resolveLink(original, 'submissions', base);
  const erasure = new AbortController();
  let pending: PendingSubmission | undefined;
  let isFinished = false;
  let hasWaited = false;
  // Where nothing is stored, someone who leaves the page while a submission is on its way is asked first.
  const confirmLeave = (event: Event) => {
    if (!pending?.envelope) event.preventDefault();
  };
  try {
    const message = await sealIfNeeded(original, submission);
    // The attempt does not wait for the outbox, which may still be loading.
    void outbox?.then((loaded) => {
      if (!isFinished) pending = loaded?.add(message, erasure);
    });
    const options = {
      onFailure: () => {
        hasWaited = true;
        addEventListener('beforeunload', confirmLeave);
      },
      onQueued,
      retryNow,
      beforeRetry: async () => pending?.checkErased(),
      signal: erasure.signal,
    };
    const receipt = await submitWithRetry(url, message, options).catch((error: unknown) => {
      // The server keeps what waited until after the campaign had closed, if it arrives in an envelope.
      const isLate = hasWaited && error instanceof SubmissionRejectedError && error.problem === 'closed';
      if (!isLate || !pending?.envelope) throw error;
      return submitWithRetry(url, pending.envelope, options);
    });
    if ('counts' in receipt) publishCounts(resolveLink(original, 'counts', base), receipt.counts, !receipt.replayed);
    return { status: 'sent', receipt };
  } catch (reason) {
    if (erasure.signal.aborted) return { status: 'erased' };
    const error = toActionError(reason);
    const { problem, fieldErrors = [] } = error instanceof SubmissionRejectedError ? error : {};
    if (problem === 'closed') return { status: 'closed', error };
    const formErrors = toFormErrors(context, submission, fieldErrors, getFailureMessage(error, submission.kind));
    return { status: 'open', error, formErrors, isConflict: problem === 'conflict' };
  } finally {
    isFinished = true;
    pending?.finish();
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
