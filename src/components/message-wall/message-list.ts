/** Public messages, newest first. */
import { html, nothing, type TemplateResult } from 'lit';
import { messageCard } from './message-card.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';
import type { MessagesStatus } from './messages-controller.ts';

export interface MessageListProps {
  messages: readonly Message[];
  /** How many of them came with the latest request for more. */
  addedCount: number;
  status: MessagesStatus;
  /** Whether there are more than these. */
  hasMore: boolean;
  onMore: () => void;
}

/** Dates and lists of names are costly to format, so each card is created once for each context. */
const cardCache = new WeakMap<RenderContext, Map<string, TemplateResult>>();

function getCards(context: RenderContext, messages: readonly Message[]): TemplateResult[] {
  const cards = cardCache.get(context) ?? new Map<string, TemplateResult>();
  cardCache.set(context, cards);
  return messages.map((message) => {
    const card = cards.get(message.id) ?? messageCard(context, message);
    cards.set(message.id, card);
    return card;
  });
}

/** How many cards are drawn together when they scroll into view; they fill rows of one, two, three, four and six. */
const chunkSize = 12;

function chunk(cards: readonly TemplateResult[]): TemplateResult[] {
  const starts = [...cards.keys()].filter((i) => i % chunkSize === 0);
  return starts.map((i) => html`<div class="cards">${cards.slice(i, i + chunkSize)}</div>`);
}

export function messageList(context: RenderContext, { messages, addedCount, status, hasMore, onMore }: MessageListProps): TemplateResult {
  const { translator } = context;
  const isFailed = status === 'failed';
  const isLoading = status === 'loading';
  const statusText = isFailed
    ? translator.t('messageList.failed')
    : isLoading
      ? translator.t('wall.loading')
      : !messages.length
        ? translator.t('messageList.empty')
        : addedCount && translator.plural('messageList.added', addedCount);
  // What can be seen anyway is only for screen readers.
  const isVisible = isFailed || !messages.length;
  return html`<h2 part="heading" lang=${translator.language}>${translator.t('messageList.title')}</h2>
    ${messages.length ? html`<div role="list">${chunk(getCards(context, messages))}</div>` : nothing}
    <p class=${isVisible ? '' : 'visually-hidden'} part="note" role="status" lang=${translator.language} .textContent=${statusText || nothing}></p>
    ${isFailed || hasMore
      ? html`<button type="button" part="button" lang=${translator.language} aria-disabled=${isLoading} @click=${onMore} .textContent=${translator.t(
          isFailed ? 'messageList.retry' : isLoading ? 'wall.loading' : 'messageList.more',
        )}></button>`
      : nothing}`;
}
