/** One card, and what to do with it. */
import { html } from 'hono/html';
import type { CardToRead } from '../../cards/read-cards.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { formatNumber } from './day-chart.ts';
import { deskPage, deskPaths, messagePage } from './layout.ts';

/** Keys work while the focus is in the card, where it begins: elsewhere, a letter that was typed or spoken must not decide anything. */
export const cardsScript = `const region = document.getElementById('card');
region?.addEventListener('keydown', (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const control = document.querySelector(\`[data-key="\${CSS.escape(event.key.toLowerCase())}"]\`);
  if (!control) return;
  event.preventDefault();
  control.click();
});
`;

export interface CardPageData {
  /** Undefined when all were read. */
  card: CardToRead | undefined;
  /** The one before, which can be undone. */
  decided: CardToRead | undefined;
  /** How many have to be read. */
  count: number;
  /** The ids of those that are left for later. */
  skipped: readonly string[];
}

function decidedNotice({ id, version, stage }: CardToRead, skipped: string): Html {
  return html`<form class="decided" method="post" action="${deskPaths.cards}">
    ${hidden('id', id)}${hidden('version', String(version))}${hidden('skip', skipped)}
    <p role="status">Card ${id} is ${stage}.</p>
    ${(stage === 'approved' || stage === 'declined') && html`<button class="plain" name="action" value="undo" data-key="u">Undo <kbd>U</kbd></button>`}
  </form>`;
}

function cardText({ paper, sealed, text, from, language }: CardToRead): Html {
  if (paper) return html`<p>A handwritten card. Read it on paper.</p>`;
  if (sealed) return html`<p>It is sealed: only the organiser's key opens it.</p>`;
  if (text === undefined) return html`<p>The text has been deleted.</p>`;
  return html`<p class="plain-text lead" dir="auto" lang="${language}">${text}</p>${from && html`<p dir="auto" lang="${language}">${from}</p>`}`;
}

function cardRegion(card: CardToRead, skipped: readonly string[]): Html {
  const { id, version, campaign, person, day, mayBePublished } = card;
  const query = new URLSearchParams({ skip: [...skipped, id].join(',') });
  return html`<section id="card" tabindex="-1" autofocus aria-labelledby="card-title">
    <h2 id="card-title" dir="auto">To ${person}</h2>
    <p class="note muted">Card ${id}, ${campaign}, received on ${day}${mayBePublished && ', may be published'}</p>
    <div class="letter">${cardText(card)}</div>
    <form class="decision" method="post" action="${deskPaths.cards}">
      ${hidden('id', id)}${hidden('version', String(version))}${hidden('skip', skipped.join(','))}
      <button name="action" value="approve" data-key="a">Approve <kbd>A</kbd></button>
      <button class="plain" name="action" value="decline" data-key="d">Decline <kbd>D</kbd></button>
      <a class="button" href="${deskPaths.cards}?${query}" data-key="l">Later <kbd>L</kbd></a>
    </form>
  </section>`;
}

export function cardPage(account: DeskAccountRow, { card, decided, count, skipped }: CardPageData): Promise<Response> {
  const laterLink = skipped.length > 0 && html`<p><a href="${deskPaths.cards}">Read those that you left for later</a></p>`;
  const content = html`${decided && decidedNotice(decided, skipped.join(','))}
    ${card ? cardRegion(card, skipped) : html`<p>${count ? 'You have left all other cards for later.' : 'There are no cards to read.'}</p>`}
    <p class="muted">To read: ${formatNumber(count)}</p>${laterLink}`;
  return deskPage({ title: 'Cards', account, path: deskPaths.cards, content, head: html`<script type="module" src="${deskPaths.cardsScript}"></script>` });
}

/** @param card as it is now */
export function cardConflictPage(account: DeskAccountRow, card: CardToRead | undefined): Promise<Response> {
  const text = card ? `Somebody else has decided about card ${card.id} meanwhile. It is ${card.stage} now, and you have changed nothing.` : 'There is no such card.';
  return messagePage({ title: 'Already decided', account, text, status: card ? 409 : 404, link: { path: deskPaths.cards, text: 'Read the next card' } });
}
