/** A device's clock that is wrong, and what the page takes for the time. */
import { expect } from '@open-wc/testing';
import { serverNow } from '../../../src/api/server-clock.ts';

export const year = 365 * 86_400_000;
/** The clock of this machine. */
export const own = Date.now;
export const near = (time: number): void => {
  expect(Math.abs(serverNow() - time)).to.be.below(2000);
};
/** What an endpoint with a right clock says. */
export const stamp = (before = 0): string => new Date(own() - before).toISOString();
