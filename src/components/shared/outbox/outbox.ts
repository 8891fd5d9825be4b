/** The outbox of one campaign: stores what this page sends, and sends what earlier pages have left. Loaded lazily. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { publishCounts } from '../../../api/counts.ts';
import { serverNow } from '../../../api/server-clock.ts';
import { SubmissionRejectedError } from '../../../api/submission-errors.ts';
import { submitWithRetry } from '../../../api/submissions.ts';
import { ActionSentEvent } from '../../../base/events.ts';
import { outboxMessages } from '../../../i18n/generated/outbox.gen.ts';
import { getTranslator } from '../../../i18n/get-translator.ts';
import { moveFocusTo } from '../../../utils/move-focus.ts';
import { toJson } from '../../../utils/to-json.ts';
import type { RenderContext } from '../../../base/render-context.ts';
import type { OutboxKey } from '../../../campaign/schema/outbox.schema.ts';
import type { Submission } from '../../../campaign/schema/submission.schema.ts';
import type { FieldValues } from '../../../controllers/field-values.ts';
import type { PendingSubmission, SubmissionOutbox } from '../../../controllers/send-submission.ts';
import type { SubmissionHost } from '../../../controllers/submission-controller.ts';
import type { Key, Translator } from '../../../i18n/translator.ts';
import type * as OutboxStore from '../../../outbox/outbox-store.ts';
import type { OutboxEntry } from '../../../outbox/outbox-store.ts';

export const loadTranslator = (language: string): Promise<Translator> => getTranslator(language, outboxMessages);

/** The checkbox with which a supporter refuses storage. */
const refusal = 'outbox/refused';

export interface OutboxUrls {
  submissions: string;
  counts: string;
}

export class Outbox implements SubmissionOutbox {
  readonly urls: OutboxUrls;
  /** Of the latest document. */
  keys: readonly OutboxKey[] = [];
  /** In the language of the form. */
  translator: Translator;

  #host: SubmissionHost;
  #store: typeof OutboxStore;
  #values: FieldValues;
  /** Erases the submission that this page is sending. */
  #erasePending = (): void => {};
  #pending: PendingSubmission | undefined;
  /** What this page is sending for an earlier one, and how to erase it. */
  #waiting: ReadonlyMap<OutboxEntry, AbortController> = new Map();
  /** Whether the supporter has been asked. Without that, nothing is stored. */
  #isOffered = false;
  /** Aborted to try at once. */
  #retry = new AbortController();
  /** What has become of a submission. */
  #notice: Key | undefined;

