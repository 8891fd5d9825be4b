/**
 * The time, also on a device whose clock is wrong: an endpoint says when it counted (`asOf`), and that corrects the clock.
 * Where no endpoint answers, the device is believed.
 */
import { parseJson, request } from './http.ts';

/** Within it clocks agree: caches may keep numbers for a while. In milliseconds. */
const maxSkew = 300_000;
/** A wrong time is shown rather than nothing. */
const timeout = 3000;

/** How far the device's clock is behind the endpoint's; never more than it is. */
let offset = 0;
/** When this page began, as the endpoint has it: what is told by a clock that nobody sets. */
let pageStart = -Infinity;
let asked: Promise<void> | undefined;
let seems: 'right' | 'wrong' | 'unknown' = 'unknown';

/**
 * How the device's clock looks beside the `Date` of an answer. That is no proof, since caches keep it; but where the two
 * agree, nobody has to be asked.
 */
export const clockStatus = () => seems;

/** Milliseconds since the epoch. */
export function serverNow(): number {
  const device = Date.now();
  // A clock that was wrong may have been set right since; sleep, which stops the page's own clock, does not look like it.
  return Math.abs(pageStart + performance.now() - device) < maxSkew ? device : device + offset;
}

/** A class whose elements show the time. */
interface Timepiece extends CustomElementConstructor {
  tell?: (clock: () => number) => void;
}

/** @param stamp of an endpoint that has just answered, ISO 8601 */
export function syncFrom(stamp: string): void {
  const time = Date.parse(stamp);
  const lead = time - Date.now();
  // Of answers that caches kept the freshest is nearest; what is far from the last one says that somebody set the clock.
  offset = Math.abs(lead - offset) < maxSkew ? Math.max(offset, lead) : lead;
  pageStart = Math.max(pageStart, time - performance.now());
  // A count from attributes is built without this file. It is told, whenever it comes.
  void customElements.whenDefined('detention-counter').then((counter: Timepiece) => counter.tell?.(serverNow));
}

/** @param date of any answer, milliseconds since the epoch; NaN where it was not told */
export function observeDateHeader(date: number): void {
  if (date && seems !== 'right') seems = Math.abs(date - Date.now()) < maxSkew ? 'right' : 'wrong';
}

/** Asks what time it is, once for the page unless that fails. @param url of the counts */
export function fetchServerTime(url: string): Promise<void> {
  // A cache judges by the device's clock as well.
  asked ??= request(url, { credentials: 'omit', cache: 'no-store' }, timeout).then(
    ({ text }) => {
      const { asOf } = (parseJson(text) ?? {}) as { asOf?: unknown };
      if (typeof asOf === 'string' && Date.parse(asOf)) syncFrom(asOf);
      else asked = undefined;
    },
    () => void (asked = undefined),
  );
  return asked;
}
