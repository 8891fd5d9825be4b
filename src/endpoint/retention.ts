/** Keeps the promise of each campaign's `retention`: what is personal goes on its day. */
import type { Campaign } from '../campaign/campaign.ts';
import type { Campaigns } from './campaigns.ts';
import type { Store } from './store/store.ts';

const day = 86_400_000;

/** When a submission to this campaign is to be forgotten, as its form says; null where it says nothing. */
export function forgetOn({ retention }: Campaign, received: number): string | null {
  // Past the end of what a date can hold is never, and would not sort as text.
  return retention ? new Date(Math.min(received + retention.days * day, Date.UTC(9999, 11, 31))).toISOString() : null;
}

/**
 * Forgets what is due, by what each submission was promised; that needs no document, so it holds where one is gone. A
 * document that says less today, or said nothing when they came, is heard as well; one that fails does not keep the others.
 * @throws the first failure, at the end
 */
export async function forgetDue(campaigns: Campaigns, store: Store, now: number): Promise<void> {
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  await store.forget(null, new Date(now).toISOString()).catch(note);
  for (const { campaign } of campaigns.all()) {
    const days = campaign.retention?.days;
    if (days === undefined) continue;
    const before = new Date(now - days * day).toISOString();
    await store.forget(campaign.id, before).catch(note);
  }
  if (failures.length) throw failures[0];
}
