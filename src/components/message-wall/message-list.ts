/** Messages for everybody to read, newest first. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { messageCard } from './message-card.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

export interface MessageListProps {
  messages: readonly Message[];
  /** How many of them came last, on request. */
  added: number;
  status: 'loading' | 'failed' | 'nothing';
  /** Whether there are more than these. */
  more: boolean;
  onMore: () => void;
}

/** Dates and lists of names are costly: a card is made once for each language. */
const cardCache = new WeakMap<RenderContext, Map<string, TemplateResult>>();

function cards(view: RenderContext, messages: readonly Message[]): TemplateResult[] {
  const known = cardCache.get(view) ?? new Map<string, TemplateResult>();
  cardCache.set(view, known);
  return messages.map((message) => {
    const card = known.get(message.id) ?? messageCard(view, message);
    known.set(message.id, card);
    return card;
  });
}

/** As many are drawn together when they come into sight; they fill rows of one, two, three, four and six. */
const chunkSize = 12;

function chunk(all: readonly TemplateResult[]): TemplateResult[] {
  const starts = [...all.keys()].filter((i) => i % chunkSize === 0);
  return starts.map((i) => html`<div class="cards">${all.slice(i, i + chunkSize)}</div>`);
}

/** What is new comes behind; what came before, however it came again, stays where it is. */
export function mergeMessages(before: readonly Message[], messages: readonly Message[]): Message[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...messages.filter(({ id }) => !known.has(id))];
}

export function wall(view: RenderContext, { messages, added, status, more, onMore }: MessageListProps): TemplateResult {
  const { translator } = view;
  const failed = status === 'failed';
  const loading = status === 'loading';
  const says = failed
    ? translator.t('messageList.failed')
    : loading
      ? translator.t('wall.loading')
      : !messages.length
        ? translator.t('messageList.empty')
        : added && translator.plural('messageList.added', added);
  // What is seen without being said is for those who hear.
  const seen = failed || !messages.length;
  return html`<h2 part="heading" lang=${translator.language}>${translator.t('messageList.title')}</h2>
    ${messages.length ? html`<div role="list">${chunk(cards(view, messages))}</div>` : nothing}
    <p class=${seen ? '' : 'hush'} part="note" role="status" lang=${translator.language}>${says || nothing}</p>
    ${failed || more
      ? html`<button type="button" part="button" lang=${translator.language} aria-disabled=${loading} @click=${onMore}>
          ${failed ? translator.t('messageList.retry') : loading ? translator.t('wall.loading') : translator.t('messageList.more')}
        </button>`
      : nothing}`;
}
