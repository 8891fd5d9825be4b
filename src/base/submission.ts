/** Reading a form, sending what it holds, and saying what went wrong. */
import { faultsOf, unanswered } from '../campaign/validation/submission-rules.ts';
import { linkOf } from '../campaign/links.ts';
import { partnerOf } from '../campaign/partner.ts';
import { readForm } from '../campaign/form-data.ts';
import { postCounts, watchCounts } from '../api/counts.ts';
import { errorOf, type ActionError } from '../api/errors.ts';
import { RefusedError } from '../api/submission-errors.ts';
import { submit } from '../api/submissions.ts';
import { errorsOf, type Errors } from '../i18n/error-messages.ts';
import { fillCountries } from '../components/shared/country-options.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';
import type { Fault } from '../campaign/schema/problem.schema.ts';
import type { Receipt, Submission } from '../campaign/schema/submission.schema.ts';
import type { Key } from '../i18n/translator.ts';
import type { View } from './render-context.ts';

/** Brings to a form that stands what it did not wait for. */
export function enrich(
  { source, base, speaker }: View,
  root: ParentNode,
  onCounts: (counts: Counts) => void,
  signal: AbortSignal,
): void {
  const select = root.querySelector<HTMLSelectElement>('[id="person/country"]');
  if (select) fillCountries(select, speaker);
  // On paper a field of one line shows only what fits: its words are written beside it, and printed instead.
  const write = () => {
    const subject = root.querySelector<HTMLInputElement>('[id="letter/subject"]');
    if (subject) subject.parentElement!.dataset['text'] = subject.value;
  };
  addEventListener('beforeprint', write, { signal });
  watchCounts(linkOf(source, 'counts', base), onCounts, signal);
}

export interface Setting {
  id: string;
  kind: Submission['kind'];
  partner: string | null;
  testing: boolean;
}

/** @param form whose controls are named by pointer, `person/name` */
export function read(form: HTMLFormElement, { source, campaign, language }: View, { id, kind, partner, testing }: Setting): Submission {
  const through = partnerOf(source, partner);
  return {
    id,
    kind,
    language,
    ...readForm(campaign, kind, new FormData(form)),
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
export interface Trouble {
  errors: Errors;
  failure?: Key;
}

/** @returns what has to be mended before it can be sent */
export function troubleBefore(view: View, submission: Submission): Trouble | undefined {
  const faults = [...faultsOf(view.source, submission), ...unanswered(view.source, submission)];
  return faults.length ? troubleOf(view, submission, faults, `${submission.kind}.failOther`) : undefined;
}

export type Outcome =
  | { receipt: Receipt }
  | { closed: ActionError }
  /** `conflict` where another one of this id has arrived before. */
  | { trouble: Trouble; error: ActionError; conflict: boolean };

/** Sends it, however long that takes; its numbers go to everybody on the page who shows them. */
export async function send(
  view: View,
  submission: Submission,
  queued: () => void,
  wake: () => AbortSignal,
): Promise<Outcome> {
  const { source, base } = view;
  // Whoever leaves a page that keeps a letter is asked first.
  const stay = (event: Event) => event.preventDefault();
  const keep = () => {
    addEventListener('beforeunload', stay);
    queued();
  };
  try {
    const receipt = await submit(linkOf(source, 'submissions', base), submission, { queued: keep, wake });
    postCounts(linkOf(source, 'counts', base), receipt.counts);
    return { receipt };
  } catch (thrown) {
    const error = errorOf(thrown);
    const problem = error instanceof RefusedError ? error.problem : undefined;
    if (problem === 'closed') return { closed: error };
    const faults = error instanceof RefusedError ? error.faults : [];
    const trouble = troubleOf(view, submission, faults, failureOf(error, submission.kind));
    return { error, trouble, conflict: problem === 'conflict' };
  } finally {
    removeEventListener('beforeunload', stay);
  }
}

/** Where every fault has a field, the fields say it all. */
function troubleOf(view: View, submission: Submission, faults: readonly Fault[], failure: Key): Trouble {
  const { errors, others } = errorsOf(view, faults, submission);
  return { errors, ...((others || !errors.size) && { failure }) };
}

/** The sentence that says what to do. */
function failureOf(error: ActionError, kind: Submission['kind']): Key {
  if (error instanceof RefusedError) {
    if (error.problem === 'forbidden-origin') return `${kind}.failRefused`;
    return error.problem === 'conflict' ? `${kind}.sentBefore` : `${kind}.failOther`;
  }
  if (error.code === 'unknown-campaign') return `${kind}.failUnknown`;
  return error.code === 'too-large' ? `${kind}.failTooLarge` : `${kind}.failServer`;
}
