/** Whether a campaign accepts submissions at a point in time. */
import type { Campaign } from './schema/campaign.schema.ts';

export type Phase = 'upcoming' | 'open' | 'closed';
export type PhaseDates = Pick<Campaign, 'opens' | 'closes' | 'closed'>;

/** @param now milliseconds since the epoch */
export function getPhase({ opens, closes, closed }: PhaseDates, now: number): Phase {
  if (now >= toTimestamp(closed?.at) || now >= toTimestamp(closes)) return 'closed';
  return opens !== undefined && now < toTimestamp(opens) ? 'upcoming' : 'open';
}

/** When the phase changes next, in milliseconds since the epoch; `Infinity` if never. */
export function getNextPhaseChange({ opens, closes, closed }: PhaseDates, now: number): number {
  return Math.min(...[opens, closes, closed?.at].map(toTimestamp).filter((time) => time > now), Infinity);
}

/** @returns milliseconds since the epoch; `Infinity` without a text */
export const toTimestamp = (text: string | undefined) => (text === undefined ? Infinity : Date.parse(text));
