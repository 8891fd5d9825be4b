import { linkOf } from '../campaign/links.ts';
import { ActionError, InvalidDocumentError, NetworkError } from '../client/errors.ts';
import { readMessages } from '../client/messages.ts';
import { readingWords } from '../locales/reading.gen.ts';
import { postmarkStyles } from '../parts/postmark.styles.ts';
import { wall, type Wall } from '../parts/wall.ts';
import { form } from '../theme/form.ts';
import { host } from '../theme/host.ts';
import { leadTo } from './lead-to.ts';
import { styles } from './message-wall.styles.ts';
import { TemplateElement } from './template-element.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Campaign } from '../campaign/campaign.ts';
import type { Message } from '../campaign/messages.ts';
import type { View } from '../parts/view.ts';

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
  static override styles = [host, form, postmarkStyles, styles];

  protected override readonly words = readingWords;
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

  protected override accept(campaign: Campaign): Promise<void> {
    if (!campaign.postcard) throw new InvalidDocumentError('no postcard: /postcard');
    return super.accept(campaign);
  }

  protected override reset(): void {
    super.reset();
    this.#messages = undefined;
  }

  protected override live(view: View, signal: AbortSignal): void {
    this.#stay = signal;
    // After a move or a change of language they are what they were.
    if (this.#messages && this.#source === view.source) {
      if (this.#doing === 'loading') this.#doing = 'nothing';
      this.requestUpdate();
      return;
    }
    this.#source = view.source;
    void this.#load(view, undefined);
  }

  protected override content(view: View): TemplateResult {
    return wall(view, {
      messages: this.#messages ?? [],
      added: this.#added,
      doing: this.#doing,
      more: this.#next !== undefined,
      onMore: this.#onMore,
    });
  }

  async #load(view: View, after: string | undefined): Promise<void> {
    const signal = this.#stay!;
    this.#doing = 'loading';
    this.requestUpdate();
    try {
      const { messages, next } = await readMessages(linkOf(view.source, 'messages', view.base), after, signal);
      signal.throwIfAborted();
      this.#take(messages, after);
      this.#next = next;
      this.#doing = 'nothing';
    } catch (error) {
      // Gone from the page, or told to load anew.
      if (signal.aborted) return;
      this.#doing = 'failed';
      this.report(error instanceof ActionError ? error : new NetworkError(String(error)));
    }
    this.requestUpdate();
  }

  #take(messages: readonly Message[], after: string | undefined): void {
    const before = after === undefined ? [] : (this.#messages ?? []);
    const known = new Set(before.map(({ id }) => id));
    const fresh = messages.filter(({ id }) => !known.has(id));
    this.#messages = [...before, ...fresh];
    this.#added = before.length && fresh.length;
    this.requestUpdate();
    // The button may be gone by then, and what was asked for is what comes next.
    if (this.#added) leadTo(this, () => this.root.querySelectorAll<HTMLElement>('.card')[before.length]);
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