  /** @param values what was entered into the form */
  constructor(host: SubmissionHost, store: typeof OutboxStore, values: FieldValues, translator: Translator, urls: OutboxUrls) {
    this.#host = host;
    this.#store = store;
    this.#values = values;
    this.translator = translator;
    this.urls = urls;
    // The choice appears while someone types: at any other time, the button would move under a finger that is about to press it.
    host.renderRoot.addEventListener('input', () => (this.#isOffered = true), { capture: true });
    // Where the page may not read the storage, no page could write to it.
    void this.#sendWaiting().catch(() => {});
  }

  add(submission: Submission, erasure: AbortController): PendingSubmission {
    const completion = new AbortController();
    const pending: PendingSubmission = {
      envelope: undefined,
      checkErased: async () => {
        if (pending.envelope && (await this.#isErased(submission.id))) this.#erasePending();
      },
      finish: () => completion.abort(),
    };
    this.#pending = pending;
    this.#erasePending = () => {
      erasure.abort();
      this.#showNotice('outbox.erased');
    };
    this.#notice = undefined;
    if (this.#isOffered && !this.#values.isChecked(refusal, 'on')) void this.#keep(submission, pending, completion.signal).catch(() => {});
    return pending;
  }

  renderChoice(): TemplateResult | typeof nothing {
    const { translator } = this;
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
    const message = this.#pending?.envelope ? this.translator.t('outbox.pending') : translator.t(`${kind}Feedback.queuedNext`);
    return html`<p part="text" role="status" .textContent=${message}></p>
      <div class="row">${retryButton} ${this.#eraseButton(this.#erasePending)}</div>`;
  }

  renderNotice({ translator }: RenderContext): TemplateResult | typeof nothing {
    const retry = () => {
      this.#retry.abort();
      this.#retry = new AbortController();
    };
    if (!this.#waiting.size && !this.#notice) return nothing;
    const notice = this.#notice ? this.translator.t(this.#notice) : this.translator.plural('outbox.waiting', this.#waiting.size);
    return html`<div class="outbox" part="note" tabindex="-1" lang=${translator.language}>
      <p role="status" .textContent=${notice}></p>
      ${this.#waiting.size
        ? html`<div class="row">
            <button type="button" part="button" @click=${retry}>${translator.t('feedback.tryNow')}</button>
            ${this.#eraseButton(this.#eraseWaiting)}
          </div>`
        : nothing}
    </div>`;
  }

  #eraseButton(onClick: () => void): TemplateResult {
    return html`<button type="button" part="button" @click=${onClick} .textContent=${this.translator.t('outbox.erase')}></button>`;
  }

  #eraseWaiting = (): void => {
    for (const erasure of this.#waiting.values()) erasure.abort();
    this.#showNotice('outbox.erased');
  };

  /** Stores a submission until it is finished. */
  async #keep(submission: Submission, pending: PendingSubmission, finished: AbortSignal): Promise<void> {
    const { addEntry, deleteEntry, lockEntry } = this.#store;
    await lockEntry(submission.id, async () => {
      if (finished.aborted) return;
      pending.envelope = await addEntry(submission, toJson(submission), this.urls.submissions, this.keys, serverNow());
      this.#host.requestUpdate();
      await new Promise((resolve) => {
        finished.addEventListener('abort', resolve);
        if (finished.aborted) resolve(undefined);
      });
      await deleteEntry(submission.id);
    });
  }

  async #sendWaiting(): Promise<void> {
    const entries = await this.#store.getEntries(this.urls.submissions, serverNow());
    await Promise.all(entries.map((entry) => this.#store.lockEntry(entry.id, () => this.#send(entry))));
  }

  /** Sends what an earlier page has left, as soon as no other page does. */
  async #send(entry: OutboxEntry): Promise<void> {
    const { id, url, message } = entry;
    // Another page has sent or erased it.
    if (await this.#isErased(id)) return;
    const erasure = new AbortController();
    const { signal } = erasure;
    this.#setWaiting([...this.#waiting, [entry, erasure]]);
    try {
      const receipt = await submitWithRetry(url, message, {
        onQueued: () => {},
        retryNow: () => this.#retry.signal,
        beforeRetry: async () => {
          if (await this.#isErased(id)) erasure.abort();
        },
        signal,
      });
      if ('counts' in receipt) publishCounts(this.urls.counts, receipt.counts, !receipt.replayed);
      this.#host.dispatchEvent(new ActionSentEvent(message, receipt));
      this.#notice = 'held' in receipt ? 'outbox.held' : 'outbox.delivered';
    } catch (error) {
      // After any other error, a later page tries again.
      if (!signal.aborted && !(error instanceof SubmissionRejectedError)) return;
      if (!signal.aborted) this.#notice = 'outbox.rejected';
    } finally {
      this.#setWaiting([...this.#waiting].filter(([other]) => other !== entry));
    }
    await this.#store.deleteEntry(id);
  }

  #setWaiting(waiting: readonly (readonly [OutboxEntry, AbortController])[]): void {
    this.#waiting = new Map(waiting);
    this.#host.requestUpdate();
  }

  #showNotice(notice: Key): void {
    this.#notice = notice;
    this.#host.requestUpdate();
    // The button that was pressed is gone.
    void moveFocusTo(this.#host, '.outbox');
  }

  /** Another page, or the supporter's browser, may have deleted it. */
  async #isErased(id: string): Promise<boolean> {
    return !(await this.#store.hasEntry(id).catch(() => true));
  }
}
