/** Opening and closing by the clock, also while a page stands open. */
import { getNextPhaseChange } from '../campaign/phase.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';

/** `setTimeout` takes no longer wait. */
const longestTimer = 2 ** 31 - 1;

/** Calls each time when the phase may have changed, until the signal ends it. */
export function watchPhase(campaign: Campaign, clock: () => number, onChange: () => void, signal: AbortSignal): void {
  const wait = getNextPhaseChange(campaign, clock()) - clock();
  if (wait === Infinity || signal.aborted) return;
  const timer = setTimeout(
    () => {
      onChange();
      watchPhase(campaign, clock, onChange, signal);
    },
    Math.min(longestTimer, wait),
  );
  signal.addEventListener('abort', () => clearTimeout(timer));
}
