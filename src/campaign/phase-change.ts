import { toTimestamp, type Dates } from './phase.ts';

/** When the phase changes next, in milliseconds since the epoch; `Infinity` if never. */
export function getNextPhaseChange({ opens, closes, closed }: Dates, now: number): number {
  return Math.min(...[opens, closes, closed?.at].map(toTimestamp).filter((at) => at > now), Infinity);
}
