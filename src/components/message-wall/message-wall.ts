import { html, type TemplateResult } from 'lit/html.js';
import { resolveLink } from '../../campaign/links.ts';
import { InvalidDocumentError } from '../../api/errors.ts';
import { fetchMessages } from '../../api/messages.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { importWithRetry } from '../../utils/import-with-retry.ts';
import { TemplateElement } from '../../base/template-element.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';
import type { MessageListProps } from './message-list.ts';

// Not in the class: TypeScript leaves the name of the file as it is in there.
const loadLater = importWithRetry(() => import('./message-list.lazy.ts'));

/**
 * Cards that somebody has read and approved, newest first, in the language and direction that each was written in.
 *
 * @tagname message-wall
 * @fires {CustomEvent} action-load - the document is here and shown: `{campaign, state}`
 * @fires {CustomEvent} action-error - the document or messages could not be loaded: `{code, status?}`
 * @cssstate loading - the document is on its way; the children show
 * @cssstate open - shown; messages come, and more of them on request
 * @cssstate failed - could not be shown; the children show
 * @csspart heading - the title
 * @csspart card - a card
 * @csspart person - who it went to
 * @csspart message - what was written
 * @csspart text - a paragraph of it
 * @csspart note - there are none yet; they could not be loaded
 * @csspart button - brings more of them
 * @slot - shown until the element is ready, and where it can not be: a link
 */
export class MessageWall extends TemplateElement {
  static override styles = [baseStyles, surfaceStyles];

  protected override readonly words = readingMessages;
  #later: Awaited<ReturnType<typeof loadLater>> | undefined;
  /** None until the first ones are here. */
  #messages: readonly Message[] | undefined;
  #lastAddedCount = 0;
  /** What the next page begins behind. */
  #next: string | undefined;
  #status: MessageListProps['status'] = 'loading';
  /** The document that they belong to. */
  #source: Campaign | undefined;
  /** Of this stay in the page. */
  #connectedSignal: AbortSignal | undefined;

  override reload(): void {
    this.#source = undefined;
    super.reload();
  }

  protected override accept(campaign: Campaign): void {
    if (!campaign.postcard) throw new InvalidDocumentError('no postcard: /postcard');
  }

  protected override reset(): void {
    super.reset();
    this.#messages = undefined;
  }

  protected override live(view: RenderContext, signal: AbortSignal): void {
    this.#connectedSignal = signal;
    // After a move or a change of language they are what they were.
    if (this.#messages && this.#source === view.original) {
      this.#status = 'nothing';
      this.requestUpdate();
      return;
    }
    this.#source = view.original;
    void this.#load(view);
  }

  protected override content(view: RenderContext): TemplateResult {
    const { translator } = view;
    if (!this.#later) return html`<p part="note" role="status" lang=${translator.language}>${translator.t('wall.loading')}</p>`;
    return this.#later.wall(view, {
      messages: this.#messages ?? [],
      added: this.#lastAddedCount,
      status: this.#status,
      more: this.#next !== undefined,
      onMore: this.#onMore,
    });
  }

  async #load({ original, base }: RenderContext, after?: string): Promise<void> {
    const signal = this.#connectedSignal!;
    this.#status = 'loading';
    this.#lastAddedCount = 0;
    this.requestUpdate();
    try {
      const page = fetchMessages(resolveLink(original, 'messages', base), after, signal);
      // Asked for beside it, and waited for before it is looked at.
      page.catch(() => {});
      await this.#loadStyles();
      const { messages, next } = await page;
      signal.throwIfAborted();
      const before = (after && this.#messages) || [];
      this.#messages = this.#later!.mergeMessages(before, messages);
      this.#lastAddedCount = before.length && this.#messages.length - before.length;
      this.#next = next;
      this.#status = 'nothing';
    } catch (error) {
      // Gone from the page, or told to load anew.
      if (signal.aborted) return;
      this.#status = 'failed';
      if (!this.#later) this.setState('failed');
      this.report(error);
    }
    this.requestUpdate();
    if (this.#lastAddedCount) this.#later!.moveFocusTo(this, '.card', this.#messages!.length - this.#lastAddedCount);
  }

  async #loadStyles(): Promise<void> {
    this.#later ??= await loadLater();
    this.wear(this.#later.styles);
    this.requestUpdate();
  }

  #onMore = (): void => {
    if (this.#status !== 'loading') void this.#load(this.view!, this.#next);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'message-wall': MessageWall;
  }
}
