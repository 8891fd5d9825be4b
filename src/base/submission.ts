/** Reading a form, sending what it holds, and saying what went wrong. */
import { findFieldErrors, findUnansweredConsents } from '../campaign/validation/submission-rules.ts';
import { resolveLink } from '../campaign/links.ts';
import { resolvePartner } from '../campaign/partner.ts';
import { parseFormData } from '../campaign/form-data.ts';
import { publishCounts, subscribeToCounts } from '../api/counts.ts';
import { toActionError, type ActionError } from '../api/errors.ts';
import { SubmissionRejectedError } from '../api/submission-errors.ts';
import { submitWithRetry } from '../api/submissions.ts';
import { toErrorMessages, type ErrorMessages } from '../i18n/error-messages.ts';
import { populateCountrySelect } from '../components/shared/country-options.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';
import type { FieldError } from '../campaign/schema/problem.schema.ts';
import type { Receipt, Submission } from '../campaign/schema/submission.schema.ts';
import type { Key } from '../i18n/translator.ts';
import type { RenderContext } from './render-context.ts';

/** Brings to a form that stands what it did not wait for. */
export function enhanceForm(
  { original, base, translator }: RenderContext,
  root: ParentNode,
  onCounts: (counts: Counts) => void,
  signal: AbortSignal,
): void {
  const select = root.querySelector<HTMLSelectElement>('[id="person/country"]');
  if (select) populateCountrySelect(select, translator);
  // On paper a field of one line shows only what fits: its words are written beside it, and printed instead.
  const write = () => {
    const subject = root.querySelector<HTMLInputElement>('[id="letter/subject"]');
    if (subject) subject.parentElement!.dataset['text'] = subject.value;
  };
  addEventListener('beforeprint', write, { signal });
  subscribeToCounts(resolveLink(original, 'counts', base), onCounts, signal);
}

export interface SubmissionContext {
  id: string;
  kind: Submission['kind'];
  partner: string | null;
  testing: boolean;
}

/** @param form whose controls are named by pointer, `person/name` */
export function createSubmission(form: HTMLFormElement, { original, campaign, language }: RenderContext, { id, kind, partner, testing }: SubmissionContext): Submission {
  const through = resolvePartner(original, partner);
  return {
    id,
    kind,
    language,
    ...parseFormData(campaign, kind, new FormData(form)),
    tracking: { ...(through && { partner: through }), origin: location.origin, ...utm() },
    ...(testing && { testing }),
  };
}

/** Where the visit came from, as the page's own address says it. */
function utm(): Record<string, string> {
  const search = new URLSearchParams(location.search);
  return Object.fromEntries(
    ['source', 'medium', 'campaign', 'content'].flatMap((key) => {
      const value = search.get(`utm_${key}`);
      // By code point: half a character can not be stored.
      return value ? [[key, [...value.replaceAll('\0', '')].slice(0, 300).join('')]] : [];
    }),
  );
}

/** What is wrong, in words: beside each field, and with the whole. */
export interface FormErrors {
  errors: ErrorMessages;
  failure?: Key;
}

/** @returns what has to be mended before it can be sent */
export function validateForm(view: RenderContext, submission: Submission): FormErrors | undefined {
  const faults = [...findFieldErrors(view.original, submission), ...findUnansweredConsents(view.original, submission)];
  return faults.length ? toFormErrors(view, submission, faults, `${submission.kind}Feedback.failRejected`) : undefined;
}

export type SubmitResult =
  | { receipt: Receipt }
  | { closed: ActionError }
  /** `conflict` where another one of this id has arrived before. */
  | { trouble: FormErrors; error: ActionError; conflict: boolean };

/** Sends it, however long that takes; its numbers go to everybody on the page who shows them. */
export async function send(
  view: RenderContext,
  submission: Submission,
  queued: () => void,
  wake: () => AbortSignal,
): Promise<SubmitResult> {
  const { original, base } = view;
  // Whoever leaves a page that keeps a letter is asked first.
  const confirmLeave = (event: Event) => event.preventDefault();
  const onQueued = () => {
    addEventListener('beforeunload', confirmLeave);
    queued();
  };
  try {
    const receipt = await submitWithRetry(resolveLink(original, 'submissions', base), submission, { queued: onQueued, retryNow: wake });
    publishCounts(resolveLink(original, 'counts', base), receipt.counts);
    return { receipt };
  } catch (thrown) {
    const error = toActionError(thrown);
    const problem = error instanceof SubmissionRejectedError ? error.problem : undefined;
    if (problem === 'closed') return { closed: error };
    const faults = error instanceof SubmissionRejectedError ? error.faults : [];
    const trouble = toFormErrors(view, submission, faults, failureMessageKey(error, submission.kind));
    return { error, trouble, conflict: problem === 'conflict' };
  } finally {
    removeEventListener('beforeunload', confirmLeave);
  }
}

/** Where every fault has a field, the fields say it all. */
function toFormErrors(view: RenderContext, submission: Submission, faults: readonly FieldError[], failure: Key): FormErrors {
  const { errors, others } = toErrorMessages(view, faults, submission);
  return { errors, ...((others || !errors.size) && { failure }) };
}

/** The sentence that says what to do. */
function failureMessageKey(error: ActionError, kind: Submission['kind']): Key {
  if (error instanceof SubmissionRejectedError) {
    if (error.problem === 'forbidden-origin') return `${kind}Feedback.failForbidden`;
    return error.problem === 'conflict' ? `${kind}Feedback.alreadyReceived` : `${kind}Feedback.failRejected`;
  }
  if (error.code === 'unknown-campaign') return `${kind}Feedback.failUnknown`;
  return error.code === 'too-large' ? `${kind}Feedback.failTooLarge` : `${kind}Feedback.failServer`;
}
