import { instant, type Dates } from './phase.ts';

/** When the phase changes next, in milliseconds since the epoch; `Infinity` if never. */
export function nextChange({ opens, closes, closed }: Dates, now: number): number {
  return Math.min(...[opens, closes, closed?.at].map(instant).filter((at) => at > now), Infinity);
}
