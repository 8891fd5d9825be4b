/** Sets the device clock in tests, and reads the time that the page uses. */
import { expect } from '@open-wc/testing';
import { getPageState } from '../../../src/api/page-registry.ts';
import { serverNow } from '../../../src/api/server-clock.ts';

export const year = 365 * 86_400_000;
/** The clock of this machine. */
export const realNow = Date.now;

/** Sets the device clock: to an instant, where it stops, or to a function. */
export function setClock(now: string | number | (() => number)): void {
  const time = typeof now === 'string' ? Date.parse(now) : now;
  Date.now = typeof time === 'function' ? time : () => time;
}

/** Sets the device clock to an instant, from which it continues to run. */
export function startClock(instant: string): void {
  const start = Date.parse(instant) - performance.now();
  setClock(() => Math.round(start + performance.now()));
}

/** Restores the device clock, and forgets what servers have sent about the time. */
export function resetClock(): void {
  Date.now = realNow;
  Object.assign(getPageState().clock, { offset: 0, pageStart: -Infinity, status: 'unknown', request: undefined });
}

export function expectServerNow(time: number): void {
  expect(Math.abs(serverNow() - time)).to.be.below(2000);
}

/** The timestamp of a server whose clock is right. @param age milliseconds since it was made */
export const serverTimestamp = (age = 0): string => new Date(realNow() - age).toISOString();
