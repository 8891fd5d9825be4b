import { html, type PropertyValues } from 'lit';
import { validateCampaign } from '../../campaign/validation/validate-campaign.ts';
import { InvalidDocumentError } from '../../api/errors.ts';
import { lazyModule } from '../../api/lazy-module.ts';
import { resolveCampaign, type CampaignRequest, type ResolvedCampaign } from '../../api/resolve-campaign.ts';
import { CampaignElement } from '../../base/campaign-element.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { addMessages } from '../../i18n/get-translator.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { DeliveryController } from '../shared/outbox/delivery-controller.ts';
import { MessagesController } from './messages-controller.ts';
import type { State } from '../../base/events.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';

const loadDelivery = lazyModule(() => import('../shared/outbox/delivery.lazy.ts'));
const loadModule = lazyModule(() => import('./message-list.lazy.ts'));

/**
 * Postcards that were reviewed and approved, newest first, each in the language and direction it was written in.
 *
 * @tagname message-wall
 * @fires {CustomEvent} action-load - The campaign is loaded and rendered: `{campaign, state}`
 * @fires {CustomEvent} action-sent - A submission that an earlier page of the site has left has now arrived: `{id, kind, replayed}`
 * @fires {CustomEvent} action-error - Loading the campaign or its messages has failed: `{code, status?}`
 * @cssstate loading - The campaign is loading; the fallback content is shown
 * @cssstate open - The wall is shown; messages load, and more of them on request
 * @cssstate failed - The campaign could not be shown; the fallback content is shown
 * @csspart heading - The title of the wall
 * @csspart card - One postcard
 * @csspart person - The people a postcard was written to
 * @csspart message - The message on a postcard
 * @csspart text - One paragraph of a message
 * @csspart note - The notice that there are no messages, or that they could not be loaded; or what has become of a submission that an earlier page has left
 * @csspart button - The button that loads more messages, or tries again; or one that sends or erases such a submission
 * @slot - Fallback content: shown until the element is ready, and whenever it cannot be. Usually a link
 */
export class MessageWall extends CampaignElement {
  static override styles = [baseStyles, surfaceStyles];

  #module: Awaited<ReturnType<typeof loadModule>> | undefined;
  readonly #messages = new MessagesController(this, () => this.context, () => this.#loadModule());
  readonly #delivery = new DeliveryController(this, () => this.context, loadDelivery);
  /** The messages for which the focus has been moved to the first new one. */
  #focusedMessages: unknown;

  constructor() {
    super(readingMessages);
  }

  override reload(): void {
    this.#messages.invalidate();
    super.reload();
  }

  protected override resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign> {
    return resolveCampaign(request, validateCampaign);
  }

  protected override prepare(campaign: Campaign): void {
    if (!campaign.postcard) throw new InvalidDocumentError('the campaign has no postcard: /postcard');
  }

  protected override getState(): State {
    return this.#messages.status === 'failed' && !this.#module ? 'failed' : 'open';
  }

  protected override reset(): void {
    this.#messages.reset();
  }

  protected override renderContent(context: RenderContext): unknown {
    return [this.#delivery.value?.renderNotice(), this.#renderMessages(context)];
  }

  #renderMessages(context: RenderContext): unknown {
    const { translator } = context;
    if (!this.#module) return html`<p part="note" role="status" lang=${translator.language}>${translator.t('wall.loading')}</p>`;
    const { messages = [], addedCount, status, hasMore } = this.#messages;
    return this.#module.messageList(context, { messages, addedCount, status, hasMore, onMore: () => void this.#messages.loadMore() });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { messages, addedCount, error } = this.#messages;
    this.reportNewError(error);
    if (messages === this.#focusedMessages) return;
    this.#focusedMessages = messages;
    if (addedCount) void this.#module!.moveFocusTo(this, '.card', messages!.length - addedCount);
  }

  async #loadModule(): Promise<void> {
    if (this.#module) return;
    this.#module = await loadModule();
    addMessages(readingMessages, this.#module.messages);
    this.addStyles(this.#module.styles);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-wall': MessageWall;
  }
}
