/** Lets an element without a form send what an earlier page of this site has left for its campaign. */
import type { CampaignElement } from '../../../base/campaign-element.ts';
import type { RenderContext } from '../../../controllers/campaign-controller.ts';
import type { OutboxDelivery } from './delivery.ts';
import type { ReactiveController } from 'lit';

type LoadModule = () => Promise<typeof import('./delivery.lazy.ts')>;

export class DeliveryController implements ReactiveController {
  /** Undefined where nothing waits. */
  value: OutboxDelivery | undefined;

  #host: CampaignElement;
  #getContext: () => RenderContext | undefined;
  #loadModule: LoadModule;
  #context: RenderContext | undefined;

  /** @param getContext the campaign, once it is there @param loadModule called by each element itself, whose own file no lazy module imports */
  constructor(host: CampaignElement, getContext: () => RenderContext | undefined, loadModule: LoadModule) {
    this.#loadModule = loadModule;
    this.#host = host;
    this.#getContext = getContext;
    host.addController(this);
  }

  hostUpdated(): void {
    const context = this.#getContext();
    if (context === this.#context) return;
    this.#context = context;
    // If it fails, the element works as before, and a later page tries again.
    if (context && 'outbox' in context.original) void this.#load(context).catch(() => {});
  }

  async #load(context: RenderContext): Promise<void> {
    const { findDelivery } = await this.#loadModule();
    const delivery = await findDelivery(this.#host, context, this.value);
    if (context !== this.#context) return;
    this.value = delivery;
    this.#host.requestUpdate();
  }
}
