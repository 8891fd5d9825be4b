/** The client module in Node: sends one submission over a failing network. */
import { submitWithRetry } from '../../src/api/submissions.ts';
import { encryptSubmission } from '../../src/outbox/encrypt-submission.ts';
import { createRandom, createUuid, pick, pickInteger } from './random.ts';
import { formatFault, pickFaults } from './faults.ts';
import type { Envelope, OutboxKey } from '../../src/campaign/schema/outbox.schema.ts';
import type { AnyReceipt, Submission } from '../../src/campaign/schema/submission.schema.ts';
import type { ChooseFault, Fault } from '../support/fault-proxy.ts';

/** Time limits and delays are this many times shorter than in a page. */
const speed = 20;

/** Gives Node what the module uses of a browser. */
export function installBrowserGlobals(): void {
  Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
  const createTimeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => createTimeout(milliseconds / speed);
}

export interface Run {
  seed: number;
  submission: Submission;
  faults: Fault[];
  /** `both`: the page is closed after some failures, and a later one sends the envelope that it has stored. */
  message: 'submission' | 'envelope' | 'both';
  /** For `both`. */
  failuresBeforeClose: number;
}

const scripts = ['Please let her go. ', 'សូមដោះលែងគាត់។ ', 'أطلقوا سراحها. ', '🕊️ "quoted" \\ \n'];

export function createRun(seed: number): Run {
  const random = createRandom(seed);
  const body = Array.from({ length: pickInteger(random, 1, 20) }, () => pick(random, scripts)).join('').trim();
  return {
    seed,
    submission: { id: createUuid(random), kind: 'letter', language: 'en', person: { name: `Run ${seed}` }, letter: { targets: ['minister'], subject: 'A subject', body } },
    faults: pickFaults(random, 6),
    message: pick(random, ['submission', 'envelope', 'both']),
    failuresBeforeClose: pickInteger(random, 1, 3),
  };
}

export const formatRun = ({ seed, submission, message, faults }: Run): string => `seed ${seed}: ${message} ${submission.id}, ${faults.map(formatFault).join(', ') || 'no fault'}`;

/** Each request meets the next fault of its run. */
export function createFaultChooser(runs: readonly Run[]): ChooseFault {
  const faultsById = new Map(runs.map(({ submission, faults }) => [submission.id, [...faults]]));
  return ({ body }) => faultsById.get((JSON.parse(body) as { id: string }).id)?.shift() ?? 'pass';
}

/** @returns the receipt, as the page gets it @throws if the page gives up */
export async function send(url: string, { seed, submission, message, failuresBeforeClose }: Run, keys: readonly OutboxKey[]): Promise<AnyReceipt> {
  const random = createRandom(seed);
  const retryNow = new AbortController();
  const submit = (content: Submission | Envelope, signal?: AbortSignal, onFailure?: () => void) =>
    submitWithRetry(url, content, {
      onFailure,
      retryNow: () => retryNow.signal,
      signal,
      delay: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / speed)),
      random,
    });
  if (message === 'submission') return submit(submission);
  const envelope = await encryptSubmission(submission, JSON.stringify(submission), keys, Date.now());
  if (message === 'both') {
    const page = new AbortController();
    let failures = 0;
    try {
      return await submit(submission, page.signal, () => ++failures === failuresBeforeClose && page.abort());
    } catch (error) {
      if (!page.signal.aborted) throw error;
    }
  }
  return submit(envelope);
}
