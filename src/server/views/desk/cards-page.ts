/** One card, and what to do with it. */
import { html } from 'hono/html';
import { declineReasons, declineReasonTexts, maxNoteLength } from '../../cards/decline-reasons.ts';
import type { CardToRead } from '../../cards/read-cards.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { formatNumber } from './format-number.ts';
import { deskErrorPage, deskPage, deskPaths, errorNotice } from './layout.ts';

export interface CardPageData {
  /** Undefined when all were read. */
  card: CardToRead | undefined;
  /** The one before, which can be undone. */
  decided: CardToRead | undefined;
  /** How many have to be read. */
  count: number;
  /** The ids of those that are left for later. */
  skipped: readonly string[];
  invalidDecline?: InvalidDecline | undefined;
}

/** A decline that was not accepted: its form is shown again. */
export interface InvalidDecline {
  /** What is wrong with its reason or note. */
  problem: string;
  /** Whether the problem is about the note, which is shown again. */
  isAboutNote: boolean;
  note: string;
}

function decidedNotice({ id, version, stage, declineReason }: CardToRead, skipped: string): Html {
  return html`<form class="decided" method="post" action="${deskPaths.cards}">
    ${hidden('id', id)}${hidden('version', String(version))}${hidden('skip', skipped)}
    <p role="status">Card ${id} is ${stage}${declineReason !== undefined && html`: <bdi>${declineReason}</bdi>`}.</p>
    ${(stage === 'approved' || stage === 'declined') && html`<button class="plain" name="action" value="undo" data-key="u">Undo <kbd>U</kbd></button>`}
  </form>`;
}

function cardText({ paper, sealed, text, from, language }: CardToRead): Html {
  if (paper) return html`<p>A handwritten card. Read it on paper.</p>`;
  if (sealed) return html`<p>It is sealed: only the organiser's key opens it.</p>`;
  if (text === undefined) return html`<p>The text has been deleted.</p>`;
  return html`<p class="plain-text lead" dir="auto" lang="${language}">${text}</p>${from && html`<p dir="auto" lang="${language}">${from}</p>`}`;
}

/** A form for each group of buttons: Enter in the note must not press a button of another one. */
function declineForms(fields: Html, invalid: InvalidDecline | undefined): Html {
  const buttons = declineReasons.filter((reason) => reason !== 'other').map((reason, i) => html`<li><button class="plain" name="reason" value="${reason}" data-key="${i + 1}"><kbd>${i + 1}</kbd> ${capitalize(declineReasonTexts[reason])}</button></li>`);
  const last = buttons.length + 1;
  const isNoteInvalid = invalid?.isAboutNote === true;
  return html`<details class="reasons"${invalid !== undefined && html` open`}>
      <summary class="button" data-key="d">Decline <kbd>D</kbd></summary>
      <form method="post" action="${deskPaths.cards}">${fields}${hidden('action', 'decline')}<ul>${buttons}</ul></form>
      <form method="post" action="${deskPaths.cards}">${fields}${hidden('action', 'decline')}${hidden('reason', 'other')}
        <div class="field${isNoteInvalid && ' invalid'}">
          <label for="note" data-key="${last}"><kbd>${last}</kbd> Another reason</label>
          <p class="hint" id="note-hint">At most ${maxNoteLength} characters, without names.</p>
          ${isNoteInvalid && html`<p class="error" id="note-error">${invalid.problem}</p>`}
          <input id="note" name="note" required maxlength="${maxNoteLength}" dir="auto" autocomplete="off" aria-describedby="note-hint${isNoteInvalid && ' note-error'}"${isNoteInvalid && html` aria-invalid="true"`} value="${invalid?.note ?? ''}">
        </div>
        <button class="plain">Decline for this reason</button>
      </form>
    </details>`;
}

const capitalize = (text: string) => text[0]!.toUpperCase() + text.slice(1);

function cardRegion(card: CardToRead, skipped: readonly string[], invalid: InvalidDecline | undefined): Html {
  const { id, version, campaign, person, day, mayBePublished } = card;
  const query = new URLSearchParams({ skip: [...skipped, id].join(',') });
  const fields = html`${hidden('id', id)}${hidden('version', String(version))}${hidden('skip', skipped.join(','))}`;
  return html`<section id="card" tabindex="-1" autofocus aria-labelledby="card-title">
    <h2 id="card-title" dir="auto">To ${person}</h2>
    <p class="note muted">Card ${id}, ${campaign}, received on ${day}${mayBePublished && ', may be published'}</p>
    <div class="letter">${cardText(card)}</div>
    <form class="decision" method="post" action="${deskPaths.cards}">
      ${fields}
      <button name="action" value="approve" data-key="a">Approve <kbd>A</kbd></button>
      <a class="button" href="${deskPaths.cards}?${query}" data-key="l">Later <kbd>L</kbd></a>
    </form>
    ${declineForms(fields, invalid)}
  </section>`;
}

export function cardPage(account: DeskAccountRow, { card, decided, count, skipped, invalidDecline }: CardPageData): Promise<Response> {
  const laterLink = skipped.length > 0 && html`<p><a href="${deskPaths.cards}">Read those that you left for later</a></p>`;
  const content = html`${invalidDecline && errorNotice(invalidDecline.problem)}${decided && decidedNotice(decided, skipped.join(','))}
    ${card ? cardRegion(card, skipped, invalidDecline) : html`<p>${count ? 'You have left all other cards for later.' : 'There are no cards to read.'}</p>`}
    <p class="muted">To read: ${formatNumber(count)}</p>${laterLink}`;
  return deskPage({ title: 'Cards', account, path: deskPaths.cards, content, status: invalidDecline ? 422 : 200, head: html`<script type="module" src="/v1/desk-cards.js"></script>` });
}

/** @param card as it is now */
export function cardConflictPage(account: DeskAccountRow, card: CardToRead | undefined): Promise<Response> {
  const text = card ? `Another moderator has decided on card ${card.id} in the meantime. It is ${card.stage} now, and you have changed nothing.` : 'There is no such card.';
  return deskErrorPage({ title: 'Already decided', account, text, status: card ? 409 : 404, link: { path: deskPaths.cards, text: 'Read the next card' } });
}
