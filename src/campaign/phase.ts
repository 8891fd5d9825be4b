/** Whether a campaign takes submissions, at an instant. */
import type { Campaign } from './schema/campaign.schema.ts';

export type Phase = 'early' | 'open' | 'closed';
export type Dates = Pick<Campaign, 'opens' | 'closes' | 'closed'>;

/** @param now milliseconds since the epoch */
export function phaseAt({ opens, closes, closed }: Dates, now: number): Phase {
  if (now >= instant(closed?.at) || now >= instant(closes)) return 'closed';
  return opens !== undefined && now < instant(opens) ? 'early' : 'open';
}

/** @returns milliseconds since the epoch; for ever where there is none */
export const instant = (text: string | undefined) => (text === undefined ? Infinity : Date.parse(text));
