/**
 * What a letter needs once it stands and somebody writes in it: loaded as soon as the form is there, so that the form
 * need not wait for it, and kept, so that it is here when the connection is not.
 */
import { faultsOf, unanswered } from '../campaign/faults.ts';
import { linkOf } from '../campaign/links.ts';
import { postCounts, watchCounts } from '../client/counts.ts';
import { ActionError, NetworkError } from '../client/errors.ts';
import { RefusedError } from '../client/refused.ts';
import { submit } from '../client/submitter.ts';
import { errorsOf, type Errors } from '../locales/fault-words.ts';
import { fillCountries } from '../parts/countries.ts';
import type { Counts } from '../campaign/counts.ts';
import type { Target } from '../campaign/campaign.ts';
import type { Fault } from '../campaign/problem.ts';
import type { Receipt, Submission } from '../campaign/submission.ts';
import type { Key } from '../locales/words.ts';
import type { View, Written } from '../parts/view.ts';
import { readLetter } from './read-letter.ts';

export { randomId } from '../client/id.ts';
export { ownFields } from '../parts/own-fields.ts';
export { progress } from '../parts/progress.ts';
export { closedLetter, earlyLetter } from '../parts/shut.ts';
export { queuedLetter, tooLate, trouble } from '../parts/sent.ts';
export { thanks } from '../parts/thanks.ts';
export { watchPhase } from './phase.ts';
export { styles } from './letter-later.styles.ts';

/** Brings to a form that stands what it did not wait for. */
export function enrich(
  { source, base, speaker }: View,
  root: ParentNode,
  onCounts: (counts: Counts) => void,
  signal: AbortSignal,
): void {
  const select = root.querySelector<HTMLSelectElement>('[id="person/country"]');
  if (select) fillCountries(select, speaker);
  watchCounts(linkOf(source, 'counts', base), onCounts, signal);
}

export { readLetter };

/** What is wrong, in words: beside each field, and with the whole. */
export interface Trouble {
  errors: Errors;
  failure?: Key;
}

/** @returns what has to be mended before it can be sent */
export function troubleBefore(view: View, submission: Submission): Trouble | undefined {
  const faults = [...faultsOf(view.source, submission), ...unanswered(view.source, submission)];
  return faults.length ? troubleOf(view, submission, faults, 'letter.failOther') : undefined;
}

/** What to give back where nothing can be sent any more; undefined where nothing was written. */
export function writtenIn(form: HTMLFormElement | null, view: View, targets: readonly Target[]): Written | undefined {
  if (!form) return undefined;
  const { letter, person } = readLetter(form, view, { id: '', partner: null, testing: false, targets });
  const { subject = '', body = '' } = letter!;
  const standard = view.campaign.letter!;
  if (subject === standard.subject.trim() && body === standard.body.trim()) return undefined;
  return { targets, subject, body, name: person?.name ?? '' };
}

export type Outcome = { receipt: Receipt } | { closed: ActionError } | { trouble: Trouble; error: ActionError };

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
    const error = thrown instanceof ActionError ? thrown : new NetworkError(String(thrown));
    if (error instanceof RefusedError && error.problem === 'closed') return { closed: error };
    const faults = error instanceof RefusedError ? error.faults : [];
    return { error, trouble: troubleOf(view, submission, faults, failureOf(error)) };
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
function failureOf(error: ActionError): Key {
  if (error instanceof RefusedError) {
    if (error.problem === 'forbidden-origin') return 'letter.failRefused';
    return error.problem === 'conflict' ? 'letter.sentBefore' : 'letter.failOther';
  }
  if (error.code === 'unknown-campaign') return 'letter.failUnknown';
  return error.code === 'too-large' ? 'letter.failTooLarge' : 'letter.failServer';
}
