import { html, type TemplateResult } from 'lit/html.js';
import { linkOf } from '../../campaign/links.ts';
import { InvalidDocumentError } from '../../api/errors.ts';
import { readMessages } from '../../api/messages.ts';
import { readingWords } from '../../i18n/generated/reading.gen.ts';
import { host } from '../../styles/base.styles.ts';
import { paper } from '../../styles/surface-tokens.styles.ts';
import { lazy } from '../../utils/import-with-retry.ts';
import { TemplateElement } from '../../base/template-element.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';
import type { View } from '../../base/render-context.ts';
import type { Wall } from './message-list.ts';

// Not in the class: TypeScript leaves the name of the file as it is in there.
const loadLater = lazy(() => import('./message-list.lazy.ts'));

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
  static override styles = [host, paper];

  protected override readonly words = readingWords;
  #later: Awaited<ReturnType<typeof loadLater>> | undefined;
  /** None until the first ones are here. */
  #messages: readonly Message[] | undefined;
  #added = 0;
  /** What the next page begins behind. */
  #next: string | undefined;
  #doing: Wall['doing'] = 'loading';
  /** The document that they belong to. */
  #source: Campaign | undefined;
  /** Of this stay in the page. */
  #stay: AbortSignal | undefined;

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

  protected override live(view: View, signal: AbortSignal): void {
    this.#stay = signal;
    // After a move or a change of language they are what they were.
    if (this.#messages && this.#source === view.source) {
      this.#doing = 'nothing';
      this.requestUpdate();
      return;
    }
    this.#source = view.source;
    void this.#load(view);
  }

  protected override content(view: View): TemplateResult {
    const { speaker } = view;
    if (!this.#later) return html`<p part="note" role="status" lang=${speaker.language}>${speaker.say('wall.loading')}</p>`;
    return this.#later.wall(view, {
      messages: this.#messages ?? [],
      added: this.#added,
      doing: this.#doing,
      more: this.#next !== undefined,
      onMore: this.#onMore,
    });
  }

  async #load({ source, base }: View, after?: string): Promise<void> {
    const signal = this.#stay!;
    this.#doing = 'loading';
    this.#added = 0;
    this.requestUpdate();
    try {
      const page = readMessages(linkOf(source, 'messages', base), after, signal);
      // Asked for beside it, and waited for before it is looked at.
      page.catch(() => {});
      await this.#dress();
      const { messages, next } = await page;
      signal.throwIfAborted();
      const before = (after && this.#messages) || [];
      this.#messages = this.#later!.joined(before, messages);
      this.#added = before.length && this.#messages.length - before.length;
      this.#next = next;
      this.#doing = 'nothing';
    } catch (error) {
      // Gone from the page, or told to load anew.
      if (signal.aborted) return;
      this.#doing = 'failed';
      if (!this.#later) this.setState('failed');
      this.report(error);
    }
    this.requestUpdate();
    if (this.#added) this.#later!.leadTo(this, '.card', this.#messages!.length - this.#added);
  }

  async #dress(): Promise<void> {
    this.#later ??= await loadLater();
    this.wear(this.#later.styles);
    this.requestUpdate();
  }

  #onMore = (): void => {
    if (this.#doing !== 'loading') void this.#load(this.view!, this.#next);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'message-wall': MessageWall;
  }
}
