/** Sends what earlier pages of this site have left for a campaign, and says so. Loaded lazily. */
import { html, nothing, type TemplateResult } from 'lit';
import { publishCounts } from '../../../api/counts.ts';
import { serverNow } from '../../../api/server-clock.ts';
import { SubmissionRejectedError } from '../../../api/submission-errors.ts';
import { submitWithRetry } from '../../../api/submissions.ts';
import { ActionSentEvent } from '../../../base/events.ts';
import { outboxMessages } from '../../../i18n/generated/outbox.gen.ts';
import { getTranslator } from '../../../i18n/get-translator.ts';
import { moveFocusTo } from '../../../utils/move-focus.ts';
import type { Key, Translator } from '../../../i18n/translator.ts';
import type * as OutboxStore from '../../../outbox/outbox-store.ts';
import type { OutboxEntry } from '../../../outbox/outbox-store.ts';
import type { ReactiveControllerHost } from 'lit';
import type { DeliveryUrls } from './delivery-urls.ts';

export const loadTranslator = (language: string): Promise<Translator> => getTranslator(language, outboxMessages);

export type DeliveryHost = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** How long to wait for the storage, in milliseconds. WebKit may keep a page in the middle of a transaction, and all others wait for it. */
const maxStorageWait = 5000;

export class OutboxDelivery {
  readonly urls: DeliveryUrls;
  /** In the language of the element. */
  translator: Translator;

  #host: DeliveryHost;
  #store: typeof OutboxStore;
  /** What this page is sending, and how to erase it. */
  #waiting: ReadonlyMap<OutboxEntry, AbortController> = new Map();
  /** Aborted to try at once. */
  #retry = new AbortController();
  /** What has become of a submission. */
  #notice: Key | undefined;

  constructor(host: DeliveryHost, store: typeof OutboxStore, translator: Translator, urls: DeliveryUrls) {
    this.#host = host;
    this.#store = store;
    this.translator = translator;
    this.urls = urls;
    // Where the page may not read the storage, no page could write to it.
    void this.#sendWaiting().catch(() => {});
  }

  renderNotice(): TemplateResult | typeof nothing {
    const retry = () => {
      this.#retry.abort();
      this.#retry = new AbortController();
    };
    const { translator } = this;
    if (!this.#waiting.size && !this.#notice) return nothing;
    const notice = this.#notice ? translator.t(this.#notice) : translator.plural('outbox.waiting', this.#waiting.size);
    return html`<div class="outbox" part="note" tabindex="-1" lang=${translator.language}>
      <p role="status" .textContent=${notice}></p>
      ${this.#waiting.size
        ? html`<div class="row">
            <button type="button" part="button" @click=${retry}>${translator.t('retry.now')}</button>
            ${this.renderEraseButton(this.#eraseWaiting)}
          </div>`
        : nothing}
    </div>`;
  }

  renderEraseButton(onClick: () => void): TemplateResult {
    return html`<button type="button" part="button" @click=${onClick} .textContent=${this.translator.t('outbox.erase')}></button>`;
  }

  clearNotice(): void {
    this.#notice = undefined;
  }

  /** Says that something was erased from this device. */
  showErased(): void {
    this.#notice = 'outbox.erased';
    this.#host.requestUpdate();
    // The button that was pressed is gone.
    void moveFocusTo(this.#host, '.outbox');
  }

  /** Whether another page, or the supporter's browser, has deleted it. Where the storage does not answer, it is sent nevertheless. */
  async isErased(id: string): Promise<boolean> {
    const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, maxStorageWait, true));
    return !(await Promise.race([this.#store.hasEntry(id).catch(() => true), timeout]));
  }

  #eraseWaiting = (): void => {
    for (const erasure of this.#waiting.values()) erasure.abort();
    this.showErased();
  };

  async #sendWaiting(): Promise<void> {
    const entries = await this.#store.getEntries(this.urls.submissions, serverNow());
    await Promise.all(entries.map((entry) => this.#store.lockEntry(entry.id, () => this.#send(entry))));
  }

  /** As soon as no other element or page sends it. */
  async #send(entry: OutboxEntry): Promise<void> {
    const { id, url, message } = entry;
    // It was sent or erased there.
    if (await this.isErased(id)) return;
    const erasure = new AbortController();
    const { signal } = erasure;
    this.#setWaiting([...this.#waiting, [entry, erasure]]);
    try {
      const receipt = await submitWithRetry(url, message, {
        retryNow: () => this.#retry.signal,
        beforeRetry: async () => {
          if (await this.isErased(id)) erasure.abort();
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
}
