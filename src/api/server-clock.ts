/**
 * The time, even on a device whose clock is wrong: a server says when it counted (`asOf`), and that corrects the clock.
 * Without a server, the device clock is used.
 */
import { getPageState } from './page-registry.ts';

/** Clocks that differ by less agree, because caches may keep counts for a while. In milliseconds. */
const maxSkew = 300_000;

/** The current time in milliseconds since the epoch. */
export function serverNow(): number {
  const { offset, pageStart } = getPageState().clock;
  const device = Date.now();
  // A wrong clock may have been corrected since. Sleep, which stops the monotonic clock, does not look like that.
  return Math.abs(pageStart + performance.now() - device) < maxSkew ? device : device + offset;
}

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

/** Calls back whenever a server corrects the clock. @returns a function that ends the subscription */
export function subscribeToClock(onCorrected: () => void): () => void {
  const { subscribers } = getPageState().clock;
  subscribers.add(onCorrected);
  return () => subscribers.delete(onCorrected);
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
