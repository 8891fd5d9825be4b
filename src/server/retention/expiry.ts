import { msPerDay } from '../../utils/durations.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { CardDetails } from '../db/cards-repository.ts';

/** When a submission's personal data must be deleted, as its form promises; null without a promise. @param receivedAt milliseconds since the epoch */
export function getExpiryDate({ retention }: Campaign, receivedAt: number): string | null {
  // A year of more than four digits would not sort as text.
  return retention ? new Date(Math.min(receivedAt + retention.days * msPerDay, Date.UTC(9999, 11, 31))).toISOString() : null;
}

/** How long a submission waits for its confirmation, in milliseconds. */
export const unconfirmedLifetime = 7 * msPerDay;

/** When one that nobody confirms is deleted. @param receivedAt milliseconds since the epoch */
export function getUnconfirmedExpiry(campaign: Campaign, receivedAt: number): string {
  const last = new Date(receivedAt + unconfirmedLifetime).toISOString();
  const promise = getExpiryDate(campaign, receivedAt);
  return promise !== null && promise < last ? promise : last;
}

/** When the text of a card is deleted; undefined without a promise, and for a paper card. */
export function getTextExpiry({ received_at, expires_at }: CardDetails, campaign: Campaign | undefined): string | undefined {
  if (received_at === null) return undefined;
  const byDocument = campaign && getExpiryDate(campaign, Date.parse(received_at));
  return [expires_at, byDocument].filter((date) => typeof date === 'string').sort()[0];
}

/** For each campaign with a retention period: submissions received before this instant have expired by `time`. */
export function getReceivedBefore(campaigns: readonly Campaign[], time: number): Map<string, string> {
  return new Map(
    campaigns.flatMap(({ id, retention }): [string, string][] =>
      // A negative year would not sort as text; nothing was received before 1970.
      retention ? [[id, new Date(Math.max(time - retention.days * msPerDay, 0)).toISOString()]] : [],
    ),
  );
}
