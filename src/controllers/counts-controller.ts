/** The public counts of a campaign, for as long as the element is in the document. */
import { subscribeToCounts } from '../api/counts.ts';
import { whenRemoved } from '../utils/when-removed.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Counts } from '../campaign/schema/counts.schema.ts';

export class CountsController implements ReactiveController {
  /** Undefined until they are known. */
  value: Counts | undefined;

  #host: ReactiveControllerHost & HTMLElement;
  #getUrl: () => string | undefined;
  #url: string | undefined;
  #unsubscribe: (() => void) | undefined;

  /** @param getUrl of the counts; undefined until the campaign is known */
  constructor(host: ReactiveControllerHost & HTMLElement, getUrl: () => string | undefined) {
    this.#host = host;
    this.#getUrl = getUrl;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    whenRemoved(this.#host, () => {
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
    });
  }

  hostUpdate(): void {
    const url = this.#getUrl();
    if (this.#url !== url) {
      // The counts of one campaign are never shown for another.
      this.value = undefined;
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
      this.#url = url;
    }
    if (!url || this.#unsubscribe || !this.#host.isConnected) return;
    this.#unsubscribe = subscribeToCounts(url, (counts) => {
      this.value = counts;
      this.#host.requestUpdate();
    });
  }
}
