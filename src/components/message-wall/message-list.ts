/** Messages for everybody to read, newest first. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { messageCard } from './message-card.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';
import type { View } from '../../base/render-context.ts';

export interface Wall {
  messages: readonly Message[];
  /** How many of them came last, on request. */
  added: number;
  doing: 'loading' | 'failed' | 'nothing';
  /** Whether there are more than these. */
  more: boolean;
  onMore: () => void;
}

/** Dates and lists of names are costly: a card is made once for each language. */
const made = new WeakMap<View, Map<string, TemplateResult>>();

function cards(view: View, messages: readonly Message[]): TemplateResult[] {
  const known = made.get(view) ?? new Map<string, TemplateResult>();
  made.set(view, known);
  return messages.map((message) => {
    const card = known.get(message.id) ?? messageCard(view, message);
    known.set(message.id, card);
    return card;
  });
}

/** As many are drawn together when they come into sight; they fill rows of one, two, three, four and six. */
const together = 12;

function grids(all: readonly TemplateResult[]): TemplateResult[] {
  const starts = [...all.keys()].filter((i) => i % together === 0);
  return starts.map((i) => html`<div class="cards">${all.slice(i, i + together)}</div>`);
}

/** What is new comes behind; what came before, however it came again, stays where it is. */
export function joined(before: readonly Message[], messages: readonly Message[]): Message[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...messages.filter(({ id }) => !known.has(id))];
}

export function wall(view: View, { messages, added, doing, more, onMore }: Wall): TemplateResult {
  const { speaker } = view;
  const failed = doing === 'failed';
  const loading = doing === 'loading';
  const says = failed
    ? speaker.say('wall.failed')
    : loading
      ? speaker.say('wall.loading')
      : !messages.length
        ? speaker.say('wall.empty')
        : added && speaker.count('wall.added', added);
  // What is seen without being said is for those who hear.
  const seen = failed || !messages.length;
  return html`<h2 part="heading" lang=${speaker.language}>${speaker.say('wall.title')}</h2>
    ${messages.length ? html`<div role="list">${grids(cards(view, messages))}</div>` : nothing}
    <p class=${seen ? '' : 'hush'} part="note" role="status" lang=${speaker.language}>${says || nothing}</p>
    ${failed || more
      ? html`<button type="button" part="button" lang=${speaker.language} aria-disabled=${loading} @click=${onMore}>
          ${failed ? speaker.say('wall.again') : loading ? speaker.say('wall.loading') : speaker.say('wall.more')}
        </button>`
      : nothing}`;
}
