/** Keeps the promise of each campaign's `retention`: what is personal goes on its day. */
import type { Campaigns } from './campaigns.ts';
import type { Store } from './store/store.ts';

const day = 86_400_000;

/** Forgets what is due in every campaign; one that fails does not keep the others. @throws the first failure, at the end */
export async function forgetDue(campaigns: Campaigns, store: Store, now: number): Promise<void> {
  const failures: unknown[] = [];
  for (const { campaign } of campaigns.all()) {
    const days = campaign.retention?.days;
    if (days === undefined) continue;
    const before = new Date(now - days * day).toISOString();
    await store.forget(campaign.id, before).catch((error: unknown) => failures.push(error));
  }
  if (failures.length) throw failures[0];
}
