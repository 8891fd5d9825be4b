/** The outbox of one campaign: stores what this page sends, and sends what earlier pages have left. Loaded lazily. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { serverNow } from '../../../api/server-clock.ts';
import { toJson } from '../../../utils/to-json.ts';
import { OutboxDelivery } from './delivery.ts';
import type { RenderContext } from '../../../controllers/campaign-controller.ts';
import type { OutboxKey } from '../../../campaign/schema/outbox.schema.ts';
import type { Submission } from '../../../campaign/schema/submission.schema.ts';
import type { FieldValues } from '../../../controllers/field-values.ts';
import type { PendingSubmission, SubmissionOutbox } from '../../../controllers/send-submission.ts';
import type { SubmissionHost } from '../../../controllers/submission-controller.ts';
import type { Translator } from '../../../i18n/translator.ts';
import type * as OutboxStore from '../../../outbox/outbox-store.ts';
import type { DeliveryUrls } from './delivery-urls.ts';

export { loadTranslator } from './delivery.ts';

/** The checkbox with which a supporter refuses storage. */
const refusal = 'outbox/refused';

export class Outbox implements SubmissionOutbox {
  readonly delivery: OutboxDelivery;
  /** The keys in the latest document. */
  keys: readonly OutboxKey[] = [];

  #host: SubmissionHost;
  #store: typeof OutboxStore;
  #values: FieldValues;
  /** Erases the submission that this page is sending. */
  #erasePending = (): void => {};
  #pending: PendingSubmission | undefined;
  /** Whether the supporter has been asked. Without that, nothing is stored. */
  #isOffered = false;

  /** @param values what was entered into the form */
  constructor(host: SubmissionHost, store: typeof OutboxStore, values: FieldValues, translator: Translator, urls: DeliveryUrls) {
    this.#host = host;
    this.#store = store;
    this.#values = values;
    // The choice appears while someone types: at any other time, the button would move under a finger that is about to press it.
    host.renderRoot.addEventListener('input', () => (this.#isOffered = true), { capture: true });
    this.delivery = new OutboxDelivery(host, store, translator, urls);
  }

  add(submission: Submission, erasure: AbortController): PendingSubmission {
    const { delivery } = this;
    const completion = new AbortController();
    const pending: PendingSubmission = {
      envelope: undefined,
      checkErased: async () => {
        if (pending.envelope && (await delivery.isErased(submission.id))) this.#erasePending();
      },
      finish: () => completion.abort(),
    };
    this.#pending = pending;
    this.#erasePending = () => {
      erasure.abort();
      delivery.showErased();
    };
    delivery.clearNotice();
    if (this.#isOffered && !this.#values.isChecked(refusal, 'on')) void this.#keep(submission, pending, completion.signal).catch(() => {});
    return pending;
  }

  renderChoice(): TemplateResult | typeof nothing {
    const { translator } = this.delivery;
    if (!this.#isOffered) return nothing;
    return html`<div class="field" part="field">
      <label class="choice" part="label"
        ><input
          part="input"
          type="checkbox"
          id=${refusal}
          name=${refusal}
          value="on"
          .checked=${live(this.#values.isChecked(refusal, 'on'))}
          aria-describedby="${refusal}-hint"
        />${translator.t('outbox.refuse')}</label
      >
      <p class="hint" part="hint" id="${refusal}-hint">${translator.t('outbox.refuseHint')}</p>
    </div>`;
  }

  renderPending({ translator }: RenderContext, kind: Submission['kind'], retryButton: unknown): TemplateResult {
    const { delivery } = this;
    const message = this.#pending?.envelope ? delivery.translator.t('outbox.pending') : translator.t(`${kind}Feedback.queuedNext`);
    return html`<p part="text" role="status" .textContent=${message}></p>
      <div class="row">${retryButton} ${delivery.renderEraseButton(this.#erasePending)}</div>`;
  }

  renderNotice(): unknown {
    return this.delivery.renderNotice();
  }

  /** Stores a submission until it is finished. */
  async #keep(submission: Submission, pending: PendingSubmission, finished: AbortSignal): Promise<void> {
    const { addEntry, deleteEntry, lockEntry } = this.#store;
    await lockEntry(submission.id, async () => {
      if (finished.aborted) return;
      pending.envelope = await addEntry(submission, toJson(submission), this.delivery.urls.submissions, this.keys, serverNow());
      this.#host.requestUpdate();
      await new Promise((resolve) => {
        finished.addEventListener('abort', resolve);
        if (finished.aborted) resolve(undefined);
      });
      await deleteEntry(submission.id);
    });
  }
}
