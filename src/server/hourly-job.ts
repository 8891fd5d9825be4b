/** Work that the server does by itself. */
import { formatFailure } from './format-failure.ts';
import { msPerHour } from '../utils/durations.ts';

/**
 * Does some work now and every hour.
 * @param name of the work in the report of a failure
 * @param report takes one line
 * @returns a function that stops the job; it resolves when nothing is under way any more
 */
export function startHourlyJob(name: string, work: () => Promise<void>, report: (line: string) => void): () => Promise<void> {
  const run = () => work().catch((error: unknown) => report(formatFailure(name, error)));
  let currentRun = run();
  const timer = setInterval(() => void (currentRun = run()), msPerHour).unref();
  return () => {
    clearInterval(timer);
    return currentRun;
  };
}
