/**
 * The time, even on a device whose clock is wrong: a server says when it counted (`asOf`), and that corrects the clock.
 * Without a server, the device clock is used.
 */
import { getPageState } from './page-registry.ts';

/** Clocks that differ by less agree, because caches may keep counts for a while. In milliseconds. */
export const maxSkew = 300_000;

/** The current time in milliseconds since the epoch. */
export function serverNow(): number {
  const { offset, pageStart } = getPageState().clock;
  const device = Date.now();
  // A wrong clock may have been corrected since. Sleep, which stops the monotonic clock, does not look like that.
  return Math.abs(pageStart + performance.now() - device) < maxSkew ? device : device + offset;
}

/** Calls back whenever a server corrects the clock. @returns a function that ends the subscription */
export function subscribeToClock(onCorrected: () => void): () => void {
  const { subscribers } = getPageState().clock;
  subscribers.add(onCorrected);
  return () => subscribers.delete(onCorrected);
}
