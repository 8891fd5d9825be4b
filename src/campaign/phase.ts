/** Whether a campaign takes submissions, at an instant. */
import type { Campaign } from './schema/campaign.schema.ts';

export type Phase = 'upcoming' | 'open' | 'closed';
export type Dates = Pick<Campaign, 'opens' | 'closes' | 'closed'>;

/** @param now milliseconds since the epoch */
export function getPhase({ opens, closes, closed }: Dates, now: number): Phase {
  if (now >= toTimestamp(closed?.at) || now >= toTimestamp(closes)) return 'closed';
  return opens !== undefined && now < toTimestamp(opens) ? 'upcoming' : 'open';
}

/** @returns milliseconds since the epoch; for ever where there is none */
export const toTimestamp = (text: string | undefined) => (text === undefined ? Infinity : Date.parse(text));
