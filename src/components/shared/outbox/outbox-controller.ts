/** Loads the outbox, where the campaign's server offers one. Without it, what cannot be sent waits in memory. */
import { lazyModule } from '../../../api/lazy-module.ts';
import { resolveLink } from '../../../campaign/links.ts';
import type { ServedCampaign } from '../../../campaign/schema/outbox.schema.ts';
import type { PartialMessages } from '../../../i18n/translator.ts';
import type { FieldValues } from '../../../controllers/field-values.ts';
import type { SubmissionHost } from '../../../controllers/submission-controller.ts';
import type { RenderContext } from '../../../base/render-context.ts';
import type { Outbox } from './outbox.ts';
import type { ReactiveController } from 'lit';

const loadOutbox = lazyModule(() => Promise.all([import('./outbox.ts'), import('../../../outbox/outbox-store.ts')]));

export class OutboxController implements ReactiveController {
  /** The outbox of the campaign, once it is loaded. */
  value: Outbox | undefined;

  #host: SubmissionHost;
  #getContext: () => RenderContext | undefined;
  #values: FieldValues;
  #addMessages: (messages: PartialMessages) => void;
  /** The document that the outbox is for. */
  #campaign: object | undefined;

  constructor(
    host: SubmissionHost,
    getContext: () => RenderContext | undefined,
    values: FieldValues,
    addMessages: (messages: PartialMessages) => void,
  ) {
    this.#host = host;
    this.#getContext = getContext;
    this.#values = values;
    this.#addMessages = addMessages;
    host.addController(this);
  }

  hostUpdated(): void {
    const context = this.#getContext();
    if (!context || context.original === this.#campaign) return;
    this.#campaign = context.original;
    void this.#load(context);
  }

  async #load(context: RenderContext): Promise<void> {
    const original: ServedCampaign = context.original;
    // A document that the page has passed as an object may be old, and its keys expired.
    const keys = this.#host.campaign ? undefined : original.outbox?.keys;
    const [module, store] = keys ? await loadOutbox().catch(() => []) : [];
    if (original !== this.#campaign) return;
    if (!module || !store || !keys) {
      this.value = undefined;
      return;
    }
    this.#addMessages(module.messages);
    const urls = { submissions: resolveLink(original, 'submissions', context.base), counts: resolveLink(original, 'counts', context.base) };
    // What is on its way stays in its outbox when the document is loaded again.
    if (this.value?.urls.submissions !== urls.submissions) this.value = new module.Outbox(this.#host, store, this.#values, urls);
    this.value.keys = keys;
    this.#host.requestUpdate();
  }
}
