/** The public messages of a campaign, one page of results after the other. */
import { resolveLink } from '../../campaign/links.ts';
import { fetchMessages } from '../../api/messages.ts';
import { whenRemoved } from '../../utils/when-removed.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';

export type MessagesStatus = 'loading' | 'failed' | 'idle';

/** Appends the new messages. Existing ones stay in place, even if the server sends them again. */
function mergeMessages(messages: readonly Message[], newMessages: readonly Message[]): Message[] {
  const ids = new Set(messages.map(({ id }) => id));
  return [...messages, ...newMessages.filter(({ id }) => !ids.has(id))];
}

export class MessagesController implements ReactiveController {
  status: MessagesStatus = 'loading';
  /** Undefined until the first ones are loaded. */
  messages: readonly Message[] | undefined;
  /** How many came with the latest request for more. */
  addedCount = 0;
  /** Why the latest request failed. */
  error: unknown;

  #host: ReactiveControllerHost & HTMLElement;
  #getContext: () => RenderContext | undefined;
  /** Loads the module that renders the messages. */
  #loadModule: () => Promise<unknown>;
  #next: string | undefined;
  /** The document that the messages belong to. */
  #source: Campaign | undefined;
  /** The context before a reload: once the new document is loaded, its messages are loaded again, too. */
  #staleContext: RenderContext | undefined;
  #loading: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, getContext: () => RenderContext | undefined, loadModule: () => Promise<unknown>) {
    this.#host = host;
    this.#getContext = getContext;
    this.#loadModule = loadModule;
    host.addController(this);
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    whenRemoved(this.#host, () => {
      if (this.status !== 'loading') return;
      this.#loading?.abort();
      // If the element is added again, it continues with the messages it has, or loads the first ones again.
      if (this.messages) this.status = 'idle';
      else this.#source = undefined;
    });
  }

  hostUpdate(): void {
    const context = this.#getContext();
    if (!context || !this.#host.isConnected) return;
    const isStale = this.#staleContext !== undefined && context !== this.#staleContext;
    if (this.#source === context.original && !isStale) return;
    this.#staleContext = undefined;
    this.#source = context.original;
    void this.#load(context);
  }

  /** Loads the messages again, once the document has been loaded again. */
  invalidate(): void {
    this.#staleContext = this.#getContext();
  }

  /** Another campaign has other messages. */
  reset(): void {
    this.#loading?.abort();
    this.messages = this.#next = this.#source = undefined;
    this.addedCount = 0;
    this.status = 'loading';
  }

  async loadMore(): Promise<void> {
    if (this.status !== 'loading') await this.#load(this.#getContext()!, this.#next);
  }

  async #load({ original, base }: RenderContext, after?: string): Promise<void> {
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    this.status = 'loading';
    this.addedCount = 0;
    this.#host.requestUpdate();
    try {
      const [page] = await Promise.all([fetchMessages(resolveLink(original, 'messages', base), after, signal), this.#loadModule()]);
      signal.throwIfAborted();
      const previous = (after && this.messages) || [];
      this.messages = mergeMessages(previous, page.messages);
      this.addedCount = previous.length && this.messages.length - previous.length;
      this.#next = page.next;
      this.status = 'idle';
    } catch (error) {
      // The element was removed, or has started over.
      if (signal.aborted) return;
      this.status = 'failed';
      this.error = error;
    }
    this.#host.requestUpdate();
  }
}
