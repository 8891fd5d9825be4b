/** Loads the outbox, where the campaign's server offers one. Without it, what cannot be sent waits in memory. */
import { lazyModule } from '../../../api/lazy-module.ts';
import { getDeliveryUrls } from './delivery-urls.ts';
import type { RenderContext } from '../../../controllers/campaign-controller.ts';
import type { ServedCampaign } from '../../../campaign/schema/outbox.schema.ts';
import type { FieldValues } from '../../../controllers/field-values.ts';
import type { SubmissionHost } from '../../../controllers/submission-controller.ts';
import type { Outbox } from './outbox.ts';
import type { ReactiveController } from 'lit';

const loadOutbox = lazyModule(() => Promise.all([import('./outbox.ts'), import('../../../outbox/outbox-store.ts')]));

export class OutboxController implements ReactiveController {
  /** The outbox of the campaign, once it is loaded. */
  value: Outbox | undefined;
  ready: Promise<Outbox | undefined> = Promise.resolve(undefined);

  #host: SubmissionHost;
  #getContext: () => RenderContext | undefined;
  #values: FieldValues;
  /** What the outbox is for. */
  #context: RenderContext | undefined;

  constructor(host: SubmissionHost, getContext: () => RenderContext | undefined, values: FieldValues) {
    this.#host = host;
    this.#getContext = getContext;
    this.#values = values;
    host.addController(this);
  }

  hostUpdated(): void {
    const context = this.#getContext();
    if (!context || context === this.#context) return;
    this.#context = context;
    // Without the outbox, the form works as before.
    this.ready = this.#load(context).catch(() => undefined);
  }

  async #load(context: RenderContext): Promise<Outbox | undefined> {
    const original: ServedCampaign = context.original;
    const urls = getDeliveryUrls(context);
    if (this.value?.delivery.urls.submissions !== urls.submissions) this.value = undefined;
    // A document that the page has passed as an object may be old, and its keys expired.
    const keys = this.#host.campaign ? undefined : original.outbox?.keys;
    if (!keys) return undefined;
    const [module, store] = await loadOutbox();
    const translator = await module.loadTranslator(context.translator.language);
    if (context !== this.#context) return this.ready;
    // What is on its way stays in its outbox when the document is loaded again.
    this.value ??= new module.Outbox(this.#host, store, this.#values, translator, urls);
    this.value.keys = keys;
    this.value.delivery.translator = translator;
    this.#host.requestUpdate();
    return this.value;
  }
}
