/** Sends the emails of a queue in the database that several processes share, all queues together at a limited pace. */
import { getRecentRate, toMinute } from '../abuse/rates.ts';
import type { Store } from '../db/store.ts';
import { formatFailure } from '../format-failure.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { getProblem, isRefused, type Mail, type Mailer } from './mailer.ts';
import { msPerMinute } from '../../utils/durations.ts';

export interface EmailQueueOptions<Email> {
  /** What one email is called in the report of a failure. */
  name: string;
  queue: {
    claim: (now: string, leaseEnd: string) => Promise<Email | undefined>;
    update: (id: string, changes: { state: 'sent' | 'failed'; problem: string | null; sent_at?: string }) => Promise<void>;
  };
  deliver: (email: Email, attempt: Attempt) => Promise<void>;
  /** Runs before the queue is looked at. */
  prepare?: () => Promise<void>;
  abuse: Store['abuse'];
  mailer: Mailer;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Emails in a minute, of all queues and processes together. */
  limit: number;
  /** Takes one line about a failure. */
  report: (line: string) => void;
  /** How often the queue is checked: the interval, in milliseconds. */
  interval: number;
}

/** Sends one email, and notes what became of it. @param postpone notes that a try has failed */
export type Attempt = (id: string, compose: () => Mail | Promise<Mail>, postpone: (problem: string) => Promise<void>) => Promise<void>;

/** How long a process may take for one email before another one sends it: longer than all time limits of a mail server together. */
const leaseTime = 5 * msPerMinute;
/** The name of the rate of all emails that the queues send. */
const rateName = 'letter-emails';

/** @param delays before the second try, the third, and so on; the last one repeats @param tries until now */
export const getDueTime = (now: number, delays: readonly number[], tries: number): string => toInstant(now + delays[Math.min(tries, delays.length) - 1]!);

/** @returns a function that stops the delivery; it resolves when no email is under way any more */
export function startEmailQueue<Email>({ name, queue, deliver, prepare, abuse, mailer, now, limit, report, interval }: EmailQueueOptions<Email>): () => Promise<void> {
  let isStopped = false;
  let currentRun: Promise<void> | undefined;

  async function run(): Promise<void> {
    await prepare?.();
    while (!isStopped && (await getRecentRate(abuse, rateName, now(), 1)) < limit) {
      const email = await queue.claim(toInstant(now()), toInstant(now() + leaseTime));
      if (!email) return;
      await deliver(email, attempt);
    }
  }

  const attempt: Attempt = async (id, compose, postpone) => {
    await abuse.addRates([{ name: rateName, minute: toMinute(now()), value: 1 }]);
    try {
      await mailer.send({ ...(await compose()), messageId: `${id}@${mailer.from.split('@')[1]}` });
    } catch (error) {
      const problem = getProblem(error);
      if (isRefused(error)) return queue.update(id, { state: 'failed', problem });
      report(formatFailure(name, error));
      return postpone(problem);
    }
    await queue.update(id, { state: 'sent', problem: null, sent_at: toInstant(now()) });
  };

  const start = () => {
    currentRun ??= run()
      .catch((error: unknown) => report(formatFailure(`${name}s`, error)))
      .finally(() => (currentRun = undefined));
  };
  start();
  const timer = setInterval(start, interval).unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await currentRun;
  };
}
