/**
 * The time, also on a device whose clock is wrong: an endpoint says when it counted (`asOf`), and that corrects the clock.
 * Where no endpoint answers, the device is believed.
 */
import { parse, request } from './request.ts';

/** Caches may keep numbers for a while, so a clock is taken for fast only beyond that. In milliseconds. */
const stale = 300_000;
/** A wrong time is shown rather than nothing. */
const patience = 3000;

/** How far the device's clock is behind the endpoint's, as the freshest answer has it; never more than it is. */
let behind = -Infinity;
let asked: Promise<void> | undefined;
let seems: 'right' | 'wrong' | 'unknown' = 'unknown';

/**
 * How the device's clock looks beside the `Date` of an answer. That is no proof, since caches keep it; but where the two
 * agree, nobody has to be asked.
 */
export const clockSeems = () => seems;

/** Milliseconds since the epoch. */
export function now(): number {
  return Date.now() + (behind > 0 || (behind > -Infinity && behind < -stale) ? behind : 0);
}

/** @param stamp of an endpoint that has just answered, ISO 8601 */
export function learn(stamp: string): void {
  behind = Math.max(behind, Date.parse(stamp) - Date.now());
}

/** @param date of any answer, milliseconds since the epoch; NaN where it was not told */
export function seeDate(date: number): void {
  if (date && seems !== 'right') seems = Math.abs(date - Date.now()) < stale ? 'right' : 'wrong';
}

/** Asks what time it is, once for the page. @param url of the counts */
export function askTime(url: string): Promise<void> {
  asked ??= request(url, { credentials: 'omit' }, patience).then(
    ({ text }) => {
      const { asOf } = (parse(text) ?? {}) as { asOf?: unknown };
      if (typeof asOf === 'string' && Date.parse(asOf)) learn(asOf);
    },
    () => {},
  );
  return asked;
}
