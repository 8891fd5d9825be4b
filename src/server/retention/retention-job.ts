/** Keeps the promise of each campaign's `retention`: what is personal goes on its day. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { CampaignRepository } from '../campaigns/repository.ts';
import { formatFailure } from '../log.ts';
import type { FoundCard } from '../db/cards-repository.ts';
import type { Store } from '../db/store.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** So many days before the words of a card go, whoever has not printed it is told: long enough to read and print a pile. */
const noticeDays = 7;

/** When a submission to this campaign is to be forgotten, as its form says; null where it says nothing. */
export function getExpiryDate({ retention }: Campaign, received: number): string | null {
  // Past the end of what a date can hold is never, and would not sort as text.
  return retention ? new Date(Math.min(received + retention.days * day, Date.UTC(9999, 11, 31))).toISOString() : null;
}

/**
 * Forgets what is due, by what each submission was promised; that needs no document, so it holds where one is gone. A
 * document that says less today, or said nothing when they came, is heard as well; one that fails does not keep the others.
 * @throws the first failure, at the end
 */
export async function deleteExpired(campaigns: CampaignRepository, store: Store, now: number): Promise<void> {
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  await store.forget(null, new Date(now).toISOString()).catch(note);
  for (const [campaign, before] of receivedBefore(campaigns.all().map(({ campaign }) => campaign), now))
    await store.forget(campaign, before).catch(note);
  if (failures.length) throw failures[0];
}

/** Of each campaign that promises a day: what was received before this instant is to be forgotten by `now`. */
function receivedBefore(campaigns: readonly Campaign[], now: number): Map<string, string> {
  const promising = campaigns.filter(({ retention }) => retention);
  // Before all dates that sort as text, nothing was received.
  return new Map(promising.map(({ id, retention }) => [id, new Date(Math.max(now - retention!.days * day, 0)).toISOString()]));
}

/** How many cards that nobody has printed or declined lose their words within the days of notice. @returns the campaigns that have some */
export function countExpiringCards(campaigns: readonly Campaign[], store: Store, now: number): Promise<{ campaign: string; n: number }[]> {
  const then = now + noticeDays * day;
  return store.cards.losingWords({ by: new Date(then).toISOString(), receivedBefore: receivedBefore(campaigns, then) });
}

/** A line of warning about such cards: where, and how many. */
export const formatExpiryWarning = ({ campaign, n }: { campaign: string; n: number }): string =>
  `${campaign}: ${n === 1 ? 'one card that is' : `${n} cards that are`} not printed will lose ${n === 1 ? 'its' : 'their'} words within ${noticeDays} days`;

/** The instant at which the words of a card go; undefined where none is promised, and for a card of paper. */
export function getTextExpiry({ received_at, forget_on }: FoundCard, campaign: Campaign | undefined): string | undefined {
  if (received_at === null) return undefined;
  const today = campaign && getExpiryDate(campaign, Date.parse(received_at));
  return [forget_on, today].filter((one) => typeof one === 'string').sort()[0];
}

/**
 * Forgets what is due now and every hour, and reports once a day where words are about to go that nobody has printed.
 * @returns what ends it, and resolves when nothing is being forgotten any more
 */
export function startRetentionJob(
  campaigns: CampaignRepository,
  store: Store,
  { now, report }: { now: () => number; report: (line: string) => void },
): () => Promise<void> {
  const fail = (error: unknown) => report(formatFailure('retention', error));
  let warned = -Infinity;
  async function run() {
    await deleteExpired(campaigns, store, now()).catch(fail);
    const at = now();
    if (at - warned < day) return;
    const losing = await countExpiringCards(campaigns.all().map(({ campaign }) => campaign), store, at);
    for (const one of losing) report(formatExpiryWarning(one));
    // Only now: where it could not be asked, it is asked again within the hour.
    warned = at;
  }
  let running = run().catch(fail);
  const hourly = setInterval(() => void (running = run().catch(fail)), hour).unref();
  return () => {
    clearInterval(hourly);
    return running;
  };
}
