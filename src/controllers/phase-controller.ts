/** Updates a form when its campaign opens or closes, also while the page stays open. */
import { getNextPhaseChange } from '../campaign/phase.ts';
import { serverNow, subscribeToClock } from '../api/server-clock.ts';
import { maxDelay } from '../utils/max-delay.ts';
import { whenRemoved } from '../utils/when-removed.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';

export class PhaseController implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #getCampaign: () => Campaign | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, getCampaign: () => Campaign | undefined) {
    this.#host = host;
    this.#getCampaign = getCampaign;
    host.addController(this);
  }

  hostConnected(): void {
    // A server that corrects the clock may change the phase as well.
    this.#unsubscribe ??= subscribeToClock(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    whenRemoved(this.#host, () => {
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
      clearTimeout(this.#timer);
    });
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const campaign = this.#getCampaign();
    if (!campaign || !this.#host.isConnected) return;
    const now = serverNow();
    const wait = getNextPhaseChange(campaign, now) - now;
    if (wait < Infinity) this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.min(maxDelay, wait));
  }
}
