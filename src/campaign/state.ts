/** Whether a campaign takes submissions, at an instant. */
import type { Campaign } from './campaign.ts';

export type Phase = 'early' | 'open' | 'closed';
type Dates = Pick<Campaign, 'opens' | 'closes' | 'closed'>;

/** @param now milliseconds since the epoch */
export function phaseAt({ opens, closes, closed }: Dates, now: number): Phase {
  if (now >= instant(closed?.at) || now >= instant(closes)) return 'closed';
  return opens !== undefined && now < instant(opens) ? 'early' : 'open';
}

/** When the phase changes next, in milliseconds since the epoch; `Infinity` if never. */
export function nextChange({ opens, closes, closed }: Dates, now: number): number {
  return Math.min(...[opens, closes, closed?.at].map(instant).filter((at) => at > now), Infinity);
}

const instant = (text: string | undefined) => (text === undefined ? Infinity : Date.parse(text));
