/** Corrects the clock by what servers answer. In a file of its own, because a day count without a campaign asks no server. */
import { getPageState } from './page-registry.ts';
import { maxSkew } from './server-clock.ts';

/**
 * Corrects the clock.
 * @param timestamp of a server that has just answered, ISO 8601
 */
export function syncFrom(timestamp: string): void {
  const { clock } = getPageState();
  const time = Date.parse(timestamp);
  const lead = time - Date.now();
  // The newest of several cached responses is the most accurate. A large difference from the last one means that the device clock was changed.
  clock.offset = Math.abs(lead - clock.offset) < maxSkew ? Math.max(clock.offset, lead) : lead;
  clock.pageStart = Math.max(clock.pageStart, time - performance.now());
  for (const notify of clock.subscribers) notify();
}

/**
 * How the device clock compares with the `Date` header of a response. That proves nothing, because caches keep the header,
 * but if both agree, there is no need to ask the server.
 */
export const getClockStatus = () => getPageState().clock.status;

/** @param date of any response, milliseconds since the epoch; NaN if it is unknown */
export function observeDateHeader(date: number): void {
  const { clock } = getPageState();
  if (date && clock.status !== 'right') clock.status = Math.abs(date - Date.now()) < maxSkew ? 'right' : 'wrong';
}
